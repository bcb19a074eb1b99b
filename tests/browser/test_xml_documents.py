"""XHTML, as that of e-books, and drawings that are opened by themselves."""

from __future__ import annotations

from typing import Any

import pytest

import a11ycheck
from a11ycheck import Config, Report

pytestmark = pytest.mark.browser

CHAPTER = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{lang}" dir="rtl"><head>
<title>الفصل الأول</title></head><body><h1>الفصل الأول</h1>
<p>كان في القرية بئر قديمة، وكان أهلها يجلبون منها الماء كل صباح قبل طلوع الشمس.</p>
{part}</body></html>"""
ENGLISH = "<p{}>The people of the village fetched water from it every morning.</p>"
PAGES = {
    "marked.xhtml": CHAPTER.format(lang="ar", part=ENGLISH.format(' xml:lang="en"')),
    "unmarked.xhtml": CHAPTER.format(lang="ar", part=ENGLISH.format("")),
    "other.xhtml": CHAPTER.format(lang="en", part=""),
}
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><title>Wells of the village</title>
<a href="north.svg"><text y="20">North</text></a>
<a href="south.svg"><rect y="30" width="9" height="9"/></a></svg>"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("book")
    for name, source in PAGES.items():
        (folder / name).write_text(source, "utf-8")
    return a11ycheck.audit(
        [str(folder)], _config("lang-matches-text", "part-lang-matches-text")
    ).report


def _config(*rules: str) -> Config:
    return Config(select=rules, variants=("desktop-light",), cache=False)


def _failed(report: Report, page: str) -> set[str]:
    return {rule for rule, outcome in report.outcomes[page].items() if outcome == "failed"}


def test_a_part_has_the_language_that_xml_lang_declares(report: Report) -> None:
    assert _failed(report, "marked.xhtml") == set()
    assert _failed(report, "unmarked.xhtml") == {"part-lang-matches-text"}


def test_the_language_of_a_page_that_xml_lang_declares_is_compared_with_its_text(
    report: Report,
) -> None:
    assert "lang-matches-text" in _failed(report, "other.xhtml")


def test_a_drawing_that_is_opened_by_itself_is_audited(site: Any) -> None:
    address = site({"wells.svg": DRAWING})

    report = a11ycheck.audit(
        [f"{address}wells.svg"], Config(variants=("desktop-light",), cache=False)
    ).report

    assert [str(item.reason) for item in report.not_tested] == []
    [outcomes] = report.outcomes.values()
    assert outcomes["link-name"] == "failed"
