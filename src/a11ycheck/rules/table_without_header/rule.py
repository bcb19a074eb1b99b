"""A table says what its rows or columns hold.

## What it checks

Each table with at least two rows and two columns: tables that are drawn, `list-table`, `csv-table`,
and `<table>` that is written by hand. The rule fails where no row and no column is its header, or
where all cells of the header row are empty.

## Why it matters

A screen reader says the header of a cell when a person moves to it. Without headers "12" is just
twelve. On a narrow screen a table is also read cell by cell.

## How to fix

Say which row or column is the header. In MyST:

````markdown
```{list-table}
:header-rows: 1

* - Language
  - Speakers
* - Sorani
  - 6
```
````

In reStructuredText `:header-rows: 1` for `list-table` and `csv-table`, a line of `===` below the first
row of a table that is drawn, and `:stub-columns: 1` where the first column names the rows.

`a11ycheck audit --fix` does this where the first row, or a first column of bold names, can be nothing but
the header.

## What it cannot see

Whether the header says the right thing, and tables that only place things side by side: these should
be no tables. Tables that an extension makes from data.
"""

from collections.abc import Mapping
from typing import Any

from a11ycheck.fix import edit_each
from a11ycheck.model import (
    Fix,
    FixSafety,
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    SourceKind,
    SourceRule,
    Verdict,
)
from a11ycheck.rules.table_without_header.fix import add_header

__all__ = ["RULE", "judge"]

NO_HEADER = MessageTemplate(
    "no-header",
    "This table of {rows} rows and {columns} columns has no header row and no header column.",
)
EMPTY_HEADER = MessageTemplate(
    "empty-header",
    "All cells of this table's header row are empty.",
)
_LEAST = 2


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one table: {rows, columns, header}; `header` is "row", "column", "empty", or "" for none."""
    del options
    if min(facts["rows"], facts["columns"]) < _LEAST or facts["header"] in {"row", "column"}:
        return Verdict(outcome=Outcome.PASSED)
    message = EMPTY_HEADER if facts["header"] else NO_HEADER
    return Verdict(outcome=Outcome.FAILED, message=message.format(**facts))


RULE = SourceRule(
    id=RuleId("table-without-header"),
    title="A table must say what its rows or columns hold",
    impact=Impact.SERIOUS,
    criteria=("1.3.1",),
    tags=("wcag2a", "wcag131", "cat.tables", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.TABLE,
    fix=Fix(
        safety=FixSafety.UNSAFE,
        singular="table header",
        plural="table headers",
        condition="where the first row, or a first column of bold names, reads like a header",
        edit=edit_each(add_header),
    ),
)
