"""The lines of a `toctree`, which lists titles of other documents: the text below it can repeat them."""

import re

from docutils import nodes

from a11ycheck.sphinxext.source_text import SourceText

__all__ = ["toctree_lines"]

_CLASS = "toctree-wrapper"
_FENCED = re.compile(r"[\s>*+-]*(?P<fence>`{3,}|~{3,}|:{3,})\s*\{toctree\}")
_DIRECTIVE = re.compile(rf"{_FENCED.pattern}|\s*\.\. +toctree::")


def toctree_lines(block: nodes.Element, text: SourceText, start: int) -> tuple[int, int] | None:
    """Return the first and last line of a `toctree`; None if the block is none, or it is not found.

    It begins on line `start`, or below: MyST gives one in `eval-rst` the line of its section.
    """
    if not isinstance(block, nodes.compound) or _CLASS not in block.get("classes", ()):
        return None
    below = range(start, len(text.lines) + 1)
    first = next((number for number in below if _DIRECTIVE.match(text.line(number))), 0)
    return (first, _last_line(text, first)) if first else None


def _last_line(text: SourceText, first: int) -> int:
    fenced = _FENCED.match(text.line(first))
    margin = _margin(text.line(first))
    for number in range(first + 1, len(text.lines) + 1):
        line = text.line(number)
        is_fence = fenced and line.strip(" \t>") == fenced["fence"]
        if is_fence or (not fenced and line.strip() and _margin(line) <= margin):
            return number - 1
    return len(text.lines)


def _margin(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())
