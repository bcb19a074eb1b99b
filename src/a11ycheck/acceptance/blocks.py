"""The blocks of lines in Markdown, reStructuredText and HTML that a suppression comment can cover.

This is no full parser: a comment covers lines, and authors must be able to see which.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

__all__ = ["Layout", "Syntax", "read_layout"]


class Syntax(Enum):
    """The markup language of a source; docstrings are reStructuredText."""

    MARKDOWN = auto()
    REST = auto()
    HTML = auto()


# Directives whose content is shown verbatim, so that a comment in it is an example.
_CODE = frozenset(
    {
        *("code", "code-block", "code-cell", "code-tab", "digraph", "doctest", "graph", "graphviz"),
        *("highlight", "ipython", "jupyter-execute", "literalinclude", "math", "mermaid"),
        *("parsed-literal", "plot", "productionlist", "prompt", "sourcecode", "testcleanup"),
        *("testcode", "testoutput", "testsetup", "uml"),
    }
)
_RAW = frozenset({"raw"})

_LEAD = r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*"
_FENCE = re.compile(rf"{_LEAD}(?P<mark>`{{3,}}|~{{3,}}|:{{3,}})(?P<info>.*)")
_NAME = re.compile(r"\s*\{([\w:-]+)\}")
_DIRECTIVE = re.compile(r"\s*\.\.\s+(?:\|[^|]+\|\s+)?([\w:-]+)::(?:\s|$)")
_LABEL = re.compile(r"\s*(?:\.\. _[^:]+:|\([^()]+\)=)\s*")
_ATX = re.compile(rf"{_LEAD}#{{1,6}}(?:\s|$)")
_SETEXT = re.compile(r"[\s>]*(?:=+|-+)\s*")
_RULE = re.compile(r"\s*([!-/:-@\[-`{-~])\1{2,}\s*")


@dataclass(slots=True, kw_only=True)
class Layout:
    """The lines of a source, counted from 0.

    `shown` are the lines of code, in which nothing is a comment; `ends` gives the last line of each block
    of code or raw markup by its first line, since such a block may contain blank lines.
    """

    lines: list[str]
    syntax: Syntax
    shown: set[int] = field(default_factory=set)
    ends: dict[int, int] = field(default_factory=dict)

    def block_below(self, line: int, comments: Container[int]) -> tuple[int, int] | None:
        """Return the first and the last line of the block that follows a line, None at the end.

        Other comments, and labels of what follows, are not blocks.
        """
        start = line + 1
        while start < len(self.lines) and (
            self._is_blank(start) or start in comments or _LABEL.fullmatch(self.lines[start])
        ):
            start += 1
        if start >= len(self.lines):
            return None
        if start in self.ends:
            return start, self.ends[start]
        if height := self._heading(start):
            return start, start + height - 1
        return start, self._last_filled(start, comments)

    def block_around(self, line: int) -> tuple[int, int]:
        """Return the first and the last line of the block that contains a line; a heading is one."""
        if self._is_atx(line):
            return line, line
        first = line
        while first and not self._is_blank(first - 1):
            first -= 1
        return first, self._last_filled(line, ())

    def _last_filled(self, line: int, comments: Container[int]) -> int:
        while (
            line + 1 < len(self.lines) and not self._is_blank(line + 1) and line + 1 not in comments
        ):
            line += 1
        return line

    def _is_blank(self, line: int) -> bool:
        return not self.lines[line].strip(" \t>\f\v")

    def _is_atx(self, line: int) -> bool:
        return self.syntax is Syntax.MARKDOWN and bool(_ATX.match(self.lines[line]))

    def _heading(self, line: int) -> int:
        """Return the number of lines of the heading that begins here, 0 if none does."""
        if self._is_atx(line):
            return 1
        below = self.lines[line + 1] if line + 1 < len(self.lines) else ""
        if self.syntax is Syntax.MARKDOWN:
            return 2 if _SETEXT.fullmatch(below) else 0
        if self.syntax is not Syntax.REST:
            return 0
        if not _RULE.fullmatch(self.lines[line]):
            return 2 if _RULE.fullmatch(below) else 0
        two_below = self.lines[line + 2] if line + 2 < len(self.lines) else ""
        return 3 if two_below.strip() == self.lines[line].strip() else 0


def read_layout(lines: Iterable[str], syntax: Syntax) -> Layout:
    """Return the layout of a source."""
    layout = Layout(lines=list(lines), syntax=syntax)
    if syntax is Syntax.MARKDOWN:
        _read_fences(layout)
    elif syntax is Syntax.REST:
        _read_directives(layout)
    return layout


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fence:
    mark: str
    start: int
    name: str

    @property
    def is_code(self) -> bool:
        return self.name in _CODE

    @property
    def is_one_block(self) -> bool:
        return self.name in _CODE | _RAW

    def is_closed_by(self, mark: str, info: str) -> bool:
        return mark[0] == self.mark[0] and len(mark) >= len(self.mark) and not info.strip()


def _read_fences(layout: Layout) -> None:
    """Find the fences of Markdown: fences of code hide comments, fences of directives do not."""
    open_fences: list[_Fence] = []
    for number, line in enumerate(layout.lines):
        inner = open_fences[-1] if open_fences else None
        found = _FENCE.match(line)
        if inner and found and inner.is_closed_by(found["mark"], found["info"]):
            open_fences.pop()
            if inner.is_one_block:
                layout.ends[inner.start] = number
        elif found and not (inner and inner.is_code) and (fence := _fence(found, number)):
            open_fences.append(fence)
        if (inner and inner.is_code) or (open_fences and open_fences[-1].is_code):
            layout.shown.add(number)
    for fence in open_fences:
        if fence.is_one_block:
            layout.ends[fence.start] = len(layout.lines) - 1


def _fence(found: re.Match[str], number: int) -> _Fence | None:
    mark, info = found["mark"], found["info"]
    name = _NAME.match(info)
    if mark[0] == "`" and "`" in info:
        return None  # inline code
    if mark[0] == ":" and not name:
        return None
    return _Fence(mark=mark, start=number, name=name[1] if name else "code")


def _read_directives(layout: Layout) -> None:
    """Find the directives of reStructuredText that contain code, and literal blocks after "::"."""
    start, indent, hides = -1, -1, False
    for number, line in enumerate(layout.lines):
        depth = len(line) - len(line.lstrip())
        if indent >= 0 and (not line.strip() or depth > indent):
            if hides:
                layout.shown.add(number)
            if start >= 0 and line.strip():
                layout.ends[start] = number
            continue
        start, indent, hides = -1, -1, False
        directive = _DIRECTIVE.match(line)
        if directive and directive[1] in _CODE | _RAW:
            start, indent, hides = number, depth, directive[1] in _CODE
            layout.ends[number] = number
        elif not directive and line.rstrip().endswith("::"):
            indent, hides = depth, True
