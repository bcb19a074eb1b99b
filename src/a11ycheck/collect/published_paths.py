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
from urllib.parse import SplitResult, unquote, urlsplit

__all__ = ["PublishedPaths"]

_INDEX: Final = "index.html"
_SUFFIX: Final = ".html"
_BYTES: Final = 200_000
_PAGES: Final = 10
_LINK: Final = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_IS_CANONICAL: Final = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ANCHOR: Final = re.compile(r"<a\b[^>]*>", re.IGNORECASE)


class PublishedPaths:
    """Returns the published paths of the pages of one site, relative to its root."""

    def __init__(self, root: Path, base: str = "/") -> None:
        """Take the folder of the site, and the path below which it is served."""
        self._root = root
        self._base = base
        self._links_to_folders: bool | None = None

    def of(self, page: str) -> str:
        """Return the path of a page that is given by its file ("guide/index.html"): "guide/" or the file.

        Its canonical link names it. Without one, the links of some index pages show whether those of
        the site name folders.
        """
        html = _read(self._root / page)
        if canonical := _canonical_path(html):
            return _named_by(canonical, page)
        folder, _, name = page.rpartition("/")
        if name != _INDEX or not self._has_folder_links():
            return page
        return f"{folder}/" if folder else ""

    def _has_folder_links(self) -> bool:
        if self._links_to_folders is None:
            pages = islice(_index_pages(self._root), _PAGES)
            found = [link for page in pages for link in self._links(page)]
            is_named = any(link.name == _INDEX for link in found)
            self._links_to_folders = not is_named and any(
                (link / _INDEX).is_file() for link in found
            )
        return self._links_to_folders

    def _links(self, page: Path) -> Iterator[Path]:
        """Yield the files and folders of the site, other than its root, to which a page links."""
        for tag in _ANCHOR.findall(_read(page)):
            parts = _split(_href(tag))
            if parts is None or parts.scheme or parts.netloc or not parts.path:
                continue
            path = unquote(parts.path)
            start = self._root if path.startswith("/") else page.parent
            file = Path(start, path.removeprefix(self._base).lstrip("/")).resolve()
            if "\0" not in path and self._root in file.parents:
                yield file


def _named_by(canonical: str, page: str) -> str:
    """Return the path of a page as its canonical URL names it; that of its file if it names another."""
    folder, _, name = page.rpartition("/")
    end = canonical.rstrip("/")
    if name == _INDEX:
        is_named = not end.endswith(f"/{_INDEX}") and end.endswith(f"/{folder}" if folder else "")
        return page.removesuffix(_INDEX) if is_named else page
    stem = page.removesuffix(_SUFFIX)
    return stem if end.endswith(f"/{stem}") else page


def _canonical_path(html: str) -> str:
    tag = next((tag for tag in _LINK.findall(html) if _IS_CANONICAL.search(tag)), "")
    parts = _split(_href(tag))
    return unquote(parts.path) or "/" if parts is not None and parts.netloc else ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _href(tag: str) -> str:
    found = _HREF.search(tag)
    return unescape(next(filter(None, found.groups()), "")).strip() if found else ""


def _read(page: Path) -> str:
    try:
        with page.open("rb") as file:
            return file.read(_BYTES).decode("utf-8", "replace")
    except OSError:  # reported when the page is audited
        return ""


def _index_pages(root: Path) -> Iterator[Path]:
    """Yield the index pages at the top of a site, in order."""
    yield root / _INDEX
    yield from sorted(root.glob(f"*/{_INDEX}"))
