"""Infer the path below which a site is published, from the URLs that its own pages name.

A site that is built for https://example.org/docs/ can name its files as /docs/_static/x.css. At the root
of a server they are not found, and all pages would be judged without them.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from a11ycheck.model import Message, MessageTemplate
from a11ycheck.web.html_tokens import Kind, attributes, tokenize

__all__ = ["InferredBase", "base_of_file", "infer_base"]

INFERRED_FROM_FILES = MessageTemplate(
    "base-from-files",
    "Site is audited below {base}: its pages name their files there. Use --base / to audit it at the root.",
)
INFERRED_FROM_LINKS = MessageTemplate(
    "base-from-canonical-links",
    "Site is audited below {base}: its canonical links lead there. Use --base / to audit it at the root.",
)
SUGGESTED = MessageTemplate(
    "suggested-base",
    "Files that pages name below {base} were not found. If the site is published there, audit it with "
    "--base {base}.",
)
_FIRST: Final = ("index.html", "404.html")
_PAGES: Final = 25
_BYTES: Final = 200_000
_DEEPEST: Final = 5
_LINKS: Final = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})
_ROOT: Final = "/"
# The folders in which sites keep such files, at their top.
_FOLDERS: Final = frozenset(
    {"_static", "_images", "static", "assets", "images", "img", "css", "js"}
)
# Most sites name their files relative to the page: then no tag has to be read.
_REVEALING: Final = re.compile(
    r"""canonical | (?:href|src) \s* = \s* ["']? \s* [/&]""", re.IGNORECASE | re.VERBOSE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredBase:
    """The base of a site ("" if it is not certain), and a message about it."""

    base: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class _References:
    """The paths of files that a page names from the root, and the path of its canonical URL ("": none)."""

    files: tuple[str, ...]
    canonical: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Votes:
    """How many references speak for each base: files that exist, canonical links, and missing files."""

    files: Counter[str]
    canonical: Counter[str]
    missing: Counter[str]


def infer_base(targets: Sequence[str]) -> InferredBase | None:
    """Return the base that the pages of one folder reveal, None if they reveal none.

    It is certain if no page names a file at the root that exists, and all agree.
    """
    # Where a folder may not be entered, `Path.is_dir` raises; that it cannot be read is reported later.
    if len(targets) != 1 or not os.path.isdir(targets[0]):  # noqa: PTH112
        return None
    votes = _count(Path(targets[0]))
    others = [base for base, _ in votes.files.most_common() if base != _ROOT]
    if others and len(votes.files) == 1:
        return _inferred(INFERRED_FROM_FILES, others[0])
    if not votes.files and len(votes.canonical) == 1 and _ROOT not in votes.canonical:
        return _inferred(INFERRED_FROM_LINKS, next(iter(votes.canonical)))
    suggested = others or [base for base, _ in votes.missing.most_common(1)]
    if suggested:
        return InferredBase(base="", message=SUGGESTED.format(base=suggested[0]))
    return None


def _count(folder: Path) -> _Votes:
    files: Counter[str] = Counter()
    canonical: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for page in _sample(folder):
        found = _read(folder / page)
        for path in found.files:
            if base := base_of_file(path, folder):
                files[base] += 1
            elif base := _base_by_name(path):
                missing[base] += 1
        if base := _base_of_page(found.canonical, page):
            canonical[base] += 1
    return _Votes(files=files, canonical=canonical, missing=missing)


def _inferred(template: MessageTemplate, base: str) -> InferredBase:
    return InferredBase(base=base, message=template.format(base=base))


def _sample(folder: Path) -> Iterator[str]:
    """Yield the names of some pages; those that most sites have come first."""
    yield from (name for name in _FIRST if os.path.isfile(folder / name))  # noqa: PTH113 - see above
    others = (path.relative_to(folder).as_posix() for path in _pages(folder))
    yield from islice((name for name in others if name not in _FIRST), _PAGES)


def _pages(folder: Path) -> Iterable[Path]:
    try:
        yield from (path for path in folder.rglob("*.html") if path.is_file())
    except OSError:  # a folder that cannot be read is reported when pages are collected
        return


def _read(page: Path) -> _References:
    try:
        with page.open("rb") as file:
            html = file.read(_BYTES).decode("utf-8", "replace")
    except OSError:
        return _References(files=(), canonical="")
    if not _REVEALING.search(html):
        return _References(files=(), canonical="")
    files = []
    canonical = ""
    for token in tokenize(html):
        if token.kind is not Kind.START or token.name not in {"link", "script", "img"}:
            continue
        found = {name: item.value for name, item in attributes(html, token).items()}
        names = frozenset(found.get("rel", "").lower().split())
        if "canonical" in names:
            canonical = _path(found.get("href", ""), is_absolute=True)
        elif token.name != "link" or names & _LINKS:
            files.append(_path(found.get("href" if token.name == "link" else "src", "")))
    return _References(files=tuple(filter(None, files)), canonical=canonical)


def _path(url: str, *, is_absolute: bool = False) -> str:
    """Return the path of a URL that begins at the root, "" for any other."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    has_host = parts.scheme in {"http", "https"} and bool(parts.netloc)
    is_rooted = not (parts.scheme or parts.netloc) and parts.path.startswith("/")
    return unquote(parts.path) or "/" if (has_host if is_absolute else is_rooted) else ""


def base_of_file(path: str, folder: Path) -> str:
    """Return the base below which the folder has the file, "" if it has it below none."""
    names = path.strip("/").split("/")
    if ".." in names or "\0" in path:
        return ""
    for depth in range(min(len(names), _DEEPEST)):
        if _is_file(folder.joinpath(*names[depth:])):
            return "/".join(("", *names[:depth], ""))
    return ""


def _base_by_name(path: str) -> str:
    """Return the part of a path before a folder that sites have at their top, "" if there is none."""
    names = path.strip("/").split("/")
    depth = next((depth for depth, name in enumerate(names[:-1]) if name in _FOLDERS), 0)
    return "/".join(("", *names[:depth], "")) if 0 < depth < _DEEPEST and ".." not in names else ""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def _base_of_page(path: str, page: str) -> str:
    """Return the base of a page's canonical path, which ends with its name, with or without .html."""
    stem = page.removesuffix(".html")
    names = [page, stem, f"{stem}/"]
    if page.rpartition("/")[2] == "index.html":
        names = [page, page.removesuffix("index.html"), page.removesuffix("/index.html")]
    for name in names:
        if path.endswith(f"/{name}"):
            return path.removesuffix(name)
    return ""
