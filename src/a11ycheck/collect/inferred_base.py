"""Infer the path below which a site is published, from the URLs that its own pages name.

A site that is built for https://example.org/docs/ can name its files as /docs/_static/x.css. At the root
of a server they are not found, and all pages would be judged without them.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote

from a11ycheck.collect.page_references import base_of_file, base_of_page, read_references
from a11ycheck.collect.published_origin import place_of_files
from a11ycheck.collect.site_root import root_of_file
from a11ycheck.model import Message, MessageTemplate
from a11ycheck.web.media_types import is_html

__all__ = ["InferredBase", "infer_base"]

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
_DEEPEST: Final = 5
_ROOT: Final = "/"
# The folders in which sites keep such files, at their top.
_FOLDERS: Final = frozenset(
    {"_static", "_images", "static", "assets", "images", "img", "css", "js"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredBase:
    """The base of a site ("" if it is not certain), and a message about it."""

    base: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class _Votes:
    """How many references speak for each base: files that exist, canonical links, and missing files.

    `absolute` is the base below which pages name all of several files by absolute URLs, "" for none.
    """

    files: Counter[str]
    canonical: Counter[str]
    missing: Counter[str]
    absolute: str


def infer_base(targets: Sequence[str]) -> InferredBase | None:
    """Return the base that the pages of one folder, or one page, reveal; None if they reveal none.

    It is certain if no page names a file at the root that exists, and all agree.
    """
    votes = _votes(targets[0]) if len(targets) == 1 else None
    if votes is None:
        return None
    others = [base for base, _ in votes.files.most_common() if base != _ROOT]
    if others and len(votes.files) == 1:
        return _inferred(INFERRED_FROM_FILES, others[0])
    if not votes.files and len(votes.canonical) == 1 and _ROOT not in votes.canonical:
        return _inferred(INFERRED_FROM_LINKS, next(iter(votes.canonical)))
    if not (votes.files or votes.canonical) and votes.absolute not in ("", _ROOT):
        return _inferred(INFERRED_FROM_FILES, votes.absolute)
    suggested = others or [base for base, _ in votes.missing.most_common(1)]
    if suggested:
        return InferredBase(base="", message=SUGGESTED.format(base=suggested[0]))
    return None


def _votes(target: str) -> _Votes | None:
    """Return the votes of some pages of a folder, or of one page; None for another target."""
    # Where a folder may not be entered, `Path.is_dir` raises; that it cannot be read is reported later.
    if os.path.isdir(target):  # noqa: PTH112
        return _count(Path(target), _sample(Path(target)))
    if not (os.path.isfile(target) and is_html(target)):  # noqa: PTH113
        return None
    page = Path(target).resolve()
    folder = root_of_file(page)
    return _count(folder, [page.relative_to(folder).as_posix()])


def _count(folder: Path, pages: Iterable[str]) -> _Votes:
    files: Counter[str] = Counter()
    canonical: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    named: set[SplitResult] = set()
    for page in pages:
        found = read_references(folder / page)
        for path in found.rooted_paths:
            if base := base_of_file(path, folder):
                files[base] += 1
            elif base := _base_by_name(path):
                missing[base] += 1
        named.update(found.files)
        url = found.canonical
        if url.netloc and (base := base_of_page(unquote(url.path) or "/", page)):
            canonical[base] += 1
    _, absolute = place_of_files(named, folder)
    return _Votes(files=files, canonical=canonical, missing=missing, absolute=absolute)


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


def _base_by_name(path: str) -> str:
    """Return the part of a path before a folder that sites have at their top, "" if there is none."""
    names = path.strip("/").split("/")
    depth = next((depth for depth, name in enumerate(names[:-1]) if name in _FOLDERS), 0)
    return "/".join(("", *names[:depth], "")) if 0 < depth < _DEEPEST and ".." not in names else ""
