"""Find the first line of a table, which no parser keeps.

Tables of reStructuredText have no line at all; the cells of a `csv-table` count theirs from 1, and those
of a `list-table` have the line of their text, below the directive.
"""

import re
from collections.abc import Iterator, Sequence

from docutils import nodes

__all__ = ["DOCSTRING", "is_docstring", "is_table_start", "table_start"]

DOCSTRING = ":docstring of "
_DIRECTIVE = re.compile(r"(?:\.\. |[`~:]{3,}\s*\{)(?:list-table|csv-table|table|flat-table)\b")
_BORDER = re.compile(r"\s*[>|]?\s*(?:\+[-=+]+\+|=+(?:\s+=+)+)\s*")
_ABOVE, _BELOW = 25, 80


def is_docstring(node: nodes.Element) -> bool:
    """Tell whether a node was read from a docstring, where lines are not those of the file."""
    return DOCSTRING in str(node.source)


def is_table_start(lines: Sequence[str], number: int) -> bool:
    """Tell whether a directive that makes a table, or a drawn table, may begin on a line."""
    if not 0 < number <= len(lines):
        return False
    return _is_directive(lines, number) or _BORDER.fullmatch(lines[number - 1]) is not None


def table_start(table: nodes.table, line: int, lines: Sequence[str]) -> int:
    """Return the first line of a table, of which one part is said to stand on `line`; counted from 1."""
    floor = _line_before(table)
    if line <= floor:
        below = (number for number in range(floor, floor + _BELOW) if _is_directive(lines, number))
        return next(below, max(line, floor))
    for number in range(line, max(floor, line - _ABOVE), -1):
        if _is_directive(lines, number):
            return number
    above = lines[line - 2] if 1 < line <= len(lines) else ""
    return line - 1 if _BORDER.fullmatch(above) else line


def _is_directive(lines: Sequence[str], number: int) -> bool:
    return 0 < number <= len(lines) and _DIRECTIVE.search(lines[number - 1]) is not None


def _line_before(table: nodes.table) -> int:
    """Return the last line that is known of what comes before a table, 0 where nothing does."""
    return max(_known_lines(table), default=0)


def _known_lines(table: nodes.table) -> Iterator[int]:
    parent = table.parent
    index = parent.index(table)
    if index and isinstance(parent[index - 1], nodes.Element):
        yield from (part.line or 0 for part in parent[index - 1].findall(nodes.Element))
    while parent is not None:
        yield parent.line or 0
        parent = parent.parent
