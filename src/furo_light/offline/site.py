"""The pages of one language that are offered offline, in the order of reading, with what they load."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from a11ycheck.errors import UserError
from furo_light.offline.page import BuiltPage, read_page, resolve
from furo_light.offline.words import Words

__all__ = ["Selection", "build_date", "reading_order", "resources_of", "same_language"]

_INDEX = "index.html"
_STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is offered offline of the folder `root`, and what the copies say of it.

    `base_url` is the address of the folder with a slash at its end, empty where it is not known.
    """

    root: Path
    pages: tuple[BuiltPage, ...]
    title: str
    language: str
    direction: str
    words: Words
    day: date
    base_url: str = ""
    author: str = ""

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the pages."""
        return frozenset(page.path for page in self.pages)


def reading_order(root: Path, paths: Iterable[str]) -> tuple[BuiltPage, ...]:
    """Return the chosen pages of a folder as links lead from its index; those without a link come last.

    UserError where none is chosen, or one cannot be read.
    """
    chosen = {path: read_page(root, path) for path in sorted(paths)}
    if not chosen:
        message = f"No page of {root} is chosen for offline reading."
        raise UserError(message, 'Widen the patterns: "**" takes all pages.')
    order: dict[str, None] = {}
    stack = sorted(chosen, reverse=True)
    if _INDEX in chosen:
        stack.append(_INDEX)
    while stack:
        path = stack.pop()
        if path not in order:
            order[path] = None
            linked = [target for target in chosen[path].links() if target in chosen]
            stack += reversed(linked)
    return tuple(chosen[path] for path in order)


def same_language(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the pages whose language is that of the folder's index: one language, one pack."""
    if not (root / _INDEX).is_file():
        message = f"{root} has no index.html."
        raise UserError(message, "Name the folder of one language of a built site.")
    wanted = read_page(root, _INDEX).language.lower()
    return [path for path in paths if read_page(root, path).language.lower() == wanted]


def resources_of(root: Path, pages: Sequence[BuiltPage]) -> list[str]:
    """Return the paths of what pages load from their folder, and their stylesheets from it; sorted."""
    found: set[str] = set()
    waiting = [path for page in pages for path in page.resources()]
    while waiting:
        path = waiting.pop()
        if path not in found and (root / path).is_file():
            found.add(path)
            if path.endswith(".css"):
                waiting += _of_style(root, path)
    return sorted(found)


def _of_style(root: Path, path: str) -> Iterator[str]:
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    for reference in _STYLE_URL.findall(text):
        target = resolve(path, reference)
        if target is not None:
            yield target[0]


def build_date(source_date_epoch: str | None) -> date:
    """Return the day that copies name: that of SOURCE_DATE_EPOCH (reproducible-builds.org), else today."""
    if source_date_epoch is None:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(source_date_epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f'SOURCE_DATE_EPOCH is "{source_date_epoch}".'
        raise UserError(message, "Make it a number of seconds since 1970, or unset it.") from None
