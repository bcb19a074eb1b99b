"""A fragment survives a rebuild, and distinguishes different elements."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from a11ycheck.evaluate.fingerprint import read_fragment
from a11ycheck.model import Element


def _fragment(html: str, text: str = "") -> Any:
    return read_fragment(Element(target=("x",), html=html, text=text))


@given(html=st.text(), text=st.text())
@example(html="<![foo", text="")
@example(html="<!", text="")
@example(html="<?php", text="")
@example(html="<p><![if IE]>x", text="\u202e\u2066")
@example(html="<a\x00b c\x00=d>", text="\x00")
@example(html="<a href='\ud83d'>", text="\udc00")
@example(html="</", text="")
@example(html="<a &#x110000; b='&#xD800;'>", text="")
def test_any_text_can_be_read(html: str, text: str) -> None:
    fragment = _fragment(html, text)

    assert fragment.whole.endswith(text)


MARKUP = (
    '<a class="reference internal" id="id7" href="{}guide/page.html?v=1{}" style="top: 1px"'
    ' aria-describedby="tip3" data-kind="x" title="Title">'
)


@pytest.mark.parametrize(
    ("html", "changed"),
    [
        ('<a id="id1" href="x.html">', '<a id="id2" href="x.html">'),
        ('<a href="x.html">', '<a href="../../x.html">'),
        ('<a href="x.html">', '<a href="./x.html">'),
        ('<script src="x.js?v=1">', '<script src="x.js?v=2">'),
        ('<a href="x.html#l1">', '<a href="x.html#l2">'),
        ('<p class="a b">', '<p  class=" a   b ">'),
        ('<p class="a" lang="en">', '<p lang="en" class="a">'),
        ('<input id="a" aria-labelledby="b">', '<input id="c" aria-labelledby="d">'),
        ('<label for="a">', '<label for="b">'),
        ('<p style="top: 1px">', '<p style="top: 2px">'),
    ],
)
def test_a_rebuild_does_not_change_the_fragment(html: str, changed: str) -> None:
    assert _fragment(html) == _fragment(changed)


@pytest.mark.parametrize(
    ("html", "other"),
    [
        ('<img src="a.png">', '<img src="b.png">'),
        ('<img src="x/a.png">', '<img src="y/a.png">'),
        ('<img alt="a">', '<img alt="b">'),
        ("<img>", "<input>"),
        ('<p class="a">', '<p class="b">'),
        ('<p lang="ar">', '<p lang="ckb">'),
        ('<p title="سڵاو">', '<p title="سلام">'),
        ('<input type="text">', '<input type="number">'),
    ],
)
def test_an_edit_by_an_author_changes_the_fragment(html: str, other: str) -> None:
    assert _fragment(html).whole != _fragment(other).whole


def test_text_distinguishes_elements_with_the_same_tag() -> None:
    assert _fragment("<a>", "here").whole != _fragment("<a>", "there").whole
    assert _fragment("<a>", "here").shape == _fragment("<a>", "there").shape


def test_the_shape_has_no_text_or_urls_and_the_look_only_class_and_role() -> None:
    one = _fragment('<a class="c" role="button" href="a" title="b" data-x="1">')
    other = _fragment('<a class="c" role="button" href="d" title="e" data-x="1">')
    plain = _fragment('<a class="c" role="button">')

    assert one.shape == other.shape != plain.shape
    assert one.look == other.look == plain.look


@given(length=st.integers(min_value=5, max_value=400))
def test_a_truncated_tag_is_read_as_far_as_it_goes(length: int) -> None:
    """Snippets end after some hundred characters; a data URL alone is longer than that."""
    one = f'<img class="photo" alt="" src="data:image/png;base64,AAAA{"x" * 400}">'[:length]
    other = f'<svg class="icon" role="img" aria-label="{"y" * 400}">'[:length]

    assert _fragment(one).whole != _fragment(other).whole
    assert _fragment(one).whole.startswith("<img")
    assert _fragment(other).whole.startswith("<svg")


def test_truncated_tags_that_differ_before_the_cut_stay_apart() -> None:
    start = '<img class="photo" src="data:image/png;base64,'

    assert _fragment(f"{start}AAAA{'x' * 300}").whole != _fragment(f"{start}BBBB{'x' * 300}").whole
