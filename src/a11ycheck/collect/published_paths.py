"""The paths by which a site names its own pages: often without `index.html` or `.html`.

A script that routes by URL, such as that of Docusaurus, shows another page, or two, where the URL is not
the one that it was built for.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from a11ycheck.web.regular_files import open_regular
from a11ycheck.web.site_paths import Found, NotFound, Redirect, ServedFolder, url_path

__all__ = ["PublishedPaths", "canonical_url"]

_INDEX: Final = "index.html"
_SUFFIX: Final = ".html"
_BYTES: Final = 200_000
_HEAD_BYTES: Final = 16_000
_BODY: Final = re.compile(r"</head|<body", re.IGNORECASE)
_PAGES: Final = 10
_LINK: Final = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_IS_CANONICAL: Final = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ANCHOR: Final = re.compile(r"<a\b[^>]*>", re.IGNORECASE)


class PublishedPaths:
    """Returns the paths by which the pages of one site are requested, relative to its root."""

    def __init__(self, root: Path, base: str = "/") -> None:
        """Take the folder of the site, and the path below which it is served."""
        self._root = root
        self._base = base
        self._folder = ServedFolder(root=root, base=base)
        self._has_clean_links: bool | None = None

    def of(self, page: str) -> str:
        """Return the path of a page that is given by its file, such as "guide/" for "guide/index.html".

        Its canonical link names it. Without one, the links of some pages show whether those of the site
        name files. The file of the page answers a request for the path.
        """
        named = self._named(page)
        is_same = named == page or self._find(named) == self._find(page)
        return named if is_same else page

    def _named(self, page: str) -> str:
        if canonical := _canonical_path(self._root / page):
            return _named_by(canonical, page)
        if not self._names_no_files():
            return page
        is_index = page.rpartition("/")[2] == _INDEX
        return page.removesuffix(_INDEX if is_index else _SUFFIX)

    def _find(self, path: str) -> Found | Redirect | NotFound:
        return self._folder.find(url_path(self._base + path))

    def _names_no_files(self) -> bool:
        """Return whether links name pages by folders or without suffix, and none by its file."""
        if self._has_clean_links is None:
            pages = islice(_first_pages(self._root), _PAGES)
            linked = {path for page in pages for path in self._linked(page)}
            is_named = any(path.endswith(_SUFFIX) for path in linked)
            self._has_clean_links = not is_named and any(map(self._is_clean, linked))
        return self._has_clean_links

    def _is_clean(self, path: str) -> bool:
        """Return whether a path without suffix leads to a page of the site other than its root."""
        if path.rstrip("/") == self._base.rstrip("/"):
            return False
        found = self._folder.find(path)
        if isinstance(found, Redirect):
            found = self._folder.find(found.location)
        return isinstance(found, Found) and found.file.suffix == _SUFFIX

    def _linked(self, page: str) -> Iterator[str]:
        """Yield the paths to which a page links."""
        url = url_path(self._base + page)
        for tag in _ANCHOR.findall(_read(self._root / page)):
            parts = _split(_href(tag))
            if parts is None or parts.scheme or parts.netloc or not parts.path.strip("/"):
                continue
            # A path that begins with two slashes would be read as a host.
            yield urljoin(url, re.sub(r"^/+", "/", parts.path))


def _named_by(canonical: str, page: str) -> str:
    """Return the path of a page as its canonical URL names it; that of its file if it names another."""
    folder, _, name = page.rpartition("/")
    end = canonical.rstrip("/")
    if name == _INDEX:
        is_named = not end.endswith(f"/{_INDEX}") and end.endswith(f"/{folder}" if folder else "")
        return page.removesuffix(_INDEX) if is_named else page
    stem = page.removesuffix(_SUFFIX)
    return stem if end.endswith(f"/{stem}") else page


def canonical_url(page: Path) -> str:
    """Return the URL that a page names as its own, "" if it names none."""
    html = _read(page, _HEAD_BYTES)
    if not _BODY.search(html):
        html = _read(page)
    # To look for tags in a page takes ten times as long as to read it.
    tags = _LINK.findall(html) if "anonical" in html else ()
    return _href(next(filter(_IS_CANONICAL.search, tags), ""))


def _canonical_path(page: Path) -> str:
    parts = _split(canonical_url(page))
    return unquote(parts.path) or "/" if parts is not None and parts.netloc else ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _href(tag: str) -> str:
    found = _HREF.search(tag)
    return unescape(next(filter(None, found.groups()), "")).strip() if found else ""


def _read(page: Path, most: int = _BYTES) -> str:
    try:
        with open_regular(page) as file:
            return file.read(most).decode("utf-8", "replace")
    except OSError:  # reported when the page is audited
        return ""


def _first_pages(root: Path) -> Iterator[str]:
    """Yield the home page of a site, and other pages at its top, in order."""
    yield _INDEX
    for pattern in (f"*/{_INDEX}", f"*{_SUFFIX}"):
        yield from sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))
