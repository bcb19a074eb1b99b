"""Follow the links of a URL to the other pages of its origin, as robots.txt (RFC 9309) allows.

The crawl ends: it collects a limited number of pages, fetches at most a few times as many URLs, and leaves
out URLs that repeat themselves. Nothing is left out silently: what is no page of its own is skipped with
the reason, and what was not even fetched is counted.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from protego import Protego

from a11ycheck.collect.entry import NOT_HTML, Entry
from a11ycheck.collect.fetch import USER_AGENT, Fetched, request
from a11ycheck.collect.links import SeriesGuard, find_links
from a11ycheck.errors import UserError
from a11ycheck.model import Message, MessageTemplate, plain_message
from a11ycheck.web.media_types import may_be_page
from a11ycheck.web.urls import canonical_url

__all__ = ["CrawlOptions", "crawl"]

ROBOTS = MessageTemplate("robots", "robots.txt does not allow it")
REDIRECTS_TO = MessageTemplate("crawl-redirects", "redirects to {url}")
DUPLICATE = MessageTemplate("crawl-duplicate", "has the same content as {url}")
BROKEN_LINK = MessageTemplate(
    "broken-link", "the server responded with {status}; {page} links to it"
)
LOOP = MessageTemplate("crawl-loop", "redirects in a circle; {page} links to it")
ENDLESS = MessageTemplate("endless-series", "URLs that repeat themselves, as of an endless series")
OVER_LIMIT = MessageTemplate("crawl-limit", "beyond the limit of {limit} pages (--crawl-limit)")

_MAX_BYTES = 20 << 20
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FETCHES_PER_PAGE = 4
_LONGEST_DELAY = 5.0
_SERVER_ERROR = 500
_GONE = range(400, 500)
_REDIRECT = range(300, 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """The bounds of a crawl: pages in all, seconds for each request, and URLs that are excluded."""

    limit: int
    timeout: float
    is_excluded: Callable[[str], bool] = lambda _url: False


def crawl(start: str, options: CrawlOptions) -> Iterator[Entry]:
    """Yield the pages of the origin of a URL that links lead to, breadth first, and what is left out."""
    return _Crawl(options=options).run(canonical_url(start))


@dataclass(slots=True, kw_only=True)
class _Crawl:
    options: CrawlOptions
    guard: SeriesGuard = field(default_factory=SeriesGuard)
    waiting: deque[tuple[str, str]] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    contents: dict[bytes, str] = field(default_factory=dict)
    pages: int = 0
    fetched: int = 0

    def run(self, start: str) -> Iterator[Entry]:
        first = self._fetch(start)
        if isinstance(first, Message):
            yield Entry(location=start, unreadable=first)
            return
        # A site may answer at another origin, such as https instead of http: that is the site then.
        origin = _origin(first.url)
        robots = self._robots(origin)
        if isinstance(robots, Message):
            yield Entry(location=start, unreadable=robots)
            return
        delay = min(robots.crawl_delay(USER_AGENT) or 0.0, _LONGEST_DELAY)
        self.waiting.append((start, ""))
        self.seen.add(start)
        answer: Fetched | Message | None = first
        while self.waiting:
            url, source = self.waiting.popleft()
            if left_out := self._leave_out(url, robots, is_first=url == start):
                yield Entry(location=url, uncollected=left_out)
            elif self.options.is_excluded(url):
                yield Entry(location=url)  # which the collection skips
            elif not robots.can_fetch(url, USER_AGENT):
                yield Entry(location=url, skipped=ROBOTS.format())
            else:
                if answer is None:
                    time.sleep(delay)
                    answer = self._fetch(url)
                yield self._entry(url, source, answer, origin)
            answer = None

    def _leave_out(self, url: str, robots: Protego, *, is_first: bool) -> Message | None:
        """Return why a URL is not fetched, as one of many, None if it is to be fetched."""
        if is_first:
            return None
        if not may_be_page(url):
            return NOT_HTML.format()
        if robots.can_fetch(url, USER_AGENT) and self.guard.is_endless(url):
            return ENDLESS.format()
        limit = self.options.limit
        if self.pages >= limit or self.fetched >= limit * _FETCHES_PER_PAGE:
            return OVER_LIMIT.format(limit=limit)
        return None

    def _entry(self, url: str, source: str, answer: Fetched | Message, origin: str) -> Entry:
        """Return what a URL is, and add the links of its page to those that wait."""
        if isinstance(answer, Message):
            return Entry(location=url, unreadable=answer)
        final = canonical_url(answer.url)
        if final != url and answer.status not in _REDIRECT:
            self._add(final, source, origin)
        if reason := _no_page(url, source, answer, final):
            return Entry(location=url, skipped=reason)
        if answer.is_ok and answer.media_type.lower() not in _HTML:
            return Entry(location=url, uncollected=NOT_HTML.format())
        return self._page(url, answer, origin) if answer.is_ok else Entry(location=url)

    def _page(self, url: str, answer: Fetched, origin: str) -> Entry:
        other = self.contents.setdefault(sha256(answer.body).digest(), url)
        if other != url:
            return Entry(location=url, skipped=DUPLICATE.format(url=other))
        self.pages += 1
        for link in find_links(url, answer.body):
            self._add(link, url, origin)
        return Entry(location=url)

    def _add(self, url: str, source: str, origin: str) -> None:
        if url not in self.seen and _origin(url) == origin:
            self.seen.add(url)
            self.waiting.append((url, source))

    def _fetch(self, url: str) -> Fetched | Message:
        self.fetched += 1
        timeout = self.options.timeout
        try:
            return request(url, timeout=timeout, max_bytes=_MAX_BYTES, what="page", decodes=True)
        except UserError as error:
            return plain_message(error.message)

    def _robots(self, origin: str) -> Protego | Message:
        """Return the rules for crawlers: none where the file does not exist; why they are unknown."""
        url = f"{origin}/robots.txt"
        found = self._fetch(url)
        if isinstance(found, Message):
            return found
        if found.status >= _SERVER_ERROR:  # RFC 9309, 2.3.1.4: then nothing may be crawled
            return plain_message(f"{url} cannot be fetched: the server answered {found.answer}.")
        text = found.body.decode("utf-8", "replace") if found.status == HTTPStatus.OK else ""
        return Protego.parse(text)


def _no_page(url: str, source: str, answer: Fetched, final: str) -> Message | None:
    """Return why a URL that answered is no page of its own, None if it is to be audited.

    Another error than a broken link is for the audit to report, as one of a page that is not tested.
    """
    if answer.status in _REDIRECT:
        return LOOP.format(page=source or url)
    if answer.status in _GONE and source:
        return BROKEN_LINK.format(status=plain_message(answer.answer), page=source)
    return REDIRECTS_TO.format(url=final) if final != url else None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
