"""Tables: whether a row or a column names what the others hold."""

from collections.abc import Iterator

from docutils import nodes
from sphinx.ext.autosummary import autosummary_table

from a11ycheck.sphinxext.facts.markup import Markup
from a11ycheck.sphinxext.facts.written import Document, Fact, is_markdown
from a11ycheck.sphinxext.lines import Line, source_lines

__all__ = ["table_facts"]

_DIRECTIVES = ("list-table", "csv-table")


def table_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, rows, columns, header}; `header` is "row", "column", "empty" or "" for none."""
    for node in document.find(nodes.table):
        if not isinstance(node.parent, autosummary_table) and not _is_in_table(node):
            yield _fact(document, node)
    for _, line, item in document.markup:
        if item.tag == "table" and item.is_whole and not item.is_hidden:
            yield _of_markup(line, item)


def _fact(document: Document, node: nodes.table) -> Fact:
    line = document.line(node)
    facts = {
        "form": _form(line),
        "rows": sum(1 for _ in node.findall(nodes.row)),
        "columns": max(
            (int(group.get("cols", 0)) for group in node.findall(nodes.tgroup)), default=0
        ),
        "header": _header(node),
    }
    return Fact(kind="table", line=line, facts=facts)


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
