"""The fixes of rules: every syntax of tables, code and headings, and what is not fixed."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.fix.change import SourceText
from a11ycheck.model import Edit, Precision, SourceFact, SourceKind, SourceLocation, Unfixable
from a11ycheck.rules.code_block_without_language.fix import name_language
from a11ycheck.rules.heading_skips_level.fix import move_headings
from a11ycheck.rules.table_without_header.fix import add_header

TABLE: dict[str, Any] = {
    "form": "rest",
    "rows": 3,
    "header": "",
    "first_row": ["Name", "Age"],
    "first_column": ["Name", "Ann", "Bo"],
    "bold_row": False,
    "bold_column": False,
    "numbers_below": False,
}


def edited(text: str, edit: Edit) -> str:
    return SourceText.read(text.encode()).edited([edit]).decode()


def lines(text: str) -> tuple[str, ...]:
    return SourceText.read(text.encode()).lines


def fact(line: int = 1, kind: SourceKind = SourceKind.TABLE, **facts: Any) -> SourceFact:
    location = SourceLocation(file="a.md", line=line, precision=Precision.EXACT)
    return SourceFact(kind=kind, location=location, facts=facts)


def table(text: str, **facts: Any) -> Edit:
    return add_header(lines(text), fact(**{**TABLE, **facts}))


def code(text: str, number: int) -> Edit:
    return name_language(lines(text), fact(number + 1, SourceKind.CODE))


TABLES = {
    "option without others": (
        "```{list-table}\n* - a\n```",
        "```{list-table}\n:header-rows: 1\n* - a\n```",
    ),
    "option above others": (
        ":::{csv-table} T\n:widths: 1\na\n:::",
        ":::{csv-table} T\n:header-rows: 1\n:widths: 1\na\n:::",
    ),
    "option in place of zero": (
        "```{list-table}\n:header-rows: 0\n:widths: 1\n```",
        "```{list-table}\n:header-rows: 1\n:widths: 1\n```",
    ),
    "option in YAML": (
        "```{list-table}\n---\nwidths: 1\n---\n```",
        "```{list-table}\n---\nheader-rows: 1\nwidths: 1\n---\n```",
    ),
    "option in YAML in place of zero": (
        "```{list-table}\n---\nheader-rows: 0\n---\n```",
        "```{list-table}\n---\nheader-rows: 1\n---\n```",
    ),
    "in a list": (
        "- ```{list-table}\n  * - a\n  ```",
        "- ```{list-table}\n  :header-rows: 1\n  * - a\n  ```",
    ),
    "in a quotation": (
        "> ```{list-table}\n> * - a",
        "> ```{list-table}\n> :header-rows: 1\n> * - a",
    ),
    "rest, no options": (
        ".. list-table::\n\n   * - a",
        ".. list-table::\n   :header-rows: 1\n\n   * - a",
    ),
    "rest, a long title": (
        ".. list-table:: A\n   b\n   :widths: 1\n\n   * - a",
        ".. list-table:: A\n   b\n   :header-rows: 1\n   :widths: 1\n\n   * - a",
    ),
    "rest, an odd margin": (
        "  .. csv-table:: A\n     b\n\n     a,b",
        "  .. csv-table:: A\n     b\n     :header-rows: 1\n\n     a,b",
    ),
    "rest, in a list": (
        "* .. list-table::\n\n     * - a",
        "* .. list-table::\n     :header-rows: 1\n\n     * - a",
    ),
    "grid": (
        "+---+---+\n| a | b |\n| a |   |\n+---+---+\n| c | d |\n+---+---+",
        "+---+---+\n| a | b |\n| a |   |\n+===+===+\n| c | d |\n+---+---+",
    ),
    "grid in a list": (
        "- +---+\n  | a |\n  +---+\n  | c |\n  +---+",
        "- +---+\n  | a |\n  +===+\n  | c |\n  +---+",
    ),
    "grid in a table": (
        ".. table:: T\n   :align: left\n\n   +---+\n   | a |\n   +---+\n   | c |\n   +---+",
        ".. table:: T\n   :align: left\n\n   +---+\n   | a |\n   +===+\n   | c |\n   +---+",
    ),
    "simple": (
        "==  ==\na   b\n\n    b\nc   d\n==  ==",
        "==  ==\na   b\n\n    b\n==  ==\nc   d\n==  ==",
    ),
    "simple in a list": (
        "* ==  ==\n  a   b\n  c   d\n  ==  ==",
        "* ==  ==\n  a   b\n  ==  ==\n  c   d\n  ==  ==",
    ),
}


@pytest.mark.parametrize(("before", "after"), TABLES.values(), ids=TABLES)
def test_a_table_gets_its_header(before: str, after: str) -> None:
    assert edited(before, table(before)) == after


@pytest.mark.parametrize("more", [{"numbers_below": True}, {"bold_row": True}])
def test_the_first_row_takes_the_place_of_an_empty_header(more: dict[str, Any]) -> None:
    text = "|  |  |\n|--|:-:|\n| Name | Age |\n| Ann | 3 |"

    edit = table(text, form="markdown", header="empty", **more)

    assert edited(text, edit) == "| Name | Age |\n|--|:-:|\n| Ann | 3 |"


@pytest.mark.parametrize("more", [{"bold_column": True}, {"first_column": ["Name:", "Age:"]}])
def test_names_of_rows_become_a_header_column(more: dict[str, Any]) -> None:
    text = ".. list-table::\n\n   * - Name:\n     - Ann"

    assert ":stub-columns: 1" in edited(text, table(text, **more))


HTML = {
    "one line": (
        "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td></tr></table> <p>x</p>",
        '<table><tr><th scope="col">A</th><th scope="col">B</th></tr><tr><td>1</td></tr></table> <p>x</p>',
    ),
    "several lines": (
        '<table class="a">\n<tr>\n<td class="b">A\n<td>B</td>\n</tr>\n<tr><td>1<td>2\n</table>\nx',
        (
            '<table class="a">\n<tr>\n<th scope="col" class="b">A\n<th scope="col">B</th>\n</tr>\n'
            "<tr><td>1<td>2\n</table>\nx"
        ),
    ),
}


@pytest.mark.parametrize(("before", "after"), HTML.values(), ids=HTML)
def test_cells_of_html_become_headers(before: str, after: str) -> None:
    assert edited(before, table(before, form="html")) == after


LEFT = {
    "numbers": ("```{list-table}", {"first_row": ["Ann", "1,234"]}, "contains numbers"),
    "an empty cell": ("```{list-table}", {"first_row": ["Ann", ""]}, "empty cells"),
    "the same twice": ("```{list-table}", {"first_row": ["a", "a"]}, "are the same"),
    "an empty header": ("```{list-table}", {"header": "empty"}, "only the author"),
    "an empty header, no sign": ("|  |  |", {"header": "empty"}, "nothing shows"),
    "a drawn table of names": ("+--+", {"bold_column": True}, "only a list-table"),
    "rows that are joined": (
        "+--+--+\n|a |b |\n|  +--+\n|  |c |\n+--+--+\n|d |e |",
        {},
        "span several rows",
    ),
    "one row of a grid": ("+--+--+\n|a |b |\n+--+--+", {}, "only one row"),
    "one row": ("==  ==\na   b\n==  ==", {}, "only one row"),
    "columns that are joined": ("==  ==\na   b\n------\nc   d\n==  ==", {}, "span several columns"),
    "something else": ("words", {}, "not found"),
    "nested HTML": (
        "<table><tr><td>A<table></table></td></tr></table>",
        {"form": "html"},
        "several tables",
    ),
    "numbers in HTML": (
        "<table><tr><td>A</td><td>1</td></tr></table>",
        {"form": "html"},
        "numbers",
    ),
}


@pytest.mark.parametrize(("text", "facts", "reason"), LEFT.values(), ids=LEFT)
def test_a_table_that_needs_a_person_is_left(text: str, facts: dict[str, Any], reason: str) -> None:
    with pytest.raises(Unfixable, match=reason):
        table(text, **facts)


CODE = {
    "fence": ("```\n$ ls\n```\n", 0, "```console\n$ ls\n```\n"),
    "fence of tildes in a list": ("- ~~~\n  $ ls\n  ~~~\n", 0, "- ~~~console\n  $ ls\n  ~~~\n"),
    "fence in a quotation": ('> ```\n> {"a": 1}\n> ```\n', 0, '> ```json\n> {"a": 1}\n> ```\n'),
    "a longer fence": ("````\n$ cat\n```\n````\n", 0, "````console\n$ cat\n```\n````\n"),
    "myst": (
        "```{code-block}\n:x: y\n\n$ ls\n```\n",
        0,
        "```{code-block} console\n:x: y\n\n$ ls\n```\n",
    ),
    "rest": (
        ".. code-block::\n   :x: y\n\n   $ ls\n",
        0,
        ".. code-block:: console\n   :x: y\n\n   $ ls\n",
    ),
    "double colon": ("A::\n\n  $ ls\n", 2, "A:\n\n.. code-block:: console\n\n  $ ls\n"),
    "a lone one": ("A\n\n::\n\n  $ ls\n", 4, "A\n\n.. code-block:: console\n\n  $ ls\n"),
    "a space before": ("A ::\n\n  $ ls\n", 2, "A\n\n.. code-block:: console\n\n  $ ls\n"),
    "in a list": ("- A::\n\n     $ ls\n", 2, "- A:\n\n  .. code-block:: console\n\n     $ ls\n"),
    "alone in a list": ("- ::\n\n     $ ls\n", 2, "- .. code-block:: console\n\n     $ ls\n"),
    "indented": (
        "  A\n  b::\n\n    $ ls\n",
        3,
        "  A\n  b:\n\n  .. code-block:: console\n\n    $ ls\n",
    ),
}


@pytest.mark.parametrize(("before", "line", "after"), CODE.values(), ids=CODE)
def test_code_gets_its_language(before: str, line: int, after: str) -> None:
    assert edited(before, code(before, line)) == after


CODE_LEFT = {
    "uncertain": ("```\nx\n```", 0),
    "indented Markdown": ("A\n\n    $ ls\n", 2),
    "quoted": ("A::\n\n> $ ls\n", 2),
    "a field": (":a: A::\n\n     $ ls\n", 2),
    "an option": ("-x  A::\n\n     $ ls\n", 2),
    "a docstring": ('    """A::\n\n        $ ls\n', 2),
    "another directive": ("```{literalinclude} x.sh\n```", 0),
}


@pytest.mark.parametrize(("text", "line"), CODE_LEFT.values(), ids=CODE_LEFT)
def test_code_that_needs_a_person_is_left(text: str, line: int) -> None:
    with pytest.raises(Unfixable):
        code(text, line)


def headings(text: str) -> list[SourceFact]:
    found = []
    for number, line in enumerate(lines(text), start=1):
        is_html = line.startswith("<h")
        level = int(line[2]) if is_html else line.count("#") // (1 + line.endswith("#"))
        if level:
            form = "html" if is_html else "markdown"
            found.append(fact(number, SourceKind.HEADING, form=form, level=level))
    return found


def skipping(facts: list[SourceFact]) -> list[int]:
    """Return the lines of headings that skip a level."""
    levels = [item.facts["level"] for item in facts]
    skips = zip(facts[1:], levels, levels[1:], strict=False)
    return [item.location.line for item, before, level in skips if level > before + 1]


HEADINGS = {
    "one": ("# A\n### B", "# A\n## B"),
    "its children": ("# A\n### B\n#### C\n## D\n### E", "# A\n## B\n### C\n## D\n### E"),
    "its sisters": ("# A\n### B\n### C\n#### D\n# E\n## F", "# A\n## B\n## C\n### D\n# E\n## F"),
    "one below": ("# A\n### B\n##### C\n###### D", "# A\n## B\n### C\n#### D"),
    "back from deeper": ("# A\n### B\n##### C\n### D\n##### E", "# A\n## B\n### C\n## D\n### E"),
    "further down": ("# A\n## B\n#### C\n## D\n#### E", "# A\n## B\n### C\n## D\n### E"),
    "closed": ("# A\n### B ###", "# A\n## B ##"),
    "html": ("# A\n<h3 id='x'>B</h3>", "# A\n<h2 id='x'>B</h2>"),
}


@pytest.mark.parametrize(("before", "after"), HEADINGS.values(), ids=HEADINGS)
def test_headings_move_up_with_all_below(before: str, after: str) -> None:
    given = headings(before)
    edits = [edit for _, edit in move_headings(lines(before), given, skipping(given))]

    assert SourceText.read(before.encode()).edited(edits).decode() == after
    assert not skipping(headings(after))


def test_a_suppressed_heading_stays() -> None:
    text = "# A\n### B\n##### C"

    edits = dict(move_headings(lines(text), headings(text), [3]))

    assert edits == {3: Edit(first=2, last=3, lines=("#### C",))}


def test_headings_below_one_that_cannot_move_are_not_fixed() -> None:
    text = "# A\n<h3>B\n### C\n##### D"

    results = dict(move_headings(lines(text), headings(text), [2, 4]))

    assert {line: str(result) for line, result in results.items()} == {
        2: "the end of its heading was not found",
        4: "a heading above it could not be moved",
    }
