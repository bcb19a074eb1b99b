"""MyST-NB gives a node the number of its cell and line, and its author edits a line of the file."""

import json
from pathlib import Path

import pytest
from docutils import nodes

from a11ycheck.sphinxext.node_lines import LineFinder
from a11ycheck.sphinxext.notebook_lines import cell_lines, line_in_notebook

CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": ["# One\n", "\n", 'Say ["a"](b) there']},
    {
        "cell_type": "code",
        "metadata": {"tags": ["source", "cells"]},
        "outputs": [{"data": {"text/plain": ["Some words\n", "# One"]}, "source": "x"}],
        "source": ["x = 1\n", "x"],
    },
    {"cell_type": "raw", "metadata": {}, "source": []},
    {"cell_type": "markdown", "metadata": {}, "source": "Some words\nof *another* paragraph"},
]
TEXT = json.dumps({"cells": CELLS, "metadata": {"source": "no cell"}}, indent=1)


def _line_of(part: str, text: str = TEXT) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


@pytest.fixture
def notebook(tmp_path: Path) -> str:
    file = tmp_path / "notebook.ipynb"
    file.write_text(TEXT, "utf-8")
    return str(file)


def _document(file: str, *blocks: tuple[nodes.Element, int]) -> nodes.document:
    document = nodes.document(None, None)
    for block, line in blocks:
        block.source, block.line = file, line
        document += block
    return document


def test_each_line_of_a_cell_has_its_line_of_the_file() -> None:
    first = _line_of('"# One\\n"')
    code = _line_of('"x = 1')
    last = _line_of('"Some words\\nof')

    assert cell_lines(TEXT) == [[first, first + 1, first + 2], [code, code + 1], [], [last, last]]


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"cells": 1}', '{"cells": ["a"]}', "]}{"])
def test_what_is_no_notebook_has_no_cells(text: str) -> None:
    assert cell_lines(text) == []


def test_a_line_that_no_cell_has_is_not_found() -> None:
    cells = [[5, 6], []]

    assert [line_in_notebook(cells, number) for number in (10002, 10003, 10900)] == [5, 6, 6]
    assert [line_in_notebook(cells, number) for number in (12, 20002, 30002)] == [0, 0, 0]


def test_a_node_is_on_the_line_of_its_cell(notebook: str) -> None:
    text = nodes.paragraph("", "Say ", nodes.reference("", '"a"', refuri="b"), nodes.Text(" there"))
    code = nodes.literal_block("x = 1\nx", "x = 1\nx")
    _document(notebook, (text, 10004), (code, 20002))
    finder = LineFinder(notebook)

    assert finder.line(text).number == _line_of("there")
    assert finder.line(code).number == _line_of('"x = 1')
    assert {finder.line(node).precision for node in (text, code)} == {"exact"}


def test_what_a_cell_printed_belongs_to_the_cell(notebook: str) -> None:
    printed = nodes.paragraph("", "Printed words are nowhere")
    _document(notebook, (printed, 20002))

    found = LineFinder(notebook).line(printed)

    assert (found.number, found.precision) == (_line_of('"x = 1'), "block")


def test_words_that_occur_once_are_found_without_a_cell(notebook: str) -> None:
    once, twice = nodes.paragraph("", "Say"), nodes.paragraph("", "Some words")
    _document(notebook, (once, 9), (twice, 20))
    finder = LineFinder(notebook)

    assert (finder.line(once).number, finder.line(once).precision) == (_line_of("Say"), "exact")
    assert finder.line(twice).precision == "block"


def test_the_code_of_a_cell_in_markdown_is_below_its_fence(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# T\n\n```{code-cell}\na = 1\n```\n\n```{code-cell}\na = 1\n```\n", "utf-8")
    first, second = (nodes.literal_block("a = 1", "a = 1") for _ in range(2))
    _document(str(file), (first, 5), (second, 9))
    finder = LineFinder(str(file))

    assert [finder.line(node).number for node in (first, second)] == [4, 8]
