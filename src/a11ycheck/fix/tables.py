"""Say which row or column of a table is its header, in the way in which the table is written."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from a11ycheck.fix.directives import Directive, directive_at
from a11ycheck.fix.drawn import mend_grid, mend_pipes, mend_simple
from a11ycheck.fix.html import mend_html
from a11ycheck.fix.text import Edit, Unmendable

__all__ = ["mend_table"]

_WITH_OPTION = frozenset({"list-table", "csv-table", "flat-table"})
_AROUND_DRAWN = "table"
_NUMBER = re.compile(r"[^\w]*\d[\d\W]*")
_LEAST_ROWS = 3
_LOOK_AHEAD = 40


def mend_table(lines: Sequence[str], number: int, facts: Mapping[str, Any]) -> Edit:
    """Return the edit that gives the table on a line a header; Unmendable where it is not clear which.

    `facts` are {form, rows, header, first_row, first_column, bold_row, bold_column, numbers_below}.
    """
    if facts["form"] == "html":
        return mend_html(lines, number)
    directive = directive_at(lines, number)
    if directive and directive.name in _WITH_OPTION:
        return _with_option(lines, directive, facts)
    if directive and directive.name == _AROUND_DRAWN:
        number = _drawn_below(lines, number)
    return _mend_drawn(lines, number, facts)


def _with_option(lines: Sequence[str], directive: Directive, facts: Mapping[str, Any]) -> Edit:
    if facts["header"] == "empty":
        raise Unmendable("all cells of its header row are empty: only its author knows their words")
    name = "stub-columns" if _names_rows(facts) else "header-rows"
    if name == "header-rows":
        _demand_header(facts)
    return directive.with_option(lines, name, "1")


def _mend_drawn(lines: Sequence[str], number: int, facts: Mapping[str, Any]) -> Edit:
    if facts["header"] == "empty":
        if facts["rows"] < _LEAST_ROWS or not (facts["bold_row"] or facts["numbers_below"]):
            raise Unmendable(
                "its header row is empty, and nothing shows that the next one is a header"
            )
        _demand_header(facts)
        return mend_pipes(lines, number)
    if _names_rows(facts):
        raise Unmendable(
            "its first column looks like the header: a drawn table cannot say so, a list-table can"
        )
    _demand_header(facts)
    text = lines[number].lstrip("> \t-*+")
    return (mend_simple if text.startswith("=") else mend_grid)(lines, number)


def _drawn_below(lines: Sequence[str], number: int) -> int:
    """Return the line on which the table within a directive `table` begins."""
    for line in range(number + 1, min(number + _LOOK_AHEAD, len(lines))):
        if re.match(r"[\s>]*(?:\+-|=+\s+=|\|)", lines[line]):
            return line
    raise Unmendable("its first line was not found")


def _names_rows(facts: Mapping[str, Any]) -> bool:
    """Tell whether the first column is set apart as the names of the rows, and the first row is not."""
    names = [str(name) for name in facts["first_column"]]
    marked = bool(names) and all(name.rstrip().endswith(":") for name in names)
    return (bool(facts["bold_column"]) or marked) and not facts["bold_row"]


def _demand_header(facts: Mapping[str, Any]) -> None:
    """Refuse a first row that cannot name its columns."""
    cells = [str(cell).strip() for cell in facts["first_row"]]
    if not all(cells[1:]) or not any(cells):
        raise Unmendable("its first row has empty cells, so it may be no header")
    if any(_NUMBER.fullmatch(cell) for cell in cells):
        raise Unmendable("its first row holds numbers, so it may be no header")
    if len(set(cells)) < len(cells):
        raise Unmendable("its first row says the same twice, so it may be no header")
