"""The HTML tokenizer, compared with html5lib, which follows the HTML standard state by state."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes
from hypothesis import example, given, settings
from hypothesis import strategies as st

from a11ycheck.web.elements import RAW_TEXT_ELEMENTS
from a11ycheck.web.html_tokens import Kind, Token, attributes, find_start_tags, tokenize

PIECES = (
    *("<", ">", "a", " ", "/", "=", '"', "'", "!", "-", "--", "?", "\n", "b", "=x", "x", "\u00a0"),
    *("<!--", "-->", "--!>", "<a ", "</a", "<br/>", "<p>", "</", "<!", "<!doctype html>", "&amp;"),
    *("<script>", "</script>", "<script", "<title>", "</title>", "<textarea>", "</textarea "),
    *("<style>", "</style>", "&copy", "&", ";", "&#65", "&notin", "lt", "<A B=C>"),
)
STATES = {"title": "rcdataState", "textarea": "rcdataState", "script": "scriptDataState"}


def expected(html: str) -> Iterator[tuple[Any, ...]]:
    """Yield the tags and comments of a page by html5lib."""
    names = {number: name for name, number in tokenTypes.items()}
    tokenizer = HTMLTokenizer(html)
    for token in tokenizer:
        match names[token["type"]]:
            case "StartTag" | "EmptyTag":
                name = token["name"]
                yield "start", name, dict(token["data"])
                if name in RAW_TEXT_ELEMENTS:
                    tokenizer.state = getattr(tokenizer, STATES.get(name, "rawtextState"))
            case "EndTag":
                yield "end", token["name"]
            case "Comment":
                yield ("comment",)


def found(html: str) -> Iterator[tuple[Any, ...]]:
    """Yield the tags and comments of a page by our tokenizer."""
    for token in tokenize(html):
        text = html[token.start : token.end]
        match token.kind:
            case Kind.START if token.is_complete:
                values = {name: item.value for name, item in attributes(html, token).items()}
                yield "start", token.name, values
            case Kind.END if token.is_complete:
                yield "end", token.name
            case Kind.COMMENT:
                yield ("comment",)
            case Kind.OTHER if text != "</>" and not text.lower().startswith("<!doctype"):
                yield ("comment",)


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("<a href=it's>b</a>")
@example("<!--> <p>")
@example("<a ==x =>b")
@example("<script><!-- write('<script></script>') --></script><p>")
@example("<script><!--> <script> </script><p>")
def test_tags_and_comments_are_those_of_the_standard(html: str) -> None:
    assert list(found(html)) == list(expected(html))


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_tokens_cover_the_whole_page(html: str) -> None:
    tokens = list(tokenize(html))
    assert "".join(html[token.start : token.end] for token in tokens) == html
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][: len(tokens)]


@pytest.mark.parametrize(
    ("html", "last"),
    [
        ("<p><a href='x>", Token(Kind.START, 3, 14, "a", is_complete=False)),
        ("<p></di", Token(Kind.END, 3, 7, "di", is_complete=False)),
        ("<p><!-- a", Token(Kind.COMMENT, 3, 9, is_complete=False)),
        ("<p><!doctype", Token(Kind.OTHER, 3, 12, is_complete=False)),
        ("<title>a</titl", Token(Kind.RAW, 7, 14, "title", is_complete=False)),
        ("<title>", Token(Kind.RAW, 7, 7, "title", is_complete=False)),
    ],
)
def test_a_token_that_the_page_ends_in_is_not_complete(html: str, last: Token) -> None:
    *_, token = tokenize(html)
    assert token == last


@pytest.mark.parametrize("html", ["<", "</", "a < b", "<3", "< p>"])
def test_a_less_than_sign_that_begins_no_tag_is_text(html: str) -> None:
    assert {token.kind for token in tokenize(html)} == {Kind.TEXT}


def test_attributes_have_the_spans_of_their_source() -> None:
    html = """<a HREF='?a=1&copy=2&amp;b' href=x disabled data-x = "y>z"/>"""
    (tag,) = tokenize(html)
    present = attributes(html, tag)
    assert tag.self_closing
    assert {name: item.value for name, item in present.items()} == {
        "href": "?a=1&copy=2&b",
        "disabled": "",
        "data-x": "y>z",
    }
    assert html[present["href"].start : present["href"].end] == "HREF='?a=1&copy=2&amp;b'"
    assert html[present["data-x"].start : present["data-x"].end] == 'data-x = "y>z"'


@pytest.mark.parametrize(
    ("html", "offsets"),
    [
        ("<a href=it's><b>", [0, 13]),
        ("<!--> <p>", [6]),
        ("<p title='<b>'>", [0]),
        ("<textarea><p></textarea><br>", [0, 24]),
        ("<SCRIPT><p></Script ><br>", [0, 21]),
        ("<p><i class='", [0]),
    ],
)
def test_start_tags_are_found_where_browsers_find_them(html: str, offsets: list[int]) -> None:
    assert find_start_tags(html) == offsets


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("<p><script></script ><p>")
@example("<a></a b='<p>'><!-- <p> --><p>")
def test_start_tags_are_those_of_the_tokenizer(html: str) -> None:
    tokens = [token for token in tokenize(html) if token.kind is Kind.START and token.is_complete]

    assert find_start_tags(html) == [token.start for token in tokens]


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<a ", "<a b='", "<a =", "<a/", "</", "<!", "<!--", "<!--a--", "<?", "<title>"),
        *("<script>x</script>", "<script><!--<script>", "<title>x</titl", "&"),
    ],
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    html = piece * (3_000_000 // len(piece))
    start = time.process_time()
    for _ in tokenize(html):
        pass
    # Under 2 s on a slow machine; quadratic work would take minutes.
    assert time.process_time() - start < 20
