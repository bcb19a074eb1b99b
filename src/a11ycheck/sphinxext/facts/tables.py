"""Tables: whether a row or a column names what the others hold."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes

from a11ycheck.sphinxext.facts.markup import Markup
from a11ycheck.sphinxext.facts.written import Document, Fact, is_markdown
from a11ycheck.sphinxext.files import source_lines
from a11ycheck.sphinxext.lines import Line

__all__ = ["table_facts"]

_DIRECTIVES = ("list-table", "csv-table")
_NUMBER = re.compile(r"[^\w]*\d[\d\W]*")
_CELLS, _CELL = 20, 40
# Its class is known by name: to import it brings all of autodoc into every build.
_OF_AUTOSUMMARY = "autosummary_table"


def table_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, rows, columns, header}; `header` is "row", "column", "empty" or "" for none.

    Of a table that has no header more is told: what might be one (see `_candidates`).
    """
    for node in document.find(nodes.table):
        if type(node.parent).__name__ != _OF_AUTOSUMMARY and not _is_in_table(node):
            yield _fact(document, node)
    for _, line, item in document.markup:
        if item.tag == "table" and item.is_whole and not item.is_hidden:
            yield _of_markup(line, item)


def _fact(document: Document, node: nodes.table) -> Fact:
    line = document.line(node)
    facts: dict[str, Any] = {
        "form": _form(line),
        "rows": sum(1 for _ in node.findall(nodes.row)),
        "columns": max(
            (int(group.get("cols", 0)) for group in node.findall(nodes.tgroup)), default=0
        ),
        "header": _header(node),
    }
    if facts["header"] in {"", "empty"}:
        facts |= _candidates(node)
    return Fact(kind="table", line=line, facts=facts)


def _candidates(node: nodes.table) -> dict[str, Any]:
    """Return the words of the first row and column, whether they are bold, and where numbers begin.

    By these a person tells whether a row or a column names the others: {first_row, first_column, bold_row,
    bold_column, numbers_below}; the last is true where a column holds numbers below its first cell.
    """
    rows = [list(row.findall(nodes.entry)) for body in node.findall(nodes.tbody) for row in body]
    rows = [row for row in rows if row]
    first, below = (rows[0], rows[1:]) if rows else ([], [])
    return {
        "first_row": _words(first),
        "first_column": _words([row[0] for row in rows]),
        "bold_row": _is_bold(first),
        "bold_column": _is_bold([row[0] for row in rows]),
        "numbers_below": bool(below)
        and any(map(_is_headed_number, zip(first, *below, strict=False))),
    }


def _words(cells: Sequence[nodes.entry]) -> list[str]:
    return [" ".join(cell.astext().split())[:_CELL] for cell in cells[:_CELLS]]


def _is_bold(cells: Sequence[nodes.entry]) -> bool:
    """Tell whether all that stands in each cell is bold."""
    return bool(cells) and all(
        cell.astext().strip()
        and "".join(part.astext() for part in cell.findall(nodes.strong)).strip()
        == cell.astext().strip()
        for cell in cells
    )


def _is_headed_number(column: Sequence[nodes.entry]) -> bool:
    words = [cell.astext().strip() for cell in column]
    is_number = [_NUMBER.fullmatch(text) is not None for text in words]
    return bool(words[0]) and not is_number[0] and all(is_number[1:])


def _header(node: nodes.table) -> str:
    head = next(node.findall(nodes.thead), None)
    if any(spec.get("stub") for spec in node.findall(nodes.colspec)):
        return "column"
    if head is None:
        return ""
    holds = head.astext().strip() or next(head.findall(nodes.image), None)
    return "row" if holds else "empty"


def _form(line: Line) -> str:
    text = (*source_lines(line.file)[line.line - 1 : line.line], "")[0]
    named = next((name for name in _DIRECTIVES if name in text), "")
    return named or ("markdown" if is_markdown(line) else "rest")


def _is_in_table(node: nodes.Node) -> bool:
    return isinstance(node.parent, nodes.entry)


def _of_markup(line: Line, item: Markup) -> Fact:
    rows = item.tags.count("tr")
    cells = item.tags.count("td") + item.tags.count("th")
    facts = {
        "form": "html",
        "rows": rows,
        "columns": cells // rows if rows else 0,
        "header": "row" if "th" in item.tags else "",
    }
    return Fact(kind="table", line=line, facts=facts)
