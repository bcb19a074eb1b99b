"""What a page displayed: the evidence, the notices about it, and why a page cannot be tested for it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from a11ycheck.browser.blocked_hosts import with_host_options
from a11ycheck.browser.requested_page import PageFailedError
from a11ycheck.browser.tab import Tab
from a11ycheck.model import Message, MessageTemplate, Request, Shown, plain_message

__all__ = [
    "demand_content",
    "find_closed_roots",
    "make_shown",
    "shown_notices",
]

NOT_MEASURED = Message("shown-not-measured", "what it shows could not be measured")
NOT_WELL_FORMED = MessageTemplate("not-well-formed", "is not well-formed XML: {error}")
HIDDEN = {
    "declaration": MessageTemplate(
        "content-hidden", "its content is hidden: `{element}` has `{declaration}`"
    ),
    "off-screen": MessageTemplate(
        "content-off-screen", "its content is hidden: `{element}` lies off the screen"
    ),
    "clipped": MessageTemplate(
        "content-clipped", "its content is hidden: `{element}` has no size and clips it"
    ),
    "modal": MessageTemplate("content-inert", "its content is behind a modal dialog (`{element}`)"),
}
IN_FRAME = MessageTemplate(
    "content-in-frame", "shows nothing but a frame that cannot be inspected (`{element}`)"
)
IN_CLOSED_ROOT = MessageTemplate(
    "content-in-closed-root",
    "shows nothing but a closed shadow root, which cannot be inspected (`{element}`)",
)
NO_MAIN = MessageTemplate("no-main-content", "its main content (`{element}`) shows nothing")
PLACEHOLDER = MessageTemplate(
    "placeholder", "its main content (`{element}`) shows only a placeholder: {text}"
)
NOTHING = Message("nothing-shown", "shows no content")
IN_VARIANT = MessageTemplate("in-variant", "{reason} (in {variant})")

EMPTY_MAIN = MessageTemplate("empty-main", "The main content (`{element}`) is empty.")
FRAMES = MessageTemplate(
    "uninspected-frames",
    "Frames of another origin or in a sandbox, and pages in `object` or `embed`,"
    " were not inspected: {elements}.",
)
CLOSED_ROOTS = MessageTemplate(
    "closed-shadow-roots", "Closed shadow roots were not inspected: {elements}."
)
ROUTES = MessageTemplate(
    "unaudited-routes",
    "The results of this page do not include the routes to which it links: {routes}.",
)
STILL_CHANGING = Message(
    "still-changing", "The page was still changing when it was measured, after 3 s."
)

_ERROR_STATUS = 400
_MOST_NAMED = 5
# Only first-party content can be expected to fill the main content.
_CONTENT_KINDS = ("script", "fetch", "xhr")
_SHOWING_KINDS = (*_CONTENT_KINDS, "stylesheet")

# The state of a page, as `page_state.js` measures it.
_State = Mapping[str, Any]


def find_closed_roots(tab: Tab, state: _State) -> tuple[str, ...]:
    """Return the elements with a closed shadow root.

    Only the DevTools protocol shows them, and it returns the whole document: it is called where an
    element takes space that nothing fills.
    """
    if not state["shown"] or not state["shown"]["has_host"]:
        return ()
    root = tab.cdp("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    tab.cdp("DOM.disable")
    return tuple(_closed_hosts(root))


def _closed_hosts(root: _State) -> Iterator[str]:
    waiting: list[_State] = [root]
    while waiting:
        node = waiting.pop()
        roots = node.get("shadowRoots", ())
        if any(item.get("shadowRootType") == "closed" for item in roots):
            attributes = node.get("attributes", ())
            names = dict(zip(attributes[::2], attributes[1::2], strict=False))
            identity = f"#{names['id']}" if names.get("id") else ""
            yield f"{node['localName']}{identity}"
        frame = [node["contentDocument"]] if "contentDocument" in node else []
        waiting += reversed([*roots, *frame, *node.get("children", ())])


def make_shown(state: _State, failures: Iterable[str], closed_roots: tuple[str, ...]) -> Shown:
    """Return the evidence of what a page showed that passed `demand_content`."""
    shown = state["shown"]
    return Shown(
        characters=shown["characters"],
        elements=shown["elements"],
        main=shown["main"],
        main_characters=shown["main_characters"],
        frames=tuple(shown["frames"]),
        closed_roots=closed_roots,
        stylesheets=tuple(failures),
    )


def demand_content(
    state: _State,
    requests: Iterable[Request] = (),
    closed_roots: tuple[str, ...] = (),
    *,
    variant: str = "",
    allow_empty: bool = False,
) -> None:
    """Raise PageFailedError unless the page shows its main content.

    `variant` names the variant in the message, "" where the page was just loaded. With `allow_empty`, it
    has to be a document that can be measured.
    """
    reason = _unmeasured(state["shown"])
    if reason is None and not allow_empty:
        reason = _missing_content(state["shown"], requests, closed_roots)
        if reason is not None:
            reason = with_host_options(reason, requests, _SHOWING_KINDS)
    if reason is not None:
        raise PageFailedError(
            IN_VARIANT.format(reason=reason, variant=variant) if variant else reason
        )


def _unmeasured(shown: _State | None) -> Message | None:
    if shown is None:
        return NOT_MEASURED
    if shown["parse_error"]:
        return NOT_WELL_FORMED.format(error=plain_message(shown["parse_error"]))
    return None


def _missing_content(
    shown: _State, requests: Iterable[Request], closed_roots: tuple[str, ...]
) -> Message | None:
    if hider := shown["hidden_by"]:
        return HIDDEN[hider["how"]].format(**hider)
    if text := shown["placeholder"]:
        return PLACEHOLDER.format(element=shown["main"], text=plain_message(text))
    if shown["main_characters"] or shown["main_visuals"]:
        return None
    return _unseen_content(shown, requests, closed_roots)


def _unseen_content(
    shown: _State, requests: Iterable[Request], closed_roots: tuple[str, ...]
) -> Message | None:
    """Return why main content that shows nothing cannot be judged, None if it is only empty."""
    if shown["main_frames"]:
        return IN_FRAME.format(element=shown["frames"][0])
    if closed_roots:
        return IN_CLOSED_ROOT.format(element=closed_roots[0])
    if not (shown["characters"] or shown["visuals"]):
        return NOTHING
    # Some pages have nothing in it yet, such as the results of a search.
    if shown["main_has_content"] or any(map(_is_missing_content, requests)):
        return NO_MAIN.format(element=shown["main"])
    return None


def _is_missing_content(request: Request) -> bool:
    """Return whether a request of the page's own host did not bring what scripts asked for."""
    failed = request.status >= _ERROR_STATUS or request.failure or not request.status
    return request.kind in _CONTENT_KINDS and not request.third_party and bool(failed)


def shown_notices(state: _State, shown: Shown) -> Iterator[Message]:
    """Yield what a reader of the report has to know about what the page showed."""
    if state.get("changing"):
        yield STILL_CHANGING
    if not (state["shown"]["main_characters"] or state["shown"]["main_visuals"]):
        yield EMPTY_MAIN.format(element=shown.main)
    if shown.frames:
        yield FRAMES.format(elements=_first(shown.frames))
    if shown.closed_roots:
        yield CLOSED_ROOTS.format(elements=_first(shown.closed_roots))
    if routes := tuple(state["shown"].get("routes", ())):
        yield ROUTES.format(routes=_first(routes))


def _first(names: tuple[str, ...]) -> tuple[str, ...]:
    more = ("…",) if len(names) > _MOST_NAMED else ()
    return (*names[:_MOST_NAMED], *more)
