"""The pages of one language that are offered offline, in reading order, with what they load."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from a11ycheck.errors import UserError
from furo_light.offline.built_page import (
    direction_of,
    language_of,
    links_and_resources,
    read_page,
    resolve,
)
from furo_light.offline.texts import Texts

__all__ = [
    "SelectedPage",
    "Selection",
    "build_date",
    "resources_of",
    "same_language",
    "select_pages",
]

_INDEX = "index.html"
_STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedPage:
    """A page by its path in the folder ("guide/privacy.html"): `direction` is "rtl" or "ltr"."""

    path: str
    language: str
    direction: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is offered offline of the folder `root`, and what the copies state about it.

    `private` are the paths of pages that a reader keeps only by choosing them by name. `site` leads from
    the folder to that of all languages: "../", or "" where it is the same. `base_url` is the URL of the
    folder with a slash at its end, "" if it is unknown.
    """

    root: Path
    pages: tuple[SelectedPage, ...]
    title: str
    language: str
    direction: str
    texts: Texts
    day: date
    private: frozenset[str] = frozenset()
    site: str = ""
    base_url: str = ""
    author: str = ""

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the pages."""
        return frozenset(page.path for page in self.pages)

    @property
    def public_pages(self) -> tuple[SelectedPage, ...]:
        """The pages that a reader keeps together, in reading order."""
        return tuple(page for page in self.pages if page.path not in self.private)


def select_pages(root: Path, paths: Iterable[str]) -> tuple[SelectedPage, ...]:
    """Return the chosen pages of a folder as links lead from its index; pages without a link come last.

    UserError if none is chosen, or one cannot be read.
    """
    pages: dict[str, SelectedPage] = {}
    links: dict[str, list[str]] = {}
    chosen = {path: path for path in sorted(paths)}
    loaded: dict[str, str] = {}  # each path once, however many pages load it
    for path in chosen:
        text = read_page(root, path)
        targets, resources = links_and_resources(path, text)
        links[path] = [chosen[target] for target in dict.fromkeys(targets) if target in chosen]
        pages[path] = SelectedPage(
            path=path,
            language=language_of(text),
            direction=direction_of(text),
            resources=tuple(loaded.setdefault(one, one) for one in resources),
        )
    if not pages:
        message = f"No page of {root} is chosen for offline reading."
        raise UserError(message, 'Widen the patterns: "**" takes all pages.')
    order: dict[str, None] = {}
    stack = sorted(pages, reverse=True)
    if _INDEX in pages:
        stack.append(_INDEX)
    while stack:
        path = stack.pop()
        if path not in order:
            order[path] = None
            stack += reversed(links[path])
    return tuple(pages[path] for path in order)


def same_language(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the pages in the language of the folder's index: one language, one pack."""
    if not (root / _INDEX).is_file():
        message = f"{root} has no index.html."
        raise UserError(message, "Name the folder of one language of a built site.")
    wanted = language_of(read_page(root, _INDEX)).lower()
    return [path for path in paths if language_of(read_page(root, path)).lower() == wanted]


def resources_of(root: Path, pages: Sequence[SelectedPage]) -> list[str]:
    """Return the paths of the files of the folder that pages and their stylesheets load, sorted."""
    found: set[str] = set()
    waiting = {path for page in pages for path in page.resources}
    while waiting:
        path = waiting.pop()
        if path in found or not (root / path).is_file():
            continue
        found.add(path)
        if path.endswith(".css"):
            text = (root / path).read_text(encoding="utf-8", errors="replace")
            targets = (resolve(path, url) for url in _STYLE_URL.findall(text))
            waiting |= {target[0] for target in targets if target}
    return sorted(found)


def build_date(source_date_epoch: str | None) -> date:
    """Return the date that copies name: that of SOURCE_DATE_EPOCH (reproducible-builds.org), else today."""
    if source_date_epoch is None:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(source_date_epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f'SOURCE_DATE_EPOCH is "{source_date_epoch}".'
        raise UserError(message, "Set it to seconds since 1970, or unset it.") from None
