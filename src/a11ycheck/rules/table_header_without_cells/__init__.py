"""Each header of a table belongs to a cell.

## What it checks

Headers of tables and grids, by HTML's algorithm: `scope`, `headers`, `colspan` and `rowspan` count. The
rule fails if a header belongs to no cell, unless it repeats the header at the top of its column. It is
`cantTell` for a header without `scope` that has data cells both in its row and in its column: HTML
assigns it to none of them, and browsers guess.

## Why it matters

Screen readers announce the header with each cell of its row or column. A header without cells means
that the table has too few columns, or that its cells name other headers.

## Example

```html
<table>
  <tr><th>Rate</th><th>Value</th></tr>
  <tr><td>15 %</td></tr>
</table>
```

## Use instead

Give each row a cell for each column:

```html
<table>
  <tr><th>Rate</th><th>Value</th></tr>
  <tr><td>15 %</td><td>High</td></tr>
</table>
```

## Known limits

Whether the headers are the right ones. Tables with cells in slots or components. A table with
headers only fails, because nothing shows that it is meant so.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

NO_CELLS = MessageTemplate("no-cells", "Header `{text}` belongs to no cell of its table.")
UNDIRECTED = MessageTemplate(
    "no-direction",
    "Header `{text}` has no scope, and data cells in its row and its column; review to which it belongs.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a header of a table: {text, cells, undirected}; `cells` is how many cells it belongs to.

    An `undirected` header has no scope, and data cells in its row and its column.
    """
    if facts["cells"]:
        return Verdict.passed()
    if facts["undirected"]:
        return Verdict.cant_tell(UNDIRECTED.format(text=facts["text"]))
    return Verdict.failed(NO_CELLS.format(text=facts["text"]))


RULE = FactRule(
    id="table-header-without-cells",
    title="Headers of tables must belong to cells",
    impact=Impact.SERIOUS,
    criteria=("1.3.1",),
    tags=(
        "wcag2a",
        "wcag131",
        "cat.tables",
    ),
    act=("d0f69e",),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html",
    documentation=__doc__ or "",
    depends=frozenset({Dependency.VISIBILITY}),
    probe=Path(__file__).with_name("probe.js"),
    probe_options={},
    judge=judge,
)
