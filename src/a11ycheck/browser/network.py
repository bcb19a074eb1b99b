"""The requests of a page, read from the browser's DevTools events as they come in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urlsplit

from a11ycheck.browser.hops import Hop
from a11ycheck.browser.request_events import Entry, RequestReader
from a11ycheck.model import Request

__all__ = ["PageTraffic", "Traffic", "host_of"]

# Chromium's words for a request that the page's own Content Security Policy forbids: nothing was sent.
_OWN_POLICY = ("csp", "ERR_BLOCKED_BY_CSP")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """The requests of one page, and its hops: documents that took its place, downloads left out."""

    requests: tuple[Request, ...]
    hops: tuple[Hop, ...] = ()


def host_of(url: str) -> str:
    """Return "host:port" of a URL, the port only if the URL names one."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


class PageTraffic:
    """Collects the requests of one page from events, beginning with that for the page itself."""

    def __init__(self, page_url: str, allowed_hosts: tuple[str, ...]) -> None:
        """Take the URL of the page, and the hosts that the browser may request."""
        self._page_url = page_url
        self._allowed_hosts = allowed_hosts
        self._exact = RequestReader(start=urldefrag(page_url).url)
        # The browser writes some URLs in another way: then the first document is the page.
        self._first = RequestReader()

    def read(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Take further events, as {method, params}."""
        for event in events:
            self._exact.read(event["method"], event["params"])
            if not self._exact.documents:
                self._first.read(event["method"], event["params"])

    @property
    def _reader(self) -> RequestReader:
        return self._exact if self._exact.documents else self._first

    @property
    def is_pending(self) -> bool:
        """Return whether files of the page were requested and have not arrived yet."""
        return any(entry.is_pending for entry in self._reader.entries.values())

    @property
    def urls(self) -> frozenset[str]:
        """Return the URLs that were requested until now."""
        return frozenset(entry.url for entry in self._reader.entries.values())

    @property
    def hops(self) -> tuple[Hop, ...]:
        """Return the documents that took the page's place until now."""
        return self._reader.hops()

    def summary(self, blocking: Collection[str] = (), own_host: str = "") -> Traffic:
        """Return what the events showed; files on `own_host` are the page's own.

        `blocking` are the URLs that block rendering, as the page's Resource Timing names them. A page is
        loaded with empty caches; only what it requests twice may come from a cache.
        """
        requests: list[Request] = []
        entries = self._reader.all()
        # A file that is prefetched and used has the kind of its use: either request may be the first.
        kinds = {entry.url: entry.kind for entry in entries if entry.kind != "other"}
        for entry in entries:
            wire_bytes = 0 if entry.wire_bytes is None and entry.cached else entry.wire_bytes
            used = replace(entry, kind=kinds.get(entry.url, entry.kind))
            request = _request(used, self._page_url, self._allowed_hosts)
            requests.append(
                replace(
                    request,
                    wire_bytes=wire_bytes,
                    blocking=entry.url in blocking,
                    third_party=request.third_party and host_of(entry.url) != own_host,
                )
            )
        return Traffic(requests=tuple(requests), hops=self.hops)


def _request(entry: Entry, page_url: str, allowed_hosts: tuple[str, ...]) -> Request:
    third_party = host_of(entry.url) != host_of(page_url)
    # A host that is allowed may be named without a port, for all of its ports.
    is_allowed = (
        host_of(entry.url) in allowed_hosts or urlsplit(entry.url).hostname in allowed_hosts
    )
    # No other host can answer, whatever the browser reports; the page's own policy may come first.
    unanswered = not entry.status and not any(sign in entry.failure for sign in _OWN_POLICY)
    return Request(
        url=entry.url,
        kind=entry.kind,
        status=entry.status,
        third_party=third_party,
        blocked=third_party and unanswered and not is_allowed,
        failure=entry.failure,
        initiator=entry.initiator,
        mime_type=entry.mime_type,
    )
