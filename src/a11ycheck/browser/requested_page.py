"""Make sure that what a browser has loaded is the page that was requested, and name the reason if not."""

from http.client import responses
from typing import NoReturn

from a11ycheck.browser.hops import Hop, is_page
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, Page, plain_message

__all__ = [
    "NO_HTML",
    "EndlessReloadError",
    "PageFailedError",
    "RedirectedError",
    "demand_page",
    "demand_rest",
    "load_error",
    "refuse",
]

BAD_STATUS = MessageTemplate("bad-status", "the server responded with {status}")
REDIRECTS = MessageTemplate("redirects", "redirects to {url}")
NO_HTML = MessageTemplate("no-html", "is not an HTML page but {type}")
RELOADS = Message("reloads", "reloads itself endlessly")
NOT_LOADED = MessageTemplate("not-loaded", "the browser could not load it ({failure})")
_BLOCKED_HOST = Message("blocked-host", "redirects to a host that is not audited")
_ABORTED = "ERR_ABORTED"
_ENDLESS = "ERR_TOO_MANY_REDIRECTS"
NETWORK_ERRORS = {
    "ERR_CONNECTION_REFUSED": Message("connection-refused", "the connection was refused"),
    "ERR_NAME_NOT_RESOLVED": Message("unknown-host", "its host name cannot be resolved"),
    "ERR_PROXY_CONNECTION_FAILED": _BLOCKED_HOST,
    "ERR_TUNNEL_CONNECTION_FAILED": _BLOCKED_HOST,
    "ERR_CONNECTION_RESET": Message("connection-reset", "the connection was reset"),
    "ERR_EMPTY_RESPONSE": Message("empty-response", "the server sent an empty response"),
    "ERR_CONTENT_DECODING_FAILED": Message("bad-compression", "its compressed data is damaged"),
    _ENDLESS: Message("too-many-redirects", "redirects endlessly"),
    "ERR_UNSAFE_REDIRECT": Message(
        "unsafe-redirect", "redirects to a URL that is neither http nor https"
    ),
    "ERR_CERT": Message("bad-certificate", "its certificate is not valid"),
    _ABORTED: Message("download", "is a download, not a page"),
}

# Without content, errors, and redirects without a location, whose bodies browsers show.
_NOT_MODIFIED = 304
_NO_PAGE_STATUS = frozenset({204, 205, *range(300, 600)} - {_NOT_MODIFIED})
_MOST_LOADS = 2


class PageFailedError(BrowserError):
    """The page could not be audited, though the browser works; the message is the reason."""


class EndlessReloadError(PageFailedError):
    """The page reloads itself endlessly, and would go on while the next page is loaded."""


class RedirectedError(PageFailedError):
    """The page redirects to another document: `hops` are the page, what lies between, and the other."""

    def __init__(self, hops: tuple[Hop, ...]) -> None:
        """Take the hops, so that the caller can find out whether the last of them is audited anyway."""
        super().__init__(REDIRECTS.format(url=hops[-1].url))
        self.hops = hops


def demand_page(page: Page, hops: tuple[Hop, ...]) -> None:
    """Raise unless the last hop is the page that was requested, answered without an error.

    Another URL alone is no redirect: a script may change the URL of the page that it runs on.
    """
    if not hops:
        return
    last = hops[-1]
    if last.failure and _ENDLESS in last.failure:
        raise PageFailedError(_failure_message(last.failure))
    if not is_page(page, last, hops):
        raise RedirectedError(hops)
    if last.status in _NO_PAGE_STATUS or (last.failure and last.status == _NOT_MODIFIED):
        status = f"{last.status} {responses.get(last.status, '')}".strip()
        raise PageFailedError(BAD_STATUS.format(status=plain_message(status)))
    if _ABORTED in last.failure and not last.status:  # a download has a response
        raise PageFailedError(NOT_LOADED.format(failure=last.failure))
    if last.failure:
        raise PageFailedError(_failure_message(last.failure))


def demand_rest(page: Page, hops: tuple[Hop, ...]) -> None:
    """Raise if a page was not loaded in time because it, or what it redirects to, navigates."""
    for hop in hops:
        if not is_page(page, hop, hops):
            last = max(
                index for index, item in enumerate(hops) if item.navigation == hop.navigation
            )
            raise RedirectedError(hops[: last + 1])
    if len({hop.navigation for hop in hops}) > _MOST_LOADS:
        raise EndlessReloadError(RELOADS)


def refuse(page: Page, hops: tuple[Hop, ...]) -> NoReturn:
    """Raise the error of a page that sends the browser to the last of the hops."""
    if not is_page(page, hops[-1], hops):
        raise RedirectedError(hops)
    raise EndlessReloadError(RELOADS)


def load_error(error: BrowserError) -> BrowserError:
    """Return the error to raise: the page's own failure in words, the browser's unchanged."""
    known = "net::ERR_" in error.message or any(sign in error.message for sign in NETWORK_ERRORS)
    return PageFailedError(_failure_message(error.message)) if known else error


def _failure_message(failure: str) -> Message:
    unknown = NOT_LOADED.format(failure=failure)
    return next((text for sign, text in NETWORK_ERRORS.items() if sign in failure), unknown)
