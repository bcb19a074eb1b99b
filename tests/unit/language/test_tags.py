"""Language tags: the direction of their script, compared with CLDR, and which name the same language."""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.resources import files

import pytest
from babel import Locale, localedata
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.language import (
    Fit,
    is_language_tag,
    is_same_language,
    judge_language,
    primary_subtag,
    script_of,
    text_direction,
    written_direction,
)
from a11ycheck.language.likely_scripts import likely_script, written_scripts
from a11ycheck.language.tags import ARABIC_SCRIPT

SCRIPT = re.compile("[A-Z][a-z]{3}")
TABLE = files("a11ycheck.language").joinpath("likely_scripts.txt")


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


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("pa-PK", "arab"),
        ("pa", ""),
        ("uz-AF", "arab"),
        ("uz-UZ", ""),
        ("az-IR", "arab"),
        ("kk-CN", "arab"),
        ("ug-KZ", "cyrl"),
        ("sd-IN", "deva"),
        ("hac", "arab"),
        ("aii", "syrc"),
        ("cld", ""),
        ("fil", ""),
    ],
)
def test_the_region_decides_the_script_of_some_languages(tag: str, script: str) -> None:
    assert script_of(tag) == script


@pytest.mark.parametrize(
    ("tag", "script", "direction"),
    [
        ("uz-AF", "latn", "ltr"),
        ("sd-IN", "arab", "rtl"),
        ("cld", "syrc", "rtl"),
        ("cld", "latn", "ltr"),
        ("ar", "latn", "rtl"),
        ("az-Latn", "arab", "ltr"),
        ("en", "arab", "ltr"),
        ("ku", "arab", ""),
        ("fa", "", "rtl"),
    ],
)
def test_letters_decide_where_a_language_is_written_in_both_directions(
    tag: str, script: str, direction: str
) -> None:
    assert written_direction(tag, script) == direction


@pytest.mark.parametrize("tag", ["english", "x-private", "e", "123", ""])
def test_what_names_no_language_is_no_language_tag(tag: str) -> None:
    assert not is_language_tag(tag)
    assert judge_language(tag, "A sentence in English, which is long enough.").fit is Fit.SAME


GALICIAN = (
    "O barril énchese coa auga da choiva, e a xente do lugar lévaa para regar as hortas no verán."
)


@pytest.mark.parametrize(
    ("tag", "larger", "text"),
    [
        (
            "gl",
            "pt",
            "O barril enche-se com a água da chuva, e os vizinhos regam as hortas com ela.",
        ),
        (
            "ast",
            "es",
            "El barril se llena con el agua de la lluvia y los vecinos riegan las huertas.",
        ),
        ("fy", "nl", "Het vat vult zich met regenwater en de buren geven er hun tuinen water mee."),
    ],
)
def test_a_neighbour_of_a_larger_language_is_doubtful_at_most(
    tag: str, larger: str, text: str
) -> None:
    assert judge_language(tag, text).fit is Fit.PERHAPS
    assert judge_language(larger, text).fit is Fit.SAME
    assert judge_language("de", text).fit is Fit.OTHER


def test_correct_galician_is_not_another_language() -> None:
    assert judge_language("gl", GALICIAN).fit in {Fit.SAME, Fit.PERHAPS}


def test_the_scripts_of_all_languages_are_those_of_cldr() -> None:
    subtags = get_global("likely_subtags")
    if f"Babel {version('babel')}." not in TABLE.read_text("utf-8"):
        pytest.skip("The table is of another version of Babel: run tools/likely_scripts.py.")

    for key, value in subtags.items():
        language, _, region = key.partition("_")
        if language != "und" and not SCRIPT.fullmatch(region):
            assert likely_script(language, region) == value.split("_")[1].lower(), key
        assert value.split("_")[1].lower() in written_scripts(value.split("_")[0])
