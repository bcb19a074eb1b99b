"""What a search finds: words in their many spellings, and files small enough to load."""

import json
import re

import brotli
import pytest

from furo_light.theme.search_index import FILE_SIZE, IndexedPage, build_index, normalised, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أمان", "امان"),  # alef with hamza and without
        ("إنترنت", "انترنت"),
        ("مدرسة", "مدرسه"),  # teh marbuta and heh
        ("على", "علي"),  # alef maksura and yeh
        ("کوردی", "كوردي"),  # Persian keheh and yeh, Arabic kaf and yeh
        ("مَدْرَسَة", "مدرسة"),  # vowel signs
        ("مـــدرسة", "مدرسة"),  # tatweel
        ("٢٠٢٦", "2026"),
        ("۲۰۲۶", "2026"),
        ("می\u200cروم", "میروم"),  # a joiner
        ("Café", "cafe"),
    ],
)
def test_spellings_are_one_word(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("ڕێز", "رێز"), ("دڵ", "دل"), ("کۆ", "کو"), ("a", "b")])
def test_other_letters_are_other_words(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_words_are_found_between_signs() -> None:
    assert list(words("Don't save_all (now)، 3,5؟")) == [
        "don",
        "t",
        "save_all",
        "save",
        "all",
        "now",
        "3",
        "5",
    ]


def test_the_article_is_no_part_of_a_word() -> None:
    assert list(words("الهاتف والهاتف بالهاتف للهاتف")) == ["هاتف"] * 4
    assert list(words("الله")) == ["الله"]


def test_scripts_without_spaces_are_cut_so_that_each_letter_begins_a_word() -> None:
    assert list(words("東京都")) == ["東京", "京都", "都"]
    assert list(words("水")) == ["水"]


def test_a_name_within_a_script_without_spaces_is_a_word() -> None:
    assert list(words("使用Python编程")) == ["使用", "用", "python", "编程", "程"]
    assert "sphinx" in words("ใช้Sphinxได้")


def content(script: str) -> object:
    found = re.fullmatch(r'furoLight\("\w+",(.*)\)', script, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_a_title_leads_to_its_page_and_section() -> None:
    page = IndexedPage(
        url="tea.html",
        title="Tea",
        intro="Boil.",
        sections=[("pot", "The pot")],
        text={"boil": 2},
    )
    index = build_index([page])
    assert content(index.files["w0.js"]) == {
        "boil": [[], [0]],
        "pot": [[1], []],
        "tea": [[0], []],
        "the": [[1], []],
    }
    assert content(index.files["u0.js"]) == [["tea.html", "Tea", "Boil."], [0, "The pot", "pot"]]


def test_the_fullest_page_comes_first() -> None:
    pages = [
        IndexedPage(url=f"{count}.html", title="x", intro="", text={"tea": count})
        for count in (1, 5, 3)
    ]
    assert content(build_index(pages).files["w0.js"])["tea"] == [[], [1, 2, 0]]  # type: ignore[index]


def test_a_large_index_is_split_and_a_word_stands_where_its_letters_lead() -> None:
    pages = [
        IndexedPage(
            url=f"page{at}.html",
            title=f"Title {at}",
            intro="Some words.",
            text={f"{first}{second}word{at}": 1 for first in "abcdefgh" for second in "xyz"}
            | {"all": 1},
        )
        for at in range(60)
    ]
    index = build_index(pages)
    starts = index.manifest["words"]
    assert starts == sorted(starts)
    assert 1 < len(starts) < 8
    assert len(index.manifest["units"]) == sum(name.startswith("u") for name in index.files)
    for name, script in index.files.items():
        assert len(script) < 1.5 * FILE_SIZE, name
    for at, (start, end) in enumerate(zip(starts, [*starts[1:], "\uffff"], strict=True)):
        assert all(start <= word < end for word in content(index.files[f"w{at}.js"]))  # type: ignore[attr-defined]
    assert index.manifest["common"] == ["all"]


def test_files_are_filled_by_what_travels() -> None:
    """Titles that resemble each other take many characters, and few bytes when they are compressed."""
    pages = [
        IndexedPage(
            url=f"guide/{at}.html",
            title=f"Rule {at}",
            intro="Every page of this folder begins with the same long words, " * 2,
        )
        for at in range(120)
    ]
    files = build_index(pages).files
    titles = [script.encode() for name, script in files.items() if name.startswith("u")]
    assert len(titles) == 1
    assert len(titles[0]) > 16_000
    assert len(brotli.compress(titles[0])) < 3_500


def test_files_are_full_whatever_letters_words_begin_with() -> None:
    letters = [chr(0x4E00 + at) for at in range(3000)]
    page = IndexedPage(url="a.html", title="x", intro="", text=dict.fromkeys(letters, 1))
    index = build_index([page])
    assert sum(name.startswith("w") for name in index.files) <= 5
