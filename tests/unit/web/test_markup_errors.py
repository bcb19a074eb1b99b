"""Parse errors in the markup and in the encoding of a page, as data."""

import time
import warnings

import html5lib
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from a11ycheck.web.markup_errors import MAX_ERRORS, find_markup_errors, find_parse_errors
from a11ycheck.web.parse_errors import MESSAGES, ParseError
from work import executed_lines

HEAD = (
    '<!doctype html>\n<html lang="ar"><head><meta charset="utf-8"><title>T</title></head>\n<body>\n'
)
BODY_LINE = HEAD.count("\n") + 1

# Body, code, line and column of the error, its message.
MARKUP = [
    (
        "<div>\n<span>x\n</div>",
        "unclosed-before-end-tag",
        (5, 1),
        "<span> on line 5 is not closed before </div> on line 6.",
    ),
    (
        "<main>\n<div>x\n</body></html>",
        "unclosed-element",
        (4, 1),
        "<main> on line 4 is never closed.",
    ),
    (
        "<p>x</p>\n</section>",
        "stray-end-tag",
        (5, 1),
        "</section> on line 5 has no matching start tag.",
    ),
    (
        "<b><i>x</b></i>",
        "unclosed-before-end-tag",
        (4, 4),
        "<i> on line 4 is not closed before </b> on line 4.",
    ),
    ("<h2>x\n</h3>", "mismatched-heading", (4, 1), "<h2> on line 4 is closed by </h3> on line 5."),
    ("<div/>\n<p>x", "unclosed-element", (4, 1), "<div/> on line 4 is never closed."),
    (
        "<p><a href=x>x\n<ul></ul></a>",
        "unclosed-in-paragraph",
        (4, 4),
        "<a> on line 4 is still open where <ul> on line 5 closes its <p>.",
    ),
    (
        '<p>x</p>\n<p class="cut',
        "eof-in-tag",
        (5, 1),
        "The file ends inside the tag <p on line 5.",
    ),
    ("<p>x</p></di", "eof-in-tag", (4, 9), "The file ends inside the tag </di on line 4."),
    ("<p>x</p>\n<!-- cut", "eof-in-comment", (5, 1), "The file ends inside the comment on line 5."),
    ("<p><script>\nif (a", "eof-in-element", (4, 4), "The file ends inside <script> on line 4."),
    (
        "<svg><math></svg>\n</b>",
        "unclosed-before-end-tag",
        (4, 6),
        "<math> on line 4 is not closed before </svg> on line 4.",
    ),
]

VALID = """
<ul><li>a<li><p>b<li><div>c</div></ul>
<dl><div><dt>a<dd><p>b</div></dl>
<table><caption>c<colgroup><col><thead><tr><th>a<tbody><tr><td><p>b<td>c</table>
<p>One<p>Two<section><p>Three</section>
<select><optgroup label=a><option>1<option>2<optgroup label=b><option>3</select>
<ruby>a<rp>(<rt>b<rp>)</ruby>
<p>It's a > b && c <3 &copy; <br> <br/> <img src=x alt="a > b"> <input disabled>
<p title='a "quoted" <b>'>x</p> <a href=/a/b/>slash</a> <a href=it's>x</a>
<svg viewBox="0 0 1 1"><title>t</title><path d="M0"/><g><circle/></g></svg>
<svg><foreignObject><p>x</foreignObject></svg>
<math><mi>x</mi><mspace/></math>
<template><tr><td>x</template> <my-element><slot name=a></slot></my-element>
<script>document.write("</div><b>")</script><style>a::before { content: "<b>" }</style>
<script><!-- document.write("<script></script>") --></script>
<textarea></div><b></textarea> <!-- <div> --> <!----> <!--> <!-- a -- b -->
<details><summary><h2>x</h2></summary><p>y</details> <dialog open>x</dialog>
<video controls><source src=a><track src=b></video> <picture><source srcset=a><img alt="" src=b></picture>
<p><button><div>allowed to a browser</div></button></p>
<p>text<table><tr><td>x</table>
<?php echo ?> <!doctype html> <![CDATA[ x ]]>
<p><p>Sphinx writes nested paragraphs</p></p>
"""


@pytest.mark.parametrize(("body", "code", "at", "message"), MARKUP)
def test_an_error_in_the_markup_has_a_code_a_position_and_a_message(
    body: str, code: str, at: tuple[int, int], message: str
) -> None:
    html = HEAD + body
    error = find_parse_errors(html)[0]
    assert (error.code, (error.line, error.column), error.message) == (code, at, message)
    lines = html.split("\n")
    assert html[error.offset :] == "\n".join([lines[at[0] - 1][at[1] - 1 :], *lines[at[0] :]])


@pytest.mark.parametrize("body", [case[0] for case in MARKUP])
def test_every_error_is_a_parse_error_by_the_standard_too(body: str) -> None:
    """Ask a parser that follows the HTML standard to the letter."""
    parser = html5lib.HTMLParser()
    parser.parse(HEAD + body)
    assert [error for error in parser.errors if error[0][0] >= BODY_LINE]


def test_the_values_of_a_message_are_data() -> None:
    (error,) = find_parse_errors(HEAD + "<div>\n<span>x\n</div>")
    assert error.values == {"line": 5, "tag": "<span>", "other": "</div>", "other_line": 6}
    assert MESSAGES[error.code].format_map(error.values) == error.message


@pytest.mark.parametrize("line", VALID.strip().splitlines())
def test_what_html_lets_an_author_omit_is_no_error(line: str) -> None:
    assert find_parse_errors(HEAD + line) == ()


def test_a_valid_page_has_no_errors() -> None:
    assert find_parse_errors(HEAD + VALID + "</body></html>") == ()
    assert find_parse_errors(HEAD + "<DIV CLASS=a\n ID=b\n>x</DIV\n>") == ()


TAGS = ("div", "span", "b", "h2", "ul", "button", "section", "em", "textarea")
PIECES = (
    *(f"<{end}{tag}>" for tag in TAGS for end in ("", "/")),
    *("</h3>", "<li>", "<br>", "<a b='", "<!--", "-->", "x"),
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_any_markup_with_errors_has_parse_errors_by_the_standard(body: str) -> None:
    assume(find_parse_errors(HEAD + body))
    parser = html5lib.HTMLParser()
    parser.parse(HEAD + body)
    assert parser.errors


def test_the_number_of_errors_is_bounded() -> None:
    assert len(find_parse_errors(HEAD + "</b>" * 5000)) == MAX_ERRORS


HOSTILE = (
    *("<div>", "<p><button><div>", "</b>", "<a b='", "<!--", "<title>", "<b><p>", "</p>"),
    *("<h1></h2>", "<button><div>", "<svg>", "<svg></div>", "<a " + " " * 99),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_markup_takes_linear_work(piece: str) -> None:
    small, large = (
        executed_lines(lambda: find_parse_errors(piece * number + "<div></p></b>"))  # noqa: B023
        for number in (300, 1200)
    )
    assert large <= 4.2 * small


def test_a_large_hostile_page_takes_seconds_at_most() -> None:
    start = time.process_time()
    for piece in HOSTILE:
        find_parse_errors(piece * 20_000)
    assert time.process_time() - start < 30  # quadratic work would take hours


def _one(errors: tuple[ParseError, ...]) -> ParseError:
    (error,) = errors
    return error


def test_xhtml_must_be_well_formed() -> None:
    error = _one(
        find_markup_errors(b'<html xmlns="x"><body>\n<p>a<br></p></body></html>', xml=True)
    )
    assert (error.code, error.line) == ("malformed-xml", 2)
    assert "not well-formed XML" in error.message
    assert find_markup_errors(b"<html><body/></html>", xml=True) == ()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _one(find_markup_errors(b"<a>\n<b>", xml=True)).line == 2


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_errors_in_the_bytes_of_a_page_have_their_offset_in_bytes(start: str) -> None:
    data = (start + HEAD + "<p>مرحبا\n</section>").encode()
    error = _one(find_markup_errors(data))
    assert data[error.offset :] == b"</section>"
    assert (error.line, error.column) == (5, 1)


def test_every_code_has_an_idiomatic_message() -> None:
    assert all(code == code.lower() and " " not in code for code in MESSAGES)
