"""The links of a page to other pages, and the signs of an endless series of URLs."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from a11ycheck.errors import UserError
from a11ycheck.web.encoding import decode
from a11ycheck.web.html_tokens import Kind, attributes, tokenize
from a11ycheck.web.urls import canonical_url, page_url

__all__ = ["SeriesGuard", "find_links"]

_LINKS = frozenset({"a", "area"})
_MOST_SEGMENTS = 20
_MOST_QUERIES = 25
# A block of segments that is there three times in a row, as relative links of a wrong base make it.
_REPEATED = re.compile(r"((?:/[^/]+)+?)\1\1(?:/|$)")


def find_links(url: str, body: bytes) -> Iterator[str]:
    """Yield the http(s) URLs that a page links to, in order, without fragments."""
    html = decode(body)
    base = url
    for token in tokenize(html):
        if token.kind is not Kind.START or token.name not in {*_LINKS, "base"}:
            continue
        attribute = attributes(html, token).get("href")
        if attribute is None:
            continue
        try:
            target = urljoin(base, attribute.value.strip())
            if token.name == "base":
                base = target
            else:
                yield canonical_url(page_url(target))
        except (UserError, ValueError):  # such as mailto:, or no URL at all
            continue


class SeriesGuard:
    """Recognises URLs that a server makes up without end, such as the pages of a calendar."""

    def __init__(self) -> None:
        """Know no URL yet."""
        self._queries: Counter[str] = Counter()

    def is_endless(self, url: str) -> bool:
        """Count a URL, and return whether it is one too many, or its path repeats itself."""
        parts = urlsplit(url)
        if parts.path.count("/") > _MOST_SEGMENTS or _REPEATED.search(parts.path):
            return True
        if parts.query:
            self._queries[parts.path] += 1
        return self._queries[parts.path] > _MOST_QUERIES
