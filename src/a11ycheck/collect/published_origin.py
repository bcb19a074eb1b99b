"""The origin at which a site is published, where its pages name their own files by absolute URLs.

Pelican, Hugo and Jekyll write URLs such as https://example.org/style.css, all or some. The file is in the
folder; but on another origin, the page would be judged without it.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from a11ycheck.collect.page_references import base_of_file, base_of_page, read_references
from a11ycheck.web.regular_files import open_regular
from a11ycheck.web.urls import canonical_url

__all__ = ["place_of_files", "published_origin"]

_PAGES: Final = 25
_SITEMAP: Final = "sitemap.xml"
_SITEMAP_BYTES: Final = 20_000
_LOCATION: Final = re.compile(r"<loc>\s*(https?://[^<\s]+)\s*</loc>")


def published_origin(root: Path, base: str, pages: Iterable[str]) -> str:
    """Return scheme, host and port at which a site is published, "" unless that matters and is certain.

    It matters if pages name files of the folder there, which is served at `base`. It is certain if the
    canonical URLs of the pages, whose paths relative to `root` are `pages`, agree on it; if they have none,
    the site's sitemap; without that, several files, if the folder has all that are named there.
    """
    origins: set[str] = set()
    named: set[SplitResult] = set()
    for page in islice(pages, _PAGES):
        found = read_references(root / page)
        own = found.canonical
        if own.netloc and base_of_page(unquote(own.path) or "/", page) == base:
            origins.add(_origin(own))
        named.update(url for url in found.files if url.netloc)
    if not named:
        return ""
    origins = origins or {_origin(url) for url in _locations(root) if _exists(url, root, base)}
    if not origins:
        origin, of_files = place_of_files(named, root)
        return origin if of_files == base else ""
    if len(origins) != 1:
        return ""
    origin = origins.pop()
    scheme = origin.partition(":")[0]
    there = (url for url in named if _origin(url._replace(scheme=url.scheme or scheme)) == origin)
    return origin if any(_exists(url, root, base) for url in there) else ""


def place_of_files(named: Iterable[SplitResult], root: Path) -> tuple[str, str]:
    """Return the only origin and base below which the folder has all files that are named on that origin.

    Both are "" unless several are named there.
    """
    bases: dict[str, list[str]] = {}
    for url in named:
        if url.scheme and url.netloc:
            bases.setdefault(_origin(url), []).append(base_of_file(unquote(url.path), root))
    places = [
        (origin, found[0])
        for origin, found in bases.items()
        if len(found) > 1 and all(found) and len(set(found)) == 1
    ]
    return places[0] if len(places) == 1 else ("", "")


def _locations(root: Path) -> Iterator[SplitResult]:
    """Yield the first URLs of the sitemap at the top of the site, if there is one."""
    try:
        with open_regular(root / _SITEMAP) as file:
            text = file.read(_SITEMAP_BYTES).decode("utf-8", "replace")
    except OSError:
        return
    for found in islice(_LOCATION.finditer(text), _PAGES):
        with suppress(ValueError):
            yield urlsplit(unescape(found[1]))


def _origin(url: SplitResult) -> str:
    """Return the origin of a URL as browsers write it, "" for a host that is none."""
    parts = urlsplit(canonical_url(url.geturl()))
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        return ""
    return f"{parts.scheme}://{host}" if host else ""


def _exists(url: SplitResult, root: Path, base: str) -> bool:
    """Return whether the folder, which is served at `base`, has the file or folder of a URL."""
    path = unquote(url.path) or "/"
    if not path.startswith(base) or "\0" in path or ".." in path.split("/"):
        return False
    try:
        return (root / path.removeprefix(base).lstrip("/")).exists()
    except OSError:  # a name that is too long, or may not be read
        return False
