"""Markup: what goes, what stays byte for byte, and which pages are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from a11ycheck.web.html_tokens import tokenize
from furo_light.optimise.minify import minify_svg
from furo_light.optimise.parsed_page import parse_page
from furo_light.optimise.site_files import SkipFileError

if TYPE_CHECKING:
    from conftest import Lab


def _body(lab: Lab, body: str, head: str = "") -> str:
    """Return the body of a page after lightening."""
    site = lab.build({"index.html": lab.page(body, head)})
    done = lab.run(site)
    assert not done.skipped
    return (site / "index.html").read_text("utf-8").partition("<body>")[2].partition("</body>")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a</p>\n\n   <p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<p>a</p>    <p>b</p>", "<p>a</p> <p>b</p>"),
        ("<b>a</b>  <i>b</i>", "<b>a</b> <i>b</i>"),  # the space parts two words
        ('<p  class="x"\n   id=y >a</p >', '<p class="x" id=y>a</p >'),
        ("<br /><img alt='' />", "<br><img alt='' decoding=\"async\">"),
        ("<p>a</p><!-- a note to self --><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p>\n<!-- a note -->\n\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<p>a<!-- a note --></p>", "<p>a</p>"),
        # Sphinx writes field lists so; a parser puts in an empty paragraph.
        ("<ul><li><p>a</p>  </p></li></ul>", "<ul><li><p>a</p> </p></li></ul>"),
    ],
)
def test_what_nobody_gets_goes(lab: Lab, before: str, after: str) -> None:
    assert _body(lab, before) == after


@pytest.mark.parametrize(
    "markup",
    [
        "<p>two  spaces\n\n in a text</p>",
        "<pre>  a\n\n  <b>b</b>   <i>c</i></pre>",
        "<textarea>  a\n\n</textarea>",
        "<script>  var a;  </script>",
        '<script type="application/ld+json">{ "a":  1 }</script>',
        '<p style="white-space: pre-line"><b>a</b>  \n <b>b</b></p>',
        "<p contenteditable><b>a</b>   <b>b</b></p>",
        "<x-math><b>a</b>   <b>b</b></x-math>",
        "<svg><text>a</text>   <text>b</text></svg>",
        "<template><p>a</p>   <p>b</p></template>",
        "<p>a<!-- parts two texts -->b</p>",
        "<p>a <!-- parts two texts --> <b>b</b></p>",
        "<!--[if IE]><p>old</p><![endif]-->",
        "<!--# include file='x' -->",
        "<!-- Licence: MIT, some author -->",
        "<!-- ko if: shown --><p>a</p><!-- /ko -->",
        "<!--$--><p>a</p><!--/$-->",
        "<a href=a/b/>x</a>",
        "<ul><li>a<li>b</ul><p>no end tag",
        '<p title="a  >  b\n c">x</p>',
    ],
)
def test_what_somebody_gets_stays(lab: Lab, markup: str) -> None:
    assert _body(lab, markup) == markup


@pytest.mark.parametrize(
    "style",
    [
        ".poem{white-space:pre-wrap}",
        "p.poem, x{white-space:break-spaces}",
        ".poem:hover{white-space:pre}",
        "@media print{.poem{white-space:pre}}",
        "main{.poem{white-space:pre}}",
        "body{white-space:var(--how)}",
        ".poem:-vendor-thing(2n+1){white-space:pre}",
    ],
)
def test_white_space_that_a_stylesheet_keeps_stays(lab: Lab, style: str) -> None:
    markup = '<p class="poem"><b>a</b>\n   <b>b</b></p>'
    assert _body(lab, markup, f"<style>{style}</style>") == markup


def test_stylesheets_are_followed_through_imports(lab: Lab) -> None:
    head = '<link rel="stylesheet" href="css/a.css?v=1">'
    files = {
        "css/a.css": '@import "b.css";',
        "css/b.css": ".poem{white-space:pre}",
        "index.html": lab.page('<p class="poem"><b>a</b>   <b>b</b></p>', head),
    }
    site = lab.build(files)
    lab.run(site)
    assert "<b>a</b>   <b>b</b>" in (site / "index.html").read_text("utf-8")


def test_white_space_stays_where_a_stylesheet_is_not_at_hand(lab: Lab) -> None:
    head = '<link rel="stylesheet" href="https://cdn.example/a.css">'
    markup = "<p>a</p>    <p>b</p>"
    assert _body(lab, markup, head) == markup


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p><b>a</p>", "<b> on line 1 is not closed"),
        ("<table><p>a</p></table>", "<table> on line 1 is elsewhere in the parsed page"),
        ("<p>a</p></div>", "</div> on line 1 has no matching start tag"),
        ("<p>a</p><!-- open", "The file ends inside the comment"),
        ("<select><option>a<div>b</div></select>", ""),
    ],
)
def test_html_with_a_parse_error_is_left_unchanged_and_reported(
    lab: Lab, markup: str, said: str
) -> None:
    html = f"<!doctype html><html><head><title>T</title></head><body>   {markup}"
    site = lab.build({"index.html": html})
    done = lab.run(site)
    if said:
        assert (site / "index.html").read_text("utf-8") == html
        (left,) = done.skipped
        assert left.file == "index.html"
        assert left.reason.startswith("its HTML has a parse error")
        assert not left.reason.endswith(".")
        assert said in left.reason


def test_a_page_in_another_encoding_is_left_unchanged_and_reported(lab: Lab) -> None:
    data = '<!doctype html><meta charset="latin1"><title>é</title>  <p>é</p>'.encode("latin-1")
    site = lab.build({"index.html": data})
    done = lab.run(site)
    assert (site / "index.html").read_bytes() == data
    assert "is not UTF-8" in done.skipped[0].reason


def test_line_ends_and_byte_order_mark_stay(lab: Lab) -> None:
    html = "\ufeff<!doctype html>\r\n<title>T</title>\r\n<p>a\r\nb</p>\r\n"
    site = lab.build({"index.html": html})
    lab.run(site)
    data = (site / "index.html").read_bytes()
    assert data.startswith("\ufeff<!doctype html>".encode())
    assert b"a\r\nb" in data


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<br/>", "<a href='>'>", "<!-- x y z -->", "<!--", "-->"),
        *(
            "<",
            ">",
            '"',
            "'",
            "text",
            " ",
            "\n",
            "&amp;",
            "<script>",
            "</script>",
            "<svg>",
            "<path/>",
        ),
        *("</svg>", "<template>", "</template>", "<table>", "<tr>", "<td>", "</table>", "=", "/"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_tokens_are_the_whole_page_and_nothing_breaks_the_reader(text: str) -> None:
    assert "".join(text[token.start : token.end] for token in tokenize(text)) == text
    try:
        page = parse_page(text)
    except SkipFileError:
        return
    names = {token.name for number, token in enumerate(page.tokens) if number in page.elements}
    assert names <= {node.tag for node in page.elements.values()}


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n  <g>\n    <path d='M0 0'/>\n  </g>\n", "<g><path d='M0 0'/></g>"),
        ("<!-- Made by hand -->\n<g/>", "<g/>"),
        ("<text>  a  <tspan> b </tspan></text> <g/>", "<text>  a  <tspan> b </tspan></text><g/>"),
        ("<title> a </title>\n<desc> b </desc>", "<title> a </title><desc> b </desc>"),
        ("<style> a  {} </style>", "<style> a  {} </style>"),
        ('<g xml:space="preserve">  <g/>  </g>', '<g xml:space="preserve">  <g/>  </g>'),
        ("<metadata><r:a xmlns:r='x'>  <r:b/> </r:a></metadata>",) * 2,
        ("<!-- Copyright somebody --><g/>",) * 2,
    ],
)
def test_drawings_lose_only_what_is_not_drawn(before: str, after: str) -> None:
    assert minify_svg(SVG.format(before).encode()) == SVG.format(after).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"<svg><g>  </svg>",
        b"no XML",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">  <g/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg">  <text>é</text></svg>'.encode("latin-1"),
        '<svg xmlns="http://www.w3.org/2000/svg">  </svg>'.encode("utf-16"),
    ],
)
def test_drawings_that_cannot_be_read_for_sure_stay(data: bytes) -> None:
    assert minify_svg(data) == data


def test_drawings_mean_the_same_to_another_parser() -> None:
    markup = (
        "\n <defs>\n <!-- a b c -->\n <path id='p'/> </defs> <a href='#'> <text>é  x</text> </a>"
    )
    data = SVG.format(markup).encode()
    trees = [etree.fromstring(text) for text in (data, minify_svg(data))]
    shapes = [[(item.tag, dict(item.attrib)) for item in tree.iter("{*}*")] for tree in trees]
    assert shapes[0] == shapes[1]
