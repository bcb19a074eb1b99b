"""Pages that are not audited as others are: those that leave, those that are not HTML, and empty ones."""

from pathlib import Path
from typing import Any

import pytest

import a11ycheck
from a11ycheck import Config

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1></main>'
REFRESH = '<!doctype html><html lang="en"><meta http-equiv="refresh" content="{}">'
RULES = ("meta-refresh", "html-has-lang")


@pytest.mark.parametrize(
    ("content", "outcome"),
    [("0; url=other.html", "passed"), ("1; other.html", "failed")],
)
def test_a_page_that_its_refresh_leaves_is_judged_by_its_delay(
    content: str, outcome: str, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(
        f"{REFRESH.format(content)}<script>while (performance.now() < 1500);</script>", "utf-8"
    )
    (tmp_path / "other.html").write_text(PAGE, "utf-8")
    report = a11ycheck.audit([str(tmp_path)], Config(select=RULES, cache=False)).report

    assert report.audited == ("other.html",)
    assert [item.page for item in report.skipped] == ["page.html"]
    assert report.outcomes["page.html"] == {"meta-refresh": outcome}


def test_no_rule_applies_to_a_document_that_is_not_html(serve: Any, tmp_path: Path) -> None:
    (tmp_path / "data.xml").write_text("<data>Text</data>", "utf-8")
    url = f"{serve(tmp_path)}data.xml"
    report = a11ycheck.audit([url], Config(select=RULES, cache=False)).report

    assert [item.page for item in report.not_tested] == [url]
    assert set(report.outcomes[url].values()) == {"inapplicable"}


def test_an_svg_document_is_audited_without_errors(serve: Any, tmp_path: Path) -> None:
    (tmp_path / "drawing.xml").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" lang="en"><text y="20">Some text</text></svg>',
        "utf-8",
    )
    url = f"{serve(tmp_path)}drawing.xml"
    config = Config(select=("color-contrast", "svg-img-alt"), cache=False)
    report = a11ycheck.audit([url], config).report

    assert report.audited == (url,)
    assert not report.rule_errors


def test_empty_pages_are_audited_on_request(tmp_path: Path) -> None:
    page = '<!doctype html><title>Empty</title><body hidden><img src="a.png">'
    (tmp_path / "hidden.html").write_text(page, "utf-8")
    refused = a11ycheck.audit([str(tmp_path)], Config(select=RULES, cache=False)).report
    config = Config(select=RULES, cache=False, allow_empty=True)
    report = a11ycheck.audit([str(tmp_path)], config).report

    assert [item.page for item in refused.not_tested] == ["hidden.html"]
    assert report.audited == ("hidden.html",)
    assert report.outcomes["hidden.html"]["html-has-lang"] == "failed"
