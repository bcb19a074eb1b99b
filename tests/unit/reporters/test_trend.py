"""The trend: a report compares itself with the one that it replaces."""

from __future__ import annotations

import html as escapes
import re
from collections.abc import Mapping
from dataclasses import replace

import lxml.html
import pytest

from a11ycheck.model import Report
from a11ycheck.reporters import Context, read_previous, render
from html_report import text_of

Samples = Mapping[str, Report]


def written(report: Report, context: Context | None = None) -> str:
    """Return what a report keeps for the next one."""
    text = render(report, "html", context=context)
    found = re.search(r'<meta name="a11ycheck-trend" content="([^"]*)">', text)
    assert found is not None
    return escapes.unescape(found[1])


def test_new_and_fixed_findings_are_counted_and_listed(samples: Samples) -> None:
    before = samples["page-findings"]
    after = replace(before, findings=before.findings[2:], started="2026-04-01T00:00:00+00:00")
    context = Context(previous=read_previous(written(before)))

    page = lxml.html.fromstring(render(after, "html", context=context))

    section = page.get_element_by_id("trend")
    assert "0 new and 2 fixed findings since the previous audit." in text_of(section)
    rows = [text_of(row) for row in section.xpath(".//tbody/tr")]
    assert [row.split(" UTC")[0] for row in rows] == ["2026-04-01 00:00", "2026-03-01 09:30"]
    assert len(page.xpath("//a[@href='#trend']")) == 2


def test_the_first_report_and_one_of_another_site_have_no_trend(samples: Samples) -> None:
    report = samples["page-findings"]
    other = replace(report, targets=("another",), started="2026-04-01T00:00:00+00:00")

    assert 'id="trend"' not in render(report, "html")
    context = Context(previous=read_previous(written(other)))
    assert 'id="trend"' not in render(report, "html", context=context)


def test_a_year_of_audits_is_kept_and_no_more(samples: Samples) -> None:
    report, context = samples["page-findings"], Context()
    for day in range(1, 29):
        report = replace(report, started=f"2026-02-{day:02}T00:00:00+00:00")
        context = Context(previous=read_previous(written(report, context)))

    assert context.previous is not None
    assert len(context.previous.audits) == 12
    assert context.previous.audits[-1].started.startswith("2026-02-28")


@pytest.mark.parametrize(
    "text",
    ["", "{}", "null", "[1]", "{", '{"targets": [], "audits": [], "fingerprints": []}', "\ud83d"],
)
def test_anything_else_is_no_previous_report(text: str) -> None:
    assert read_previous(text) is None
