"""Pages that try to make a report large: every format stays small, and every page is accounted for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import a11ycheck
from a11ycheck.config import Config
from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters import REPORTERS, Context, Style, render

pytestmark = pytest.mark.browser

MEGABYTE = 1_000_000
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>{}</title><main><h1>x</h1>{}'
LONG = "x" * 200_000
RULES = (
    *("image-alt", "link-name", "document-title", "valid-lang", "third-party-request"),
    *("html-parse-error", "duplicate-page-title", "part-lang-matches-text", "empty-link"),
)
PAGES = {
    "attributes": PAGE.format("Attributes", f'<img id="{LONG}" class="{LONG}" src="{LONG}">' * 2),
    "elements": PAGE.format(
        "Elements", "".join(f'<img id="i{at}{LONG[:3000]}">' for at in range(700))
    ),
    "title": PAGE.format(LONG, "<p>Text.</p>"),
    "dialogs": PAGE.format(
        "Dialogs",
        "<script>for (let n = 0; n < 100; n++) "
        "dispatchEvent(new CustomEvent('a11ycheck-dialog', {detail: n + 'x'.repeat(1e5)}));</script>",
    ),
    "markup": PAGE.format("Markup", f"</b{LONG}>" + "</b><i><u></i>" * 2_000),
    "requests": PAGE.format(
        "Requests",
        "<script>for (let n = 0; n < 300; n++) "
        "new Image().src = `http://h${n}.invalid/${n}${'x'.repeat(1e4)}`;</script>",
    ),
    "encoding": PAGE.format("Encoding", f'<meta charset="{LONG}">é'),
    "language": PAGE.format("Language", f'<p lang="{LONG}">x</p><a href="{LONG}">{LONG}</a>'),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("hostile")
    for name, source in PAGES.items():
        Path(folder / f"{name}.html").write_text(source, encoding="utf-8")
    config = Config(cache=False, jobs=1, variants=("phone-light",), select=RULES, timeout=60)
    return a11ycheck.audit([str(folder)], config).report


def test_every_page_is_accounted_for(report: Report) -> None:
    tested = {*report.audited, *(item.page for item in report.not_tested)}

    assert tested == {f"{name}.html" for name in PAGES}
    assert report.exit_code is not ExitCode.CLEAN
    assert "elements.html" in report.audited


@pytest.mark.parametrize("name", REPORTERS)
def test_no_page_makes_a_report_large(name: str, report: Report) -> None:
    text = render(report, name, context=Context(style=Style(verbose=True)))

    assert len(text.encode("utf-8")) < 8 * MEGABYTE


def test_what_is_not_listed_is_counted(report: Report) -> None:
    text = " ".join(render(report, "terminal", context=Context(style=Style(verbose=True))).split())

    assert re.search(r"\b2\d\d more elements are not listed", text)
    assert re.search(r"has \d{4} parse errors", text)
    assert "200 more blocked requests are not listed." in text
