"""What is kept from left to right within text that runs from right to left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.language import runs
from furo_light.languages.right_to_left import with_direction, with_texts


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("بلغت 85% عام 2022 في العراق", ["85%"]),
        ("من 06:00–08:00 صباحا", ["06:00–08:00"]),
        ("تطبيق Data Saver (Android 7) هنا", ["Data Saver", "Android 7"]),
        ("https://iraq.iom.int/ar?x=1 و a.b@c.org", ["https://iraq.iom.int/ar?x=1", "a.b@c.org"]),
        ("حجم 30 kB، و 2,164 KB.", ["30 kB", "2,164 KB"]),
        ("بين 15–35 و -5 و C++", ["15–35", "-5", "C++"]),
        ("اتصل: +964 770 000 0000.", ["+964 770 000 0000"]),
        ("في 2022 2023", []),
        ("في 2026 Sphinx 9 و 85% Android", ["Sphinx 9", "85%", "Android"]),
        ("في 23 November 2026 هنا", ["23 November 2026"]),
        ("(2022) 3 صفحات", []),
        ("نص بلا شيء", []),
        ("ملف settings.ini، ثم", ["settings.ini"]),
        ("23/11/2026", ["23/11/2026"]),
        (".vitepress/dist", [".vitepress/dist"]),
        ("في ../docs/ و /a/b.html و ~/x", ["../docs/", "/a/b.html", "~/x"]),
        ("نص.English و(./src)", ["English", "./src"]),
        ("", []),
    ],
)
def test_runs(text: str, isolated: list[str]) -> None:
    assert [piece for piece, kept in runs(text) if kept] == isolated


@given(st.text(alphabet="ابجد 0123456789%+-.,:/()ABc\u2013\u00a0\n", max_size=60))
def test_pieces_make_the_text_again(text: str) -> None:
    assert "".join(piece for piece, _ in runs(text)) == text
    for piece, kept in runs(text):
        assert not kept or piece.strip() == piece


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<html lang="ar">', '<html dir="rtl" lang="ar">'),
        ('<html lang="ar" dir="auto">', '<html lang="ar" dir="auto">'),
        (
            "<!doctype html>\n<html>\n<p>&lt;html>",
            '<!doctype html>\n<html dir="rtl">\n<p>&lt;html>',
        ),
    ],
)
def test_a_page_says_which_way_it_runs(page: str, expected: str) -> None:
    assert with_direction(page) == expected


def test_fixed_words_of_furo_are_translated_only_where_there_are_words() -> None:
    page = '<title>Menu</title><button aria-label="Toggle site navigation sidebar">Menu</button>'

    assert ">Menu</button>" in with_texts(page, "ckb")
    assert "<title>لیستە</title>" in with_texts(page, "ckb")
    assert with_texts(page, "dv") == page
