"""Why a page did not finish loading in time, read from its network events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.model import Message, MessageTemplate

__all__ = ["BUSY", "find_delay"]

NO_RESPONSE = MessageTemplate("no-server-response", "the server did not respond within {limit} s")
PART_OF_DOCUMENT = MessageTemplate(
    "part-of-document", "the server did not send the whole page within {limit} s"
)
FILE_NOT_SENT = MessageTemplate("file-not-sent", "{url} was not sent within {limit} s")
BUSY = MessageTemplate(
    "too-slow", "did not respond within {limit} s; one of its scripts may never end"
)
_LONGEST_URL = 200


@dataclass(slots=True)
class _Request:
    """A request without an end."""

    url: str
    is_answered: bool = False


def find_delay(
    events: Iterable[Mapping[str, Any]], frame: str, *, page_url: str, limit: float
) -> Message:
    """Return what the page in the top `frame` was still waiting for after `limit` seconds.

    `events` are its network events, {method, params}. The page's own document comes first, then the file
    that was requested first.
    """
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
    seconds = f"{limit:g}"
    if own := pending.get(document):
        template = PART_OF_DOCUMENT if own.is_answered else NO_RESPONSE
        return template.format(limit=seconds)
    for request in pending.values():
        return FILE_NOT_SENT.format(url=_short(request.url, page_url), limit=seconds)
    return BUSY.format(limit=seconds)


def _short(url: str, page_url: str) -> str:
    """Return a URL for a message, without the origin of the page and without an endless tail."""
    parts = urlsplit(page_url)
    text = url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    return text if len(text) <= _LONGEST_URL else f"{text[:_LONGEST_URL]}…"
