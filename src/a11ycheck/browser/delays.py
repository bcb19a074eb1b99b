"""Why a page did not finish loading in time, read from its network events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.browser.driver_errors import PageTimeoutError
from a11ycheck.browser.tab import Tab
from a11ycheck.model import Message, MessageTemplate

__all__ = ["find_delay"]

NO_RESPONSE = MessageTemplate("no-server-response", "the server did not respond within {limit} s")
PART_OF_DOCUMENT = MessageTemplate(
    "part-of-document", "the server did not send the whole page within {limit} s"
)
FILE_NOT_SENT = MessageTemplate("file-not-sent", "{url} was not sent within {limit} s")
BUSY = MessageTemplate(
    "too-slow", "did not respond within {limit} s; one of its scripts may never end"
)
# Such as by `document.open()` without an end, or by a navigation that it intercepts.
KEPT_OPEN = MessageTemplate(
    "kept-open",
    "did not finish loading within {limit} s, although all its files were sent;"
    " one of its scripts may keep a document open",
)
_LONGEST_URL = 200
_PING_SECONDS = 2.0
_LARGE_BYTES = 1 << 20


@dataclass(slots=True)
class _Request:
    """A request without an end."""

    url: str
    is_answered: bool = False


def find_delay(tab: Tab, page_url: str, events: Iterable[Mapping[str, Any]]) -> Message:
    """Return why a page did not finish loading within the time limit of its tab.

    `events` are the network events since the load began. The page's own document comes first, then the file
    that was requested first.
    """
    limit = f"{tab.timeout:g}"
    tab.limits.begin(_PING_SECONDS)
    document, files = _unfinished(events, tab.frame)
    if document is not None and not document.is_answered:
        return NO_RESPONSE.format(limit=limit)
    try:
        tab.cdp("Runtime.evaluate", {"expression": "0"})
    except PageTimeoutError:
        # A page reports its requests itself, in the same thread: what is missing may have happened.
        if document is not None and tab.limits.document_bytes > _LARGE_BYTES:
            return PART_OF_DOCUMENT.format(limit=limit)
        return BUSY.format(limit=limit)
    if document is not None:
        return PART_OF_DOCUMENT.format(limit=limit)
    for file in files:
        return FILE_NOT_SENT.format(url=_short(file.url, page_url), limit=limit)
    return KEPT_OPEN.format(limit=limit)


def _unfinished(
    events: Iterable[Mapping[str, Any]], frame: str
) -> tuple[_Request | None, list[_Request]]:
    """Return the request for the document in a top frame, and the others, as far as they have no end."""
    document = ""
    pending: dict[str, _Request] = {}
    for event in events:
        parameters = event["params"]
        key = str(parameters.get("requestId", ""))
        match event["method"]:
            case "Network.requestWillBeSent":
                pending[key] = _Request(parameters["request"]["url"])
                if parameters.get("type") == "Document" and parameters.get("frameId") == frame:
                    document = key
            case "Network.responseReceived" if key in pending:
                pending[key].is_answered = True
            case "Network.loadingFinished" | "Network.loadingFailed":
                pending.pop(key, None)
    own = pending.pop(document, None)
    return own, list(pending.values())


def _short(url: str, page_url: str) -> str:
    """Return a URL for a message, without the origin of the page and without an endless tail."""
    parts = urlsplit(page_url)
    text = url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    return text if len(text) <= _LONGEST_URL else f"{text[:_LONGEST_URL]}…"
