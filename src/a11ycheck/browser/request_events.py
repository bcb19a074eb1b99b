"""DevTools events of a page, folded into its requests and its documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.browser.hops import Hop
from a11ycheck.web.bodies import PUBLISHED_SIZE

__all__ = ["Entry", "RequestReader"]

_LOCAL_SCHEMES = ("data", "blob", "about", "chrome", "chrome-error", "javascript")
_AWAITED = ("font", "image", "script", "stylesheet", "fetch", "xhr")
_WITHOUT_CONTENT = (204, 205)


@dataclass(slots=True, kw_only=True)
class Entry:
    """One request while its events come in."""

    url: str
    kind: str
    is_awaited: bool = False
    status: int = 0
    wire_bytes: int | None = None
    cached: bool = False
    failure: str = ""
    surplus: int = 0
    initiator: str = ""
    mime_type: str = ""

    @property
    def is_pending(self) -> bool:
        """Return whether it is a file, content for a script, or a frame, that has yet to arrive or fail."""
        ended = self.wire_bytes is not None or self.cached or self.failure
        return not ended and self.is_awaited


@dataclass(slots=True)
class RequestReader:
    """Folds DevTools events into requests, in the order in which they were made.

    It begins with the request for the document at `start` ("": the first document).
    """

    start: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    finished: list[Entry] = field(default_factory=list)
    documents: dict[str, list[Hop]] = field(default_factory=dict)
    frame: str = ""

    def read(self, method: str, parameters: Mapping[str, Any]) -> None:
        """Take a further event."""
        handler = getattr(self, "_" + method.removeprefix("Network."), None)
        if method.startswith("Network.") and handler is not None:
            handler(parameters)

    def _requestWillBeSent(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        url, key = event["request"]["url"], event["requestId"]
        kind = str(event.get("type", "Other")).lower()
        if kind == "document":
            self._add_document(event)
        if self._is_of_another_page(event) or _is_icon(kind, event):
            return
        if "redirectResponse" in event and key in self.entries:
            self._finish_redirect(key, event["redirectResponse"])
        if urlsplit(url).scheme not in _LOCAL_SCHEMES:
            initiator = str(event.get("initiator", {}).get("url", ""))
            is_frame = kind == "document" and key not in self.documents
            self.entries[key] = Entry(
                url=url, kind=kind, initiator=initiator, is_awaited=is_frame or kind in _AWAITED
            )

    def _add_document(self, event: Mapping[str, Any]) -> None:
        request, key, frame = event["request"], event["requestId"], str(event.get("frameId"))
        url = request["url"]
        if not self.documents and url == (self.start or url):
            self.frame = frame
        if self.frame != frame:
            return
        hops = self.documents.setdefault(key, [])
        if hops and "redirectResponse" in event:
            status = int(event["redirectResponse"].get("status", 0))
            hops[-1] = replace(hops[-1], status=status)
        hops.append(Hop(url=url, method=str(request.get("method", "GET")), navigation=key))

    def _is_of_another_page(self, event: Mapping[str, Any]) -> bool:
        """Return whether a request is of the previous page: of the same frame, but of no document here."""
        own_frame = self.frame == str(event.get("frameId"))
        # The scripts of workers have no loader: they are requested for a document, and not by it.
        loader = event.get("loaderId")
        return not self.documents or (own_frame and bool(loader) and loader not in self.documents)

    def _webSocketCreated(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if self.documents:
            self.entries[event["requestId"]] = Entry(url=event["url"], kind="websocket")

    def _webSocketHandshakeResponseReceived(self, event: Mapping[str, Any]) -> None:  # noqa: N802
        if entry := self.entries.get(event["requestId"]):
            entry.status = int(event["response"]["status"])

    def _webSocketFrameError(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.failure = str(event["errorMessage"])

    def _finish_redirect(self, key: str, response: Mapping[str, Any]) -> None:
        entry = self.entries.pop(key)
        entry.status = int(response.get("status", 0))
        entry.wire_bytes = int(response.get("encodedDataLength", 0))
        self.finished.append(entry)

    def _responseReceived(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            response = event["response"]
            entry.status = int(response["status"])
            entry.surplus = _surplus(response.get("headers", {}))
            entry.mime_type = str(response.get("mimeType", ""))
            entry.cached = bool(response.get("fromDiskCache") or response.get("fromPrefetchCache"))

    def _requestServedFromCache(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.cached = True

    def _loadingFinished(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        entry = self.entries.get(event["requestId"])
        # A frame that got no answer "finishes" as well: with the browser's own error page.
        if entry and not entry.failure:
            entry.wire_bytes = int(event.get("encodedDataLength", 0)) - entry.surplus

    def _loadingFailed(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.failure = str(event.get("errorText") or event.get("blockedReason") or "failed")

    def all(self) -> list[Entry]:
        """Return the requests until now; those that were redirected come first."""
        return [*self.finished, *self.entries.values()]

    def hops(self) -> tuple[Hop, ...]:
        """Return the documents of the page's frame, each with its server's response."""
        found: list[Hop] = []
        for number, (key, hops) in enumerate(self.documents.items()):
            if number == 0 or self._replaces_page(key):
                entry = self.entries.get(key, Entry(url="", kind="document"))
                last = replace(hops[-1], status=entry.status, failure=entry.failure)
                found += [*hops[:-1], last]
        return tuple(found)

    def _replaces_page(self, key: str) -> bool:
        """Return whether a document takes the place of the page: a download or an empty answer does not."""
        entry = self.entries.get(key)
        if entry is None:
            return True
        return "ERR_ABORTED" not in entry.failure and entry.status not in _WITHOUT_CONTENT


def _is_icon(kind: str, event: Mapping[str, Any]) -> bool:
    """Return whether it is the site's icon: the browser requests it by itself, once for all pages."""
    return kind == "other" and event.get("initiator", {}).get("type") == "other"


def _surplus(headers: Mapping[str, str]) -> int:
    """Return how many bytes our own server added to a page for the audit, its header included."""
    by_name = {name.lower(): value for name, value in headers.items()}
    published = by_name.get(PUBLISHED_SIZE.lower())
    if published is None:
        return 0
    header = len(f"{PUBLISHED_SIZE}: {published}\r\n")
    return int(by_name.get("content-length", published)) - int(published) + header
