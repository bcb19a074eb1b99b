"""Facts of tables and code blocks."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.facts.document import Document, Fact, HtmlElement, is_markdown
from a11ycheck.sphinxext.node_lines import SourceLine
from a11ycheck.sphinxext.source_text import source_line

__all__ = ["code_facts", "table_facts"]

_TABLE_DIRECTIVES = ("list-table", "csv-table")
_NUMBER = re.compile(r"[^\w]*\d[\d\W]*")
_MOST_CELLS, _CELL_TEXT = 20, 40
# Importing the class would load autodoc into every build.
_AUTOSUMMARY_TABLE = "autosummary_table"
_NO_LANGUAGE = "default"
_FENCE = re.compile(r"[\s>*-]*(`{3,}|~{3,})")
_PARSED_DIRECTIVE = re.compile(r"parsed-literal|program-output|command-output|prompt::|\{prompt\}")


def table_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, rows, columns, header}; `header` is "row", "column", "empty", or "" for none.

    A table without a header has the facts of `_header_candidates` too.
    """
    for node in document.find(nodes.table):
        is_nested = isinstance(node.parent, nodes.entry)
        if type(node.parent).__name__ != _AUTOSUMMARY_TABLE and not is_nested:
            yield _table_fact(document, node)
    for _, line, element in document.html_elements:
        if element.tag == "table" and element.is_complete and not element.is_hidden:
            yield _html_table_fact(line, element)


def _table_fact(document: Document, node: nodes.table) -> Fact:
    line = document.line(node)
    facts: dict[str, Any] = {
        "form": _table_form(line),
        "rows": sum(1 for _ in node.findall(nodes.row)),
        "columns": max(
            (int(group.get("cols", 0)) for group in node.findall(nodes.tgroup)), default=0
        ),
        "header": _header(node),
    }
    if facts["header"] in {"", "empty"}:
        facts |= _header_candidates(node)
    return Fact("table", line, facts)


def _header(node: nodes.table) -> str:
    head = next(node.findall(nodes.thead), None)
    if any(spec.get("stub") for spec in node.findall(nodes.colspec)):
        return "column"
    if head is None:
        return ""
    has_content = head.astext().strip() or next(head.findall(nodes.image), None)
    return "row" if has_content else "empty"


def _header_candidates(node: nodes.table) -> dict[str, Any]:
    """Return {first_row, first_column, bold_row, bold_column, numbers_below}.

    These are the texts of the first row and column, whether all their cells are bold, and whether a column
    has numbers below a first cell that is none: they show which of the two is the header.
    """
    rows = [list(row.findall(nodes.entry)) for body in node.findall(nodes.tbody) for row in body]
    rows = [row for row in rows if row]
    first, below = (rows[0], rows[1:]) if rows else ([], [])
    return {
        "first_row": _texts(first),
        "first_column": _texts([row[0] for row in rows]),
        "bold_row": _is_bold(first),
        "bold_column": _is_bold([row[0] for row in rows]),
        "numbers_below": bool(below)
        and any(map(_has_numbers_below, zip(first, *below, strict=False))),
    }


def _texts(cells: Sequence[nodes.entry]) -> list[str]:
    return [" ".join(cell.astext().split())[:_CELL_TEXT] for cell in cells[:_MOST_CELLS]]


def _is_bold(cells: Sequence[nodes.entry]) -> bool:
    """Return whether the whole text of each cell is bold."""
    return bool(cells) and all(
        cell.astext().strip()
        and "".join(part.astext() for part in cell.findall(nodes.strong)).strip()
        == cell.astext().strip()
        for cell in cells
    )


def _has_numbers_below(column: Sequence[nodes.entry]) -> bool:
    texts = [cell.astext().strip() for cell in column]
    is_number = [_NUMBER.fullmatch(text) is not None for text in texts]
    return bool(texts[0]) and not is_number[0] and all(is_number[1:])


def _table_form(line: SourceLine) -> str:
    text = source_line(line.file, line.number)
    directive = next((name for name in _TABLE_DIRECTIVES if name in text), "")
    return directive or ("markdown" if is_markdown(line) else "rest")


def _html_table_fact(line: SourceLine, element: HtmlElement) -> Fact:
    rows = element.tags.count("tr")
    cells = element.tags.count("td") + element.tags.count("th")
    facts = {
        "form": "html",
        "rows": rows,
        "columns": cells // rows if rows else 0,
        "header": "row" if "th" in element.tags else "",
    }
    return Fact("table", line, facts)


def code_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, language, lines}; `language` is empty if neither block, page nor project names one."""
    page_names_one = next(document.find_all(addnodes.highlightlang), None) is not None
    has_default = page_names_one or document.default_language != _NO_LANGUAGE
    for node in document.find(nodes.literal_block):
        language = str(node.get("language", ""))
        if language in {"", _NO_LANGUAGE}:
            language = "page" if has_default else ""
        line = document.block_line(node)
        text = source_line(line.file, line.number)
        # Blocks with markup of their own, such as `parsed-literal`, have no language.
        is_plain = all(isinstance(child, nodes.Text) for child in node.children)
        if is_plain and not _PARSED_DIRECTIVE.search(text):
            lines = node.astext().count("\n") + 1
            yield Fact(
                "code", line, {"form": _code_form(text), "language": language, "lines": lines}
            )


def _code_form(text: str) -> str:
    if _FENCE.match(text):
        return "fence"
    return "directive" if "code" in text and "::" in text else "literal"
