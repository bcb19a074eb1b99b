"""What a page asked for, read from the browser's DevTools events."""

from collections.abc import Collection, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urldefrag, urlsplit

from a11ycheck.model import Request
from a11ycheck.web.instrumentation import PUBLISHED_SIZE

__all__ = ["Traffic", "host_of", "read_traffic"]

_LOCAL_SCHEMES = ("data", "blob", "about", "chrome", "chrome-error", "javascript")
_FILES = ("font", "image", "script", "stylesheet")
_WITHOUT_CONTENT = (204, 205)
# What Chromium says where the page's own Content Security Policy forbade the request: nothing was asked.
_OWN_POLICY = ("csp", "ERR_BLOCKED_BY_CSP")


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One request while its events come in."""

    url: str
    kind: str
    status: int = 0
    wire_bytes: int | None = None
    cached: bool = False
    failure: str = ""
    surplus: int = 0
    initiator: str = ""

    @property
    def is_on_its_way(self) -> bool:
        """Tell a file that will come or fail; what a script talks to may be silent for ever."""
        ended = self.wire_bytes is not None or self.cached or self.failure
        return not ended and self.kind in _FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """The requests of one page, and how its own document was answered, after the server's redirects.

    `address` is that of the document, `status` 0 where there was no answer and `failure` says why;
    `goal` is the address of another document that the page then sent the browser to. `on_its_way` counts
    the files of the page that were asked for and have not come yet.
    """

    requests: tuple[Request, ...]
    address: str = ""
    status: int = 0
    failure: str = ""
    goal: str = ""
    on_its_way: int = 0


@dataclass(slots=True)
class _Reader:
    """Folds DevTools events into requests, in the order in which they were made.

    It begins at the request for the document at `start` ("": the first document).
    """

    start: str = ""
    entries: dict[str, _Entry] = field(default_factory=dict)
    finished: list[_Entry] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    frame: str = ""

    def read(self, method: str, parameters: Mapping[str, Any]) -> None:
        handler = getattr(self, "_" + method.removeprefix("Network."), None)
        if method.startswith("Network.") and handler is not None:
            handler(parameters)

    def _requestWillBeSent(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        url, key = event["request"]["url"], event["requestId"]
        kind = str(event.get("type", "Other")).lower()
        if kind == "document":
            self._document(key, url, str(event.get("frameId")))
        if self._is_foreign(event) or _is_icon(kind, event):
            return
        if "redirectResponse" in event and key in self.entries:
            self._redirect(key, event["redirectResponse"])
        if urlsplit(url).scheme not in _LOCAL_SCHEMES:
            named_by = str(event.get("initiator", {}).get("url", ""))
            self.entries[key] = _Entry(url=url, kind=kind, initiator=named_by)

    def _document(self, key: str, url: str, frame: str) -> None:
        if not self.documents and url == (self.start or url):
            self.frame = frame
        if self.frame == frame:
            self.documents[key] = url

    def _is_foreign(self, event: Mapping[str, Any]) -> bool:
        """Tell requests of the page before: of the same frame, and of none of its new documents."""
        own_frame = self.frame == str(event.get("frameId"))
        return not self.documents or (own_frame and event.get("loaderId") not in self.documents)

    def _webSocketCreated(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if self.documents:
            self.entries[event["requestId"]] = _Entry(url=event["url"], kind="websocket")

    def _webSocketHandshakeResponseReceived(self, event: Mapping[str, Any]) -> None:  # noqa: N802
        if entry := self.entries.get(event["requestId"]):
            entry.status = int(event["response"]["status"])

    def _webSocketFrameError(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.failure = str(event["errorMessage"])

    def _redirect(self, key: str, response: Mapping[str, Any]) -> None:
        entry = self.entries.pop(key)
        entry.status = int(response.get("status", 0))
        entry.wire_bytes = int(response.get("encodedDataLength", 0))
        self.finished.append(entry)

    def _responseReceived(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            response = event["response"]
            entry.status = int(response["status"])
            entry.surplus = _surplus(response.get("headers", {}))
            entry.cached = bool(response.get("fromDiskCache") or response.get("fromPrefetchCache"))

    def _requestServedFromCache(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.cached = True

    def _loadingFinished(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        entry = self.entries.get(event["requestId"])
        # A frame that got no answer "finishes" as well: with the browser's own page of the error.
        if entry and not entry.failure:
            entry.wire_bytes = int(event.get("encodedDataLength", 0)) - entry.surplus

    def _loadingFailed(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.failure = str(event.get("errorText") or event.get("blockedReason") or "failed")

    def all(self) -> list[_Entry]:
        return [*self.finished, *self.entries.values()]

    def traffic(self, requests: Iterable[Request]) -> Traffic:
        """Return the requests with what is known of the page's own document, the first of its frame."""
        first, *others = self.documents or [""]
        entry = self.entries.get(first, _Entry(url="", kind="document"))
        goals = [self.documents[key] for key in others if self._leaves(key)]
        return Traffic(
            requests=tuple(requests),
            address=entry.url,
            status=entry.status,
            failure=entry.failure,
            goal=goals[-1] if goals else "",
            on_its_way=sum(entry.is_on_its_way for entry in self.entries.values()),
        )

    def _leaves(self, key: str) -> bool:
        """Tell whether a document takes the place of the page: a download or an empty answer does not."""
        entry = self.entries.get(key)
        if entry is None:
            return True
        return "ERR_ABORTED" not in entry.failure and entry.status not in _WITHOUT_CONTENT


def _is_icon(kind: str, event: Mapping[str, Any]) -> bool:
    """Tell the site's icon: the browser itself asks for it, once for all pages, and when it likes."""
    return kind == "other" and event.get("initiator", {}).get("type") == "other"


def _surplus(headers: Mapping[str, str]) -> int:
    """Return how many bytes our own server added to a page for the audit, its header included."""
    by_name = {name.lower(): value for name, value in headers.items()}
    published = by_name.get(PUBLISHED_SIZE.lower())
    if published is None:
        return 0
    header = len(f"{PUBLISHED_SIZE}: {published}\r\n")
    return int(by_name.get("content-length", published)) - int(published) + header


def host_of(url: str) -> str:
    """Return "host:port" of an address, the port only where the address names one."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def _read(events: Iterable[Mapping[str, Any]], start: str) -> _Reader:
    reader = _Reader(start=start)
    for event in events:
        reader.read(event["method"], event["params"])
    return reader


def read_traffic(
    events: Iterable[Mapping[str, Any]],
    page_url: str,
    allowed_hosts: tuple[str, ...],
    known_bytes: MutableMapping[str, int],
    blocking: Collection[str] = (),
) -> Traffic:
    """Return the requests in `events`, from that for the page itself on: what was before is another page's.

    `known_bytes` remembers, for one browser, what an address cost when it came over the wire,
    because a first visit pays for what a later page of the same browser takes from its cache.
    `blocking` are the addresses that block rendering, as the page's Resource Timing names them.
    """
    events = list(events)
    reader = _read(events, urldefrag(page_url).url)
    if not reader.documents:
        # The browser writes some addresses in another way.
        reader = _read(events, "")
    first_bytes = _FirstVisit(known_bytes)
    requests = (
        _request(entry, page_url, allowed_hosts, first_bytes.of(entry)) for entry in reader.all()
    )
    return reader.traffic(
        replace(request, blocking=request.url in blocking) for request in requests
    )


@dataclass(slots=True)
class _FirstVisit:
    """What the requests of one page cost a reader whose cache is empty."""

    known_bytes: MutableMapping[str, int]
    _paid: set[str] = field(default_factory=set)

    def of(self, entry: _Entry) -> int | None:
        """Return the bytes of a request: from a cache that earlier pages filled too, but not this page."""
        if entry.wire_bytes is None and not entry.cached:
            return None
        own = entry.wire_bytes or 0
        known = max(self.known_bytes.get(entry.url, 0), own)
        self.known_bytes[entry.url] = known
        if entry.url in self._paid:
            return own
        self._paid.add(entry.url)
        return known


def _request(entry: _Entry, page_url: str, allowed: tuple[str, ...], wire: int | None) -> Request:
    third_party = host_of(entry.url) != host_of(page_url)
    # No other host can answer, whatever the browser says of it; the page's own policy may come first.
    unanswered = not entry.status and not any(sign in entry.failure for sign in _OWN_POLICY)
    return Request(
        url=entry.url,
        kind=entry.kind,
        status=entry.status,
        wire_bytes=wire,
        third_party=third_party,
        blocked=third_party and unanswered and not _is_allowed(entry.url, allowed),
        failure=entry.failure,
        initiator=entry.initiator,
    )


def _is_allowed(url: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether a host may be asked; one that is named without a port, on every port."""
    return host_of(url) in allowed or urlsplit(url).hostname in allowed
