"""Tables have a header row or column.

## What it checks

Each table with at least two rows and two columns, in the source (drawn tables, `list-table`,
`csv-table`, and `<table>` in raw HTML), or in the page if it has no source map. The rule fails if
no row or column is a header, or if all cells of the header row are empty. Of pages, only tables
that hold data are judged: most of their cells have borders, or their rows stripes, they have a caption or
many rows (not with a link in each, as lists of contents have), or the first row or column is bold, and they
contain no forms, headings or other tables.

## Why it matters

Screen readers announce the header of a cell when a user moves to it. Without headers, "12" is only
a number.

## Example

````markdown
```{list-table}
* - Language
  - Letters
* - Sorani
  - 34
```
````

## Use instead

````markdown
```{list-table}
:header-rows: 1

* - Language
  - Letters
* - Sorani
  - 34
```
````

In reStructuredText use `:header-rows: 1` for `list-table` and `csv-table`, a border of `===` below
the first row of a drawn table, and `:stub-columns: 1` where the first column names the rows.

## Known limits

Whether the header is right. Tables that only arrange content side by side should not be tables.
Tables that an extension generates from data are not checked.
"""

from pathlib import Path

from a11ycheck.fix import edit_each
from a11ycheck.model import (
    Dependency,
    Facts,
    Fix,
    FixSafety,
    Impact,
    MessageTemplate,
    SourceKind,
    SourceRule,
    Verdict,
)
from a11ycheck.rules.table_without_header.fix import add_header

__all__ = ["RULE", "judge"]

NO_HEADER = MessageTemplate(
    "no-header", "Table of {rows} rows and {columns} columns has no header row or column."
)
EMPTY_HEADER = MessageTemplate(
    "empty-header", "All cells in the header row of the table are empty."
)
_LEAST = 2


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one table: {rows, columns, header}; `header` is "row", "column", "empty", or "" for none.

    Of a table in a page, `data` is true if it holds data.
    """
    if not facts.get("data", True):
        return Verdict.passed()
    if min(facts["rows"], facts["columns"]) < _LEAST or facts["header"] in {"row", "column"}:
        return Verdict.passed()
    message = EMPTY_HEADER if facts["header"] else NO_HEADER
    return Verdict.failed(message.format(**facts))


RULE = SourceRule(
    id="table-without-header",
    title="Tables must have a header row or column",
    impact=Impact.SERIOUS,
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT, Dependency.COLOUR}),
    criteria=("1.3.1",),
    tags=("wcag2a", "wcag131", "cat.tables", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
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
