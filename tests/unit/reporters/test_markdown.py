"""The Markdown report: for a comment on a pull request, below GitHub's limit, and inert."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from a11ycheck.model import Impact, Outcome, Report
from a11ycheck.reporters import Context, render
from hostile_report import HOSTILE_TEXTS, hostile_report

Samples = Mapping[str, Report]
LIMIT = 65_536
# All markup that the report itself makes.
OURS = re.compile(
    r"</?(?:code|details|summary|sub|a)>|<a href=\"https?://[^\"]*\">|^### |^- |^\*\*.*\*\*$|\||^[| -]+$",
    re.MULTILINE,
)


def markdown(report: Report, **context: str) -> str:
    return render(report, "markdown", context=Context(**context))  # type: ignore[arg-type]


def test_begins_with_the_status_and_ends_with_the_exit_code(report: Report) -> None:
    lines = markdown(report).splitlines()

    assert lines[0].startswith("### ")
    assert any(line.startswith("Exit code ") for line in lines[-4:])


def test_has_a_row_for_each_finding_that_fails(samples: Samples) -> None:
    report = samples["sources"]
    rows = [line for line in markdown(report).splitlines() if line.startswith("| <")]

    assert len(rows) == len(report.findings)
    assert "docs/guide/help&#46;md" not in rows[0]
    assert any("<code>docs/guide/help.md&#58;12</code>" in row for row in rows)


def test_what_does_not_fail_is_folded(samples: Samples) -> None:
    text = markdown(replace(samples["everything"], fail_on=Impact.CRITICAL))

    assert text.count("<details>") == text.count("</details>") == 2
    assert "these do not fail the audit" in text


def test_source_lines_are_links(samples: Samples) -> None:
    url = "https://github.com/a/b/blob/main/{file}#L{line}"

    text = markdown(samples["sources"], source_url=url)

    assert '<a href="https://github.com/a/b/blob/main/docs/guide/help.md#L12">' in text


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_text_of_pages_is_no_markup(name: str) -> None:
    text = markdown(hostile_report(HOSTILE_TEXTS[name]))
    rest = OURS.sub("", text)

    assert not re.search(r"[<>`*\[\]@!~\\]|https?://|www\.|\x1b", rest)
    assert not re.search(r"&(?!#\d+;)", rest)


def test_a_report_of_any_size_stays_below_the_limit(samples: Samples) -> None:
    report = samples["page-findings"]
    (first, *_) = [item for item in report.findings if item.outcome is Outcome.FAILED]
    found = tuple(
        replace(
            first,
            rule=f"rule-{number}",
            locations=(replace(first.locations[0], pages=(f"ü{'x' * 300}{number}.html",)),),
        )
        for number in range(3000)
    )

    text = markdown(replace(report, findings=found))

    assert len(text.encode()) < LIMIT
    assert "more findings" in text
