"""The first line of a table, which no parser keeps."""

from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.source_text import EMPTY, SourceText, read_source
from a11ycheck.sphinxext.typed_words import descendants

__all__ = ["has_foreign_line", "table_start"]

_LINES_ABOVE_TABLE, _LINES_BELOW_TABLE = 25, 80


def table_start(table: nodes.table, line: int, text: SourceText) -> int:
    """Return the first line of a table, of which a part was read from `line`.

    Tables of reStructuredText have no line at all, cells of a `csv-table` count theirs
    from 1, and cells of a `list-table` have the line of their text, below the directive.
    """
    floor = text.line_of_docutils(max(_lines_before(table), default=0))
    if line <= floor:
        below = range(floor, floor + _LINES_BELOW_TABLE)
        return next(filter(text.is_table_directive, below), max(line, floor))
    for number in range(line, max(floor, line - _LINES_ABOVE_TABLE), -1):
        if text.is_table_directive(number):
            return number
    return line - 1 if text.is_table_border(line - 1) else line


def _lines_before(table: nodes.table) -> Iterator[int]:
    """Yield the known lines of what comes before a table, and of what encloses it."""
    parent = table.parent
    index = parent.index(table)
    if index:
        for part in descendants(parent[index - 1]):
            yield (part.line or 0) if isinstance(part, nodes.Element) else 0
    while parent is not None:
        yield parent.line or 0
        parent = parent.parent


def has_foreign_line(node: nodes.Element) -> bool:
    """Return whether a table has the line of the block before it.

    MyST gives it to tables of its `eval-rst`, whose parts have no line, and whose text has the right one.
    """
    if not isinstance(node, nodes.table) or any(group.line for group in node.findall(nodes.tgroup)):
        return False
    text, line = read_source(str(node.source)) or EMPTY, int(node.line or 0)
    return not (text.is_table_directive(line) or text.is_table_border(line))
