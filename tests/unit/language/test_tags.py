"""Language tags: the direction of their script, compared with CLDR, and which name the same language."""

from __future__ import annotations

import pytest
from babel import Locale, localedata
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.language import is_same_language, primary_subtag, script_of, text_direction
from a11ycheck.language.tags import ARABIC_SCRIPT


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"), ("AR-iq", "rtl"), ("ar_IQ", "rtl"), ("ckb", "rtl"), ("ckb-IQ", "rtl"),
        ("fa", "rtl"), ("he", "rtl"), ("ur-PK", "rtl"), ("syr", "rtl"), ("azb", "rtl"),
        ("ku-Arab", "rtl"), ("ku_Arab", "rtl"), ("ku-Arab-IQ", "rtl"), ("az-Arab", "rtl"),
        ("pa-Arab", "rtl"), ("pa", "ltr"), ("ar-Latn", "ltr"), ("ku-Latn", "ltr"), ("kmr", "ltr"),
        ("en", "ltr"), ("az", "ltr"), ("sd-Deva", "ltr"), ("de-1996", "ltr"), ("zh-Hant", "ltr"),
        ("uz_Cyrl", "ltr"), ("klingon", "ltr"), ("", "ltr"), ("ku", ""), ("ku-IQ", ""), ("KU", ""),
    ],
)  # fmt: skip
def test_a_language_tag_has_the_direction_of_its_script(tag: str, direction: str) -> None:
    assert text_direction(tag) == direction


def test_directions_are_those_of_cldr() -> None:
    horizontal = {"rtl", "ltr"}
    # A territory changes nothing: the languages are enough, and those with a script.
    names = {name for name in localedata.locale_identifiers() if not name[-2:].isupper()}
    known = {
        name: direction
        for name in names
        if (direction := Locale.parse(name).text_direction) in horizontal
        and primary_subtag(name) != "ku"
    }

    assert len(known) > 100
    assert {name: text_direction(name) for name in known} == known


def test_languages_in_arabic_script_are_those_of_cldr() -> None:
    likely = get_global("likely_subtags")
    known = {name: likely[name] for name in ARABIC_SCRIPT if name in likely}

    assert len(known) > 40
    assert {name for name, full in known.items() if "_Arab" not in full} == set()


@given(st.text())
def test_any_text_has_a_direction(tag: str) -> None:
    assert text_direction(tag) in {"rtl", "ltr", ""}
    assert script_of(tag) == script_of(tag.upper().lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("en", "en-GB"), ("ar", "arz"), ("ar-IQ", "acm"), ("fa", "prs"), ("no", "nb"), ("he", "iw"),
        ("ku", "ckb"), ("ku", "kmr"), ("ku-Arab", "ckb"), ("ku-Latn", "kmr"), ("sr", "hr"),
        ("id", "ms"), ("EN", "en"),
    ],
)  # fmt: skip
def test_one_language_may_have_two_tags(one: str, other: str) -> None:
    assert is_same_language(one, other)
    assert is_same_language(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("en", "fr"), ("ar", "ckb"), ("ar", "fa"), ("fa", "ckb"), ("kmr", "ckb"), ("ku", "ar"),
        ("ku-Latn", "ckb"), ("de", "nl"), ("en", "enm"), ("ur", "fa"),
    ],
)  # fmt: skip
def test_neighbours_are_not_the_same(one: str, other: str) -> None:
    assert not is_same_language(one, other)
    assert not is_same_language(other, one)
