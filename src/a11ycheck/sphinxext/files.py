"""The files of the source as their authors see them, read once, with what is asked of them often."""

import ast
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

__all__ = ["NOTHING", "SourceFile", "forget_files", "source_file", "source_lines"]

_COMPARED = 4
_FENCES = ("```", ":::", "~~~")


@dataclass(frozen=True)
class SourceFile:
    """A file's name and its text, in which every line ends with a line feed; the first line is 1."""

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines; U+2028 and the like end none."""
        return tuple(self.text.split("\n"))

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line in the text, and at last of what would be the next one."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def find(self, words: str, first: int, last: int, skip: int = 0) -> int:
        """Return the line from `first` to `last` that holds words, after `skip` other times; 0 for none."""
        first, last = max(first, 1), min(last, len(self.lines))
        if first > last:
            return 0
        offset, end = self.starts[first - 1], self.starts[last] - 1
        while (offset := self.text.find(words, offset, end)) >= 0:
            if not skip:
                return bisect_right(self.starts, offset)
            skip -= 1
            offset += len(words)
        return 0

    def find_block(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Return the lines from which on the first lines of a block stand, one below the other."""
        known: dict[tuple[str, ...], tuple[int, ...]] = self._blocks
        if words not in known:
            known[words] = tuple(self._find_block(words[:_COMPARED]))
        return known[words]

    def _find_block(self, words: tuple[str, ...]) -> Iterator[int]:
        line = 0
        while line := self.find(words[0], line + 1, len(self.lines)):
            if all(part in text for part, text in zip(words, self.lines[line - 1 :], strict=False)):
                yield line

    @cached_property
    def _blocks(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        return {}

    @cached_property
    def rest_lines(self) -> frozenset[int]:
        """The lines of a Markdown file that stand in a block of `eval-rst`."""
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

    @cached_property
    def docstrings(self) -> tuple[tuple[str, int], ...]:
        """The (qualified name, first line) of each docstring of a Python file, the longest names first."""
        try:
            tree = ast.parse(self.text)
        except SyntaxError:
            return ()
        found = _walk_docstrings(tree, Path(self.name).stem)
        return tuple(sorted(found, key=lambda item: -len(item[0])))


NOTHING = SourceFile("", "")


def source_file(name: str) -> SourceFile | None:
    """Return a file of the source as it was first seen in this build; None where it is no text."""
    try:
        return _read(name)
    except (OSError, UnicodeDecodeError):
        return None


def forget_files() -> None:
    """Read the files anew: their authors may have changed them since the last build of this process."""
    _read.cache_clear()


def source_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a file of the source; none where it cannot be read as text."""
    found = source_file(name)
    return found.lines if found else ()


@lru_cache(maxsize=256)
def _read(name: str) -> SourceFile:
    return SourceFile(name, Path(name).read_text(encoding="utf-8-sig"))


def _walk_docstrings(node: ast.AST, name: str) -> Iterator[tuple[str, int]]:
    body = getattr(node, "body", [])
    first = body[0].value if body and isinstance(body[0], ast.Expr) else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        yield name, first.lineno
    for child in body:
        if isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            prefix = "" if isinstance(node, ast.Module) else f"{name}."
            yield from _walk_docstrings(child, prefix + child.name)
