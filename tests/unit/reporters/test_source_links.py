"""URLs of source lines and pages: filled, encoded, and never a script."""

from __future__ import annotations

import pytest

from a11ycheck.model import Precision, SourceLocation
from a11ycheck.reporters import Context
from a11ycheck.reporters.source_links import editor_link, page_link, source_link

TEMPLATE = "https://example.org/src/{file}#L{line}"


def source(file: str, line: int = 7, precision: Precision = Precision.EXACT) -> SourceLocation:
    return SourceLocation(file=file, line=line, precision=precision)


@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("docs/a.md", "https://example.org/src/docs/a.md#L7"),
        ("docs/a b#c?.md", "https://example.org/src/docs/a%20b%23c%3F.md#L7"),
        ('docs/"><x>.md', "https://example.org/src/docs/%22%3E%3Cx%3E.md#L7"),
        ("docs/{line}.md", "https://example.org/src/docs/%7Bline%7D.md#L7"),
    ],
)
def test_a_source_line_fills_the_template(file: str, url: str) -> None:
    assert source_link(source(file), Context(source_url=TEMPLATE)) == url


def test_where_no_line_is_known_the_file_is_linked() -> None:
    page = source("docs/a.md", 30, Precision.PAGE)

    assert source_link(page, Context(source_url=TEMPLATE)).endswith("a.md#L1")


@pytest.mark.parametrize("template", ["", "javascript:alert('{file}')", "data:text/html,{file}"])
def test_without_a_safe_template_there_is_no_link(template: str) -> None:
    context = Context(source_url=template, editor_url=template)

    assert source_link(source("a.md"), context) == ""
    assert editor_link(source("a.md"), context) == ""


def test_an_editor_gets_the_absolute_path() -> None:
    context = Context(editor_url="vscode://file{file}:{line}", root="/home/me/site/")

    assert (
        editor_link(source("docs/a b.md"), context) == "vscode://file/home/me/site/docs/a%20b.md:7"
    )


def test_pages_are_linked_by_their_url_or_beside_the_report() -> None:
    assert page_link("https://example.org/x", Context()) == "https://example.org/x"
    assert page_link("guide/x y.html", Context(page_url="../html/")) == "../html/guide/x%20y.html"
    assert page_link("guide/x.html", Context()) == ""
    assert (
        page_link("javascript:alert(1)", Context(page_url="../h/"))
        == "../h/javascript%3Aalert%281%29"
    )
