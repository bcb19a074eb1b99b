"""A page whose own stylesheet is missing is not judged by how it looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.browser.stylesheet_failures import NO_OWN
from a11ycheck.evaluate import judge
from a11ycheck.model import NotTested, Outcome, PageEvidence
from a11ycheck.rules import by_id

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Links</title>
<link rel="stylesheet" href="style.css"><main><h1>Links</h1>
<ul><li><a href="a.html">A</a></li><li><a href="b.html">B</a></li><li><a href="c.html">C</a></li></ul>
<img src="gone.png" alt="Logo" width="10" height="10"></main></html>"""
RULES = ("target-size", "resource-not-found", "image-alt")


def _judged(site: Any, outcome_of: Any, files: dict[str, str]) -> Any:
    evidence = outcome_of(f"{site({'index.html': PAGE, **files})}index.html", *RULES)
    assert isinstance(evidence, PageEvidence), evidence
    return judge([replace(evidence, page="index.html")], [by_id(rule) for rule in RULES], {})


def test_without_its_stylesheet_only_the_missing_files_are_reported(
    site: Any, outcome_of: Any
) -> None:
    found = _judged(site, outcome_of, {})

    assert {item.rule for item in found.assertions} == {"resource-not-found"}
    texts = sorted(item.messages[0].values["path"].rpartition("/")[2] for item in found.assertions)
    assert texts == ["gone.png", "style.css"]
    assert found.outcomes["index.html"]["image-alt"] is Outcome.PASSED
    assert "target-size" not in found.outcomes["index.html"]


def test_with_its_stylesheet_layout_is_judged(site: Any, outcome_of: Any) -> None:
    found = _judged(site, outcome_of, {"style.css": "h1 { color: black }"})

    assert {item.rule for item in found.assertions} == {"resource-not-found", "target-size"}


OTHERS = {
    "for print": '<link rel="stylesheet" media="print" href="style.css">',
    "alternate": '<link rel="alternate stylesheet" title="Big" href="style.css">',
    "one of two": '<link rel="stylesheet" href="style.css"><link rel="stylesheet" href="there.css">',
}


@pytest.mark.parametrize("links", OTHERS.values(), ids=OTHERS)
def test_layout_is_judged_where_readers_get_the_other_styles(
    site: Any, outcome_of: Any, links: str
) -> None:
    page = PAGE.replace('<link rel="stylesheet" href="style.css">', links)
    files = {"index.html": page, "there.css": "h1 { color: black }"}
    evidence = outcome_of(f"{site(files)}index.html", *RULES)

    found = judge([replace(evidence, page="index.html")], [by_id(rule) for rule in RULES], {})

    assert "target-size" in {item.rule for item in found.assertions}
    assert not any(NO_OWN.id == notice.id for notice in evidence.notices)


BLOCKED = {
    "of another host": '<link rel="stylesheet" href="https://cdn.example.com/style.css">',
    "imported": '<style>@import url("https://cdn.example.com/style.css")</style>',
    "generated": '<script src="https://cdn.example.com/npm/@tailwindcss/browser"></script>',
    "beside a few rules of its own": """<link rel="stylesheet" href="https://cdn.example.com/style.css">
        <style>.hero { color: black }</style>
        <div class="container"><p class="hero">Help</p></div><p><a class="btn dark" href="d">D</a></p>""",
    "of the host of the canonical URL": """<link rel="canonical" href="https://cdn.example.com/a/">
        <link rel="stylesheet" href="https://cdn.example.com/style.css">""",
}


@pytest.mark.parametrize("head", BLOCKED.values(), ids=BLOCKED)
def test_a_page_whose_only_stylesheet_is_blocked_is_not_tested(
    site: Any, outcome_of: Any, head: str
) -> None:
    """What its readers see is not what the browser shows."""
    page = PAGE.replace('<link rel="stylesheet" href="style.css">', head)

    found = outcome_of(f"{site({'index.html': page})}index.html", *RULES)

    assert isinstance(found, NotTested)
    assert "--allow-host cdn.example.com" in str(found.reason)


CLASSES = """<style>
@import url("there.css");
.md\\:row { color: black }
@media screen { .card { color: black } }
</style>
<div class="row hook"><p class="md:row card">Help</p><p class="js-one js-two">Text</p></div>"""
STYLED = {
    "classes that are mentioned in its own": CLASSES,
    "style element": "<style>h1 { color: black }</style>",
    "own stylesheet": '<link rel="stylesheet" href="there.css">',
    "adopted stylesheet": """<script>
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("h1 { color: black }");
        document.adoptedStyleSheets = [sheet];
        </script>""",
}


@pytest.mark.parametrize("head", STYLED.values(), ids=STYLED)
def test_a_page_with_other_styles_is_judged(site: Any, outcome_of: Any, head: str) -> None:
    link = '<link rel="stylesheet" href="https://cdn.example.com/style.css">'
    page = PAGE.replace('<link rel="stylesheet" href="style.css">', link + head)
    files = {"index.html": page, "there.css": "h1 { color: black } .row { color: black }"}

    evidence = outcome_of(f"{site(files)}index.html", *RULES)

    assert isinstance(evidence, PageEvidence), evidence
    assert not any(NO_OWN.id == notice.id for notice in evidence.notices)


def test_a_page_does_without_the_fonts_of_another_host(site: Any, outcome_of: Any) -> None:
    fonts = '<link rel="stylesheet" href="https://fonts.example.com/css?family=Noto">'
    page = PAGE.replace('<link rel="stylesheet" href="style.css">', fonts)

    assert isinstance(outcome_of(f"{site({'index.html': page})}index.html", *RULES), PageEvidence)


def test_a_notice_says_what_was_not_judged(site: Any, outcome_of: Any) -> None:
    evidence = outcome_of(f"{site({'index.html': PAGE})}index.html", *RULES)

    assert NO_OWN.id in {notice.id for notice in evidence.notices}
