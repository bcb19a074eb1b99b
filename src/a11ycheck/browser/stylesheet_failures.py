"""The stylesheets of a page: which were not applied, and whether it can be judged without them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.browser.blocked_hosts import with_host_options
from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.requested_page import PageFailedError
from a11ycheck.browser.script import module_function
from a11ycheck.model import Message, MessageTemplate, Request, lacks_stylesheet, plain_message

__all__ = ["demand_styles", "failed_stylesheets", "style_notices"]

STYLESHEET = MessageTemplate(
    "stylesheet-not-loaded", "The stylesheet {url} was not loaded ({cause})."
)
NO_OWN = Message(
    "no-stylesheet",
    "None of the page's stylesheets was found: layout, colours and keyboard use were not judged.",
)
UNSTYLED = Message("unstyled", "the stylesheets that give it its look were not loaded")
BLOCKED = MessageTemplate("blocked", "its host is blocked: to load it, add --allow-host {host}")
MIME_TYPE = MessageTemplate("mime-type", "its MIME type is {type}")

_ERROR_STATUS = 400
# Chromium applies a stylesheet of one of these types (and of any in quirks mode, from the same origin).
_CSS_TYPES = ("text/css", "", "application/x-unknown-content-type")
# Stylesheets of fonts and icons decide little of how a page looks.
_FONTS = re.compile(r"font|icon|typekit|typography\.com|rsms\.me", re.IGNORECASE)
_LEAST_CLASSES = 3
_STYLING_KINDS = ("stylesheet", "script")
_MOST_NAMED = 5
_LONG_URL = 80
# The state of a page, as `page_state.js` measures it.
_State = Mapping[str, Any]


def failed_stylesheets(
    state: _State, requests: Iterable[Request], page_url: str
) -> Mapping[str, Message]:
    """Return why stylesheets were not applied, by their URLs, or their paths on the page's own host."""
    parts = urlsplit(page_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return {
        request.url.removeprefix(origin): cause
        for request in requests
        if (cause := _stylesheet_failure(request, state["shown"])) is not None
    }


def demand_styles(
    world: IsolatedWorld, requests: Iterable[Request], failures: Mapping[str, Message]
) -> None:
    """Raise PageFailedError if the page gets its look from stylesheets of other hosts that were not loaded.

    What readers see is not known then. It does if it has no other rules, or if these mention less than half
    of its class names. A missing stylesheet of its own host is a finding instead.
    """
    sheets = [item for item in requests if item.kind == "stylesheet" or _is_generator(item)]
    if any(item.is_missing for item in sheets if not item.third_party):
        return
    other = [item for item in sheets if item.third_party or item.blocked]
    needed = [item for item in other if item.blocking and not _FONTS.search(item.url)]
    if not needed or not all(i.blocked or i.failure or i.url in failures for i in other):
        return
    found = world.call(module_function("author_styles"))
    is_styled = found["unstyled"] < _LEAST_CLASSES or found["unstyled"] * 2 <= found["classes"]
    if not (found["hasRules"] and is_styled):
        raise PageFailedError(with_host_options(UNSTYLED, needed, _STYLING_KINDS))


def _is_generator(request: Request) -> bool:
    """Return whether a script generates the stylesheet of a page, as the Play CDN of Tailwind CSS does."""
    return request.kind == "script" and "tailwindcss" in request.url


def style_notices(
    requests: Iterable[Request], failures: Mapping[str, Message]
) -> Iterator[Message]:
    """Yield which stylesheets were not applied, and whether the page has none of its own."""
    for url, cause in list(failures.items())[:_MOST_NAMED]:
        yield STYLESHEET.format(url=_without_long_query(url), cause=cause)
    if lacks_stylesheet(requests):
        yield NO_OWN


def _without_long_query(url: str) -> str:
    path, mark, _ = url.partition("?")
    return url if len(url) <= _LONG_URL else f"{path}{mark}…"


def _stylesheet_failure(request: Request, shown: _State) -> Message | None:
    """Return why a stylesheet was not applied, None if it was, or is none."""
    if request.kind != "stylesheet":
        return None
    if request.blocked:
        return BLOCKED.format(host=urlsplit(request.url).netloc)
    if request.status >= _ERROR_STATUS:
        return plain_message(str(request.status))
    if request.failure:
        return plain_message(request.failure)
    is_lenient = shown["quirks"] and not request.third_party
    if request.status and request.mime_type not in _CSS_TYPES and not is_lenient:
        return MIME_TYPE.format(type=request.mime_type)
    return None
