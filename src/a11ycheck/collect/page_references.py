"""The URLs of files that a page names, its canonical URL, and what they tell of the base of the site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from a11ycheck.web.html_tokens import Kind, attributes, tokenize
from a11ycheck.web.regular_files import open_regular

__all__ = ["PageReferences", "base_of_file", "base_of_page", "read_references"]

_BYTES: Final = 200_000
_LINKS: Final = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})
_FEEDS: Final = frozenset({"application/atom+xml", "application/rss+xml"})
_NAMES_FILE: Final = {"base": "href", "link": "href", "script": "src", "img": "src"}
_DEEPEST: Final = 5
_INDEX: Final = "index.html"
_NOTHING: Final = urlsplit("")
# Most sites name their files relative to the page: then no tag has to be read. These are for text in lower
# case: to ignore the case takes five times as long.
_REVEALING: Final = (
    re.compile("canonical"),
    re.compile(r"""(?:href|src)\s*=\s*["']?\s*[/&]"""),
    re.compile(r"""<(?:base|img|link|script)\b[^>]*?\b(?:href|src)\s*=\s*["']?\s*https?:"""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReferences:
    """The URLs of files, with those of feeds and `base` elements, and the canonical URL.

    `canonical` has no host if there is none. `files` is empty if it would hold relative URLs only.
    """

    files: tuple[SplitResult, ...] = ()
    canonical: SplitResult = _NOTHING

    @property
    def rooted_paths(self) -> Iterator[str]:
        """Return the paths of files that are named from the root of their host, which is left out."""
        for url in self.files:
            if not (url.scheme or url.netloc) and url.path.startswith("/"):
                yield unquote(url.path)


def read_references(page: Path) -> PageReferences:
    """Return what the file of a page names; nothing if it cannot be read, or redirects."""
    try:
        with open_regular(page) as file:
            html = file.read(_BYTES).decode("utf-8", "replace")
    except OSError:  # reported when the page is audited
        return PageReferences()
    folded = html.lower()
    if not any(pattern.search(folded) for pattern in _REVEALING):
        return PageReferences()
    files = []
    canonical = _NOTHING
    for token in tokenize(html):
        if token.kind is not Kind.START or token.name not in {"meta", *_NAMES_FILE}:
            continue
        found = {name: item.value for name, item in attributes(html, token).items()}
        if token.name == "meta":
            if found.get("http-equiv", "").lower() == "refresh":
                return PageReferences()  # its canonical URL is that of the other page
            continue
        url = _split(found.get(_NAMES_FILE[token.name], ""))
        names = frozenset(found.get("rel", "").lower().split())
        if token.name == "link" and "canonical" in names:
            canonical = url if url.scheme in {"http", "https"} and url.netloc else _NOTHING
        elif token.name != "link" or names & _LINKS or found.get("type", "").lower() in _FEEDS:
            files.append(url)
    return PageReferences(files=tuple(files), canonical=canonical)


def base_of_file(path: str, folder: Path) -> str:
    """Return the base below which the folder has the file, "" if it has it below none."""
    names = path.strip("/").split("/")
    if ".." in names or "\0" in path:
        return ""
    for depth in range(min(len(names), _DEEPEST)):
        if _is_file(folder.joinpath(*names[depth:])):
            return "/".join(("", *names[:depth], ""))
    return ""


def base_of_page(path: str, page: str) -> str:
    """Return the base of a page's canonical path, which ends with its name, with or without .html."""
    stem = page.removesuffix(".html")
    names = [page, stem, f"{stem}/"]
    if page.rpartition("/")[2] == _INDEX:
        names = [page, page.removesuffix(_INDEX), page.removesuffix(f"/{_INDEX}")]
    for name in names:
        if path.endswith(f"/{name}"):
            return path.removesuffix(name)
    return ""


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError:
        return _NOTHING


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False
