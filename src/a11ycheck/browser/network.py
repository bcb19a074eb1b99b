"""What a page asked for, read from the browser's DevTools events."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.model import Request

__all__ = ["Traffic", "host_of", "read_traffic"]

_LOCAL_SCHEMES = ("data", "blob", "about", "chrome", "chrome-error", "javascript")
# What Chromium says where our dead-end proxy stood in the way.
_BLOCKED = ("ERR_PROXY_CONNECTION_FAILED", "ERR_TUNNEL_CONNECTION_FAILED", "ERR_NAME_NOT_RESOLVED")


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One request while its events come in."""

    url: str
    kind: str
    status: int = 0
    wire_bytes: int | None = None
    cached: bool = False
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """The requests of one page, and how its own document was answered."""

    requests: tuple[Request, ...]
    status: int = 0
    redirects: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Folds DevTools events into requests, in the order in which they were made."""

    entries: dict[str, _Entry] = field(default_factory=dict)
    finished: list[_Entry] = field(default_factory=list)
    redirects: list[str] = field(default_factory=list)

    def read(self, method: str, parameters: Mapping[str, Any]) -> None:
        handler = getattr(self, "_" + method.removeprefix("Network."), None)
        if method.startswith("Network.") and handler is not None:
            handler(parameters)

    def _requestWillBeSent(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        url, key = event["request"]["url"], event["requestId"]
        if "redirectResponse" in event and key in self.entries:
            self._redirect(key, event["redirectResponse"], url)
        if urlsplit(url).scheme not in _LOCAL_SCHEMES:
            self.entries[key] = _Entry(url=url, kind=str(event.get("type", "Other")).lower())

    def _redirect(self, key: str, response: Mapping[str, Any], url: str) -> None:
        entry = self.entries.pop(key)
        entry.status = int(response.get("status", 0))
        entry.wire_bytes = int(response.get("encodedDataLength", 0))
        self.finished.append(entry)
        if entry.kind == "document":
            self.redirects.append(url)

    def _responseReceived(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            response = event["response"]
            entry.status = int(response["status"])
            entry.cached = bool(response.get("fromDiskCache") or response.get("fromPrefetchCache"))

    def _requestServedFromCache(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.cached = True

    def _loadingFinished(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.wire_bytes = int(event.get("encodedDataLength", 0))

    def _loadingFailed(self, event: Mapping[str, Any]) -> None:  # noqa: N802 - DevTools' name
        if entry := self.entries.get(event["requestId"]):
            entry.failure = str(event.get("errorText") or event.get("blockedReason") or "failed")

    def all(self) -> list[_Entry]:
        return [*self.finished, *self.entries.values()]


def host_of(url: str) -> str:
    """Return "host:port" of an address, the port only where the address names one."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def read_traffic(
    events: Iterable[Mapping[str, Any]],
    page_url: str,
    allowed_hosts: tuple[str, ...],
    known_bytes: MutableMapping[str, int],
) -> Traffic:
    """Return the requests in `events`.

    `known_bytes` remembers, for one browser, what an address cost when it came over the wire,
    because a first visit pays for what a later page of the same browser takes from its cache.
    """
    reader = _Reader()
    for event in events:
        reader.read(event["method"], event["params"])
    entries = reader.all()
    requests = tuple(_request(entry, page_url, allowed_hosts, known_bytes) for entry in entries)
    documents = [entry for entry in entries if entry.kind == "document"]
    status = next((entry.status for entry in documents if entry.url == page_url), 0)
    last = documents[-1].status if documents and not status else status
    return Traffic(requests=requests, status=last, redirects=tuple(reader.redirects))


def _request(
    entry: _Entry, page_url: str, allowed: tuple[str, ...], known_bytes: MutableMapping[str, int]
) -> Request:
    if entry.wire_bytes and not entry.cached:
        known_bytes[entry.url] = entry.wire_bytes
    wire = known_bytes.get(entry.url, entry.wire_bytes) if entry.cached else entry.wire_bytes
    third_party = host_of(entry.url) != host_of(page_url)
    refused = any(sign in entry.failure for sign in _BLOCKED) and host_of(entry.url) not in allowed
    return Request(
        url=entry.url,
        kind=entry.kind,
        status=entry.status,
        wire_bytes=wire,
        third_party=third_party,
        blocked=third_party and refused,
        failure=entry.failure,
    )
