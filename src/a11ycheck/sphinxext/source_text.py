"""Source files as their authors see them: lines, searches, and paths in reports.

A file is read once in a build; what an author changes meanwhile belongs to the next build.
"""

import os
import re
import sysconfig
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Final

from a11ycheck.sphinxext.notebook_lines import cell_lines, line_in_notebook

__all__ = [
    "EMPTY",
    "MARKDOWN",
    "SourceText",
    "clear_source_cache",
    "is_foreign",
    "project_root",
    "read_source",
    "relative_path",
    "source_line",
]

MARKDOWN: Final = (".md", ".markdown", ".myst", ".ipynb")
"""The endings of files that docutils does not read."""

_NOTEBOOK = ".ipynb"
# Empty lines of a cell, and its end.
_NO_TEXT = frozenset({"", '"\\n",', '"\\n"', "]", "],"})
_COMPARED_LINES = 4
_LIBRARIES = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
_FENCES = ("```", ":::", "~~~")
_TABLE_DIRECTIVE = re.compile(
    r"(?:\.\. |[`~:]{3,}\s*\{)(?:list-table|csv-table|table|flat-table)\b"
)
_BLOCK_SUBSTITUTION = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*\{\{[^{}]*\}\}\s*")
_TABLE_BORDER = re.compile(r"\s*[>|]?\s*(?:\+[-=+]+\+|=+(?:\s+=+)+)\s*")


@dataclass(frozen=True)
class SourceText:
    """The name and text of a file. Lines end with a line feed and are counted from 1."""

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines. U+2028 and the like do not end a line, as they do for `str.splitlines`."""
        return tuple(self.text.split("\n"))

    def line_of_docutils(self, number: int) -> int:
        """Return the line that a parser gives a number: for docutils, U+2028 and the like end lines too.

        MyST-NB counts the lines of each cell.
        """
        if self.is_notebook:
            return line_in_notebook(self._cells, number)
        starts = [] if self.name.endswith(MARKDOWN) else self._docutils_starts
        return (
            bisect_right(self.starts, starts[number - 1]) if 0 < number <= len(starts) else number
        )

    @property
    def is_notebook(self) -> bool:
        """Whether the file is a Jupyter notebook, which has each line of a cell as a string."""
        return self.name.endswith(_NOTEBOOK)

    @cached_property
    def _cells(self) -> list[list[int]]:
        return cell_lines(self.text)

    def is_empty(self, number: int, margin: str = "") -> bool:
        """Return whether nothing is written on a line, except for characters of a margin."""
        text = self.line(number).strip()
        return text in _NO_TEXT if self.is_notebook else not text.strip(margin)

    @cached_property
    def _docutils_starts(self) -> list[int]:
        lines = self.text.splitlines(keepends=True)
        # Where no such character is, both count the same.
        if len(lines) in {len(self.lines), len(self.lines) - 1}:
            return []
        return [0, *accumulate(map(len, lines))]

    @cached_property
    def folded(self) -> str:
        """The text without case."""
        return self.text.casefold()

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line in the text, and of the line that would follow the last."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def line(self, number: int) -> str:
        """Return a line, "" if the file has no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def find(
        self,
        words: str,
        first: int,
        last: int,
        skip: int = 0,
        *,
        is_whole: Callable[[str, int], bool] = lambda _text, _offset: True,
    ) -> int:
        """Return the line from `first` to `last` with words, after `skip` occurrences; 0 for none.

        `is_whole` returns for the text and an offset in it whether the words there count.
        """
        first, last = max(first, 1), min(last, len(self.lines))
        if first > last:
            return 0
        offset, end = self.starts[first - 1], self.starts[last] - 1
        while (offset := self.text.find(words, offset, end)) >= 0:
            if is_whole(self.text, offset):
                if not skip:
                    return bisect_right(self.starts, offset)
                skip -= 1
            offset += len(words)
        return 0

    def find_block(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Return the lines at which a block begins whose first lines are these."""
        known: dict[tuple[str, ...], tuple[int, ...]] = self._blocks
        if words not in known:
            known[words] = tuple(self._find_block(words[:_COMPARED_LINES]))
        return known[words]

    def _find_block(self, words: tuple[str, ...]) -> Iterator[int]:
        line = 0
        while line := self.find(words[0], line + 1, len(self.lines)):
            if all(part in text for part, text in zip(words, self.lines[line - 1 :], strict=False)):
                yield line

    @cached_property
    def _blocks(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        return {}

    def is_table_directive(self, number: int) -> bool:
        """Return whether a directive on a line makes a table."""
        return _TABLE_DIRECTIVE.search(self.line(number)) is not None

    def is_block_substitution(self, number: int) -> bool:
        """Return whether a line of Markdown is a substitution, alone, in a list, or in a quotation."""
        return (
            self.name.endswith(MARKDOWN)
            and _BLOCK_SUBSTITUTION.fullmatch(self.line(number)) is not None
        )

    def substitution_line(self, first: int, likely: int) -> int:
        """Return the line of a substitution in a paragraph of Markdown that begins on line `first`."""
        lines = takewhile(str.strip, self.lines[first - 1 :])
        found = [number for number, line in enumerate(lines, first) if "{{" in line]
        return likely if likely in found else min(found, default=first)

    def is_table_border(self, number: int) -> bool:
        """Return whether a line is the border of a table drawn in characters."""
        return _TABLE_BORDER.fullmatch(self.line(number)) is not None

    @cached_property
    def rest_lines(self) -> frozenset[int]:
        """The lines of a Markdown file that are inside an `eval-rst` block."""
        return frozenset(self._rest_lines())

    def _rest_lines(self) -> Iterator[int]:
        fence = ""
        for number, text in enumerate(self.lines, 1):
            if fence:
                yield number
            stripped = text.strip()
            if not fence and stripped.startswith(_FENCES) and "{eval-rst}" in stripped:
                fence = stripped[: len(stripped) - len(stripped.lstrip(stripped[0]))]
            elif fence and stripped == fence:
                fence = ""


EMPTY = SourceText("", "")


def read_source(name: str) -> SourceText | None:
    """Return a file as it was when this build first read it; None if it is not a text file."""
    try:
        return _read(name)
    except (OSError, UnicodeDecodeError):
        return None


@lru_cache(maxsize=256)
def _read(name: str) -> SourceText:
    return SourceText(name, Path(name).read_text(encoding="utf-8-sig"))


def clear_source_cache() -> None:
    """Forget all files, at the start of a build: a process can build several times."""
    _read.cache_clear()


def source_line(name: str, number: int) -> str:
    """Return a line of a file, "" if there is no such line or file."""
    return (read_source(name) or EMPTY).line(number)


def project_root(confdir: Path) -> Path:
    """Return the folder to which paths in reports are relative: the repository, else the project.

    A repository may hold several projects; services that show reports know files by their path in it.
    """
    folders = (confdir, *confdir.parents)
    for is_root in (_has_git, _has_project):
        if found := next((folder for folder in folders if is_root(folder)), None):
            return found
    return confdir


def _has_git(folder: Path) -> bool:
    return (folder / ".git").exists()


def _has_project(folder: Path) -> bool:
    return (folder / "pyproject.toml").is_file()


@cache
def is_foreign(file: str) -> bool:
    """Return whether a file belongs to an interpreter or to an installed package, which no author edits."""
    path = Path(file)
    is_installed = not {"site-packages", "dist-packages"}.isdisjoint(path.parts)
    return is_installed or any(path.is_relative_to(folder) for folder in _LIBRARIES)


@cache
def relative_path(file: str, root: Path) -> str:
    """Return the path of a file from the root of its project, with slashes."""
    return Path(os.path.relpath(file, root)).as_posix()
