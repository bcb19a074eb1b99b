"""Each way to write a table, code or a heading, before and after; and what is left to a person."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.fix.code import mend_code
from a11ycheck.fix.headings import Heading, mend_headings
from a11ycheck.fix.tables import mend_table
from a11ycheck.fix.text import Edit, SourceText, Unmendable

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
    assert edited(before, mend_table(lines(before), 0, TABLE)) == after


@pytest.mark.parametrize("more", [{"numbers_below": True}, {"bold_row": True}])
def test_the_first_row_takes_the_place_of_an_empty_header(more: dict[str, Any]) -> None:
    text = "|  |  |\n|--|:-:|\n| Name | Age |\n| Ann | 3 |"

    edit = mend_table(lines(text), 0, {**TABLE, "form": "markdown", "header": "empty", **more})

    assert edited(text, edit) == "| Name | Age |\n|--|:-:|\n| Ann | 3 |"


@pytest.mark.parametrize("more", [{"bold_column": True}, {"first_column": ["Name:", "Age:"]}])
def test_names_of_rows_become_a_header_column(more: dict[str, Any]) -> None:
    text = ".. list-table::\n\n   * - Name:\n     - Ann"

    assert ":stub-columns: 1" in edited(text, mend_table(lines(text), 0, {**TABLE, **more}))


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
    assert edited(before, mend_table(lines(before), 0, {"form": "html"})) == after


LEFT = {
    "numbers": ("```{list-table}", {"first_row": ["Ann", "1,234"]}, "holds numbers"),
    "an empty cell": ("```{list-table}", {"first_row": ["Ann", ""]}, "empty cells"),
    "the same twice": ("```{list-table}", {"first_row": ["a", "a"]}, "same twice"),
    "an empty header": ("```{list-table}", {"header": "empty"}, "only its author"),
    "an empty header, no sign": ("|  |  |", {"header": "empty"}, "nothing shows"),
    "a drawn table of names": ("+--+", {"bold_column": True}, "a list-table can"),
    "rows that are joined": (
        "+--+--+\n|a |b |\n|  +--+\n|  |c |\n+--+--+\n|d |e |",
        {},
        "reach into",
    ),
    "one row of a grid": ("+--+--+\n|a |b |\n+--+--+", {}, "one row alone"),
    "one row": ("==  ==\na   b\n==  ==", {}, "one row alone"),
    "columns that are joined": ("==  ==\na   b\n------\nc   d\n==  ==", {}, "reach over"),
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
    with pytest.raises(Unmendable, match=reason):
        mend_table(lines(text), 0, {**TABLE, **facts})


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
    assert edited(before, mend_code(lines(before), line)) == after


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
    with pytest.raises(Unmendable):
        mend_code(lines(text), line)


def headings(text: str) -> list[Heading]:
    """Return the headings of a text, faulty where one skips a level."""
    found: list[Heading] = []
    for number, line in enumerate(lines(text)):
        form, level = (
            ("html", int(line[2])) if line.startswith("<h") else ("markdown", line.count("#"))
        )
        level = level // 2 if line.endswith("#") else level
        if level:
            before = found[-1].level if found else level
            found.append(Heading(line=number, level=level, form=form, faulty=level > before + 1))
    return found


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
    edits = [edit for _, edit in mend_headings(lines(before), headings(before))]

    assert all(isinstance(edit, Edit) for edit in edits)
    assert SourceText.read(before.encode()).edited(edits).decode() == after
    assert not any(heading.faulty for heading in headings(after))


def test_a_heading_that_is_accepted_as_it_is_stays() -> None:
    text = "# A\n### B\n##### C"
    accepted = [Heading(line=1, level=3, form="markdown", faulty=False)]
    given = headings(text)

    edits = dict(mend_headings(lines(text), [given[0], *accepted, given[2]]))

    assert [edit.lines for edit in edits.values()] == [("#### C",)]
