"""Drafts of accessibility statements: what they must say, and what they must never say."""

import re
from pathlib import Path

import pytest

from a11ycheck.conformance import StatementDetails, draft_statement
from a11ycheck.errors import UserError
from a11ycheck.model import Report
from a11ycheck.reporters import render
from a11ycheck.reporters.json_v2 import read_report
from sample_reports import SAMPLES

CLAIM = re.compile(
    r"(?i)(?<!not )(?<!fully )\b(conforms|is accessible|fully conformant|complies)\b"
)


def draft(report: Report, folder: Path, **details: str) -> str:
    path = folder / "report.json"
    path.write_text(render(report, "json"), encoding="utf-8")
    return draft_statement(read_report(path), StatementDetails(**details))


def section(text: str, heading: str) -> str:
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"very-long", "many-locations"}))
def test_no_report_becomes_a_claim_of_conformance(name: str, tmp_path: Path) -> None:
    text = draft(SAMPLES[name], tmp_path)
    assert not CLAIM.search(text)
    assert "has not been assessed" in text or "does not fully conform" in text


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"very-long", "many-locations"}))
def test_each_failure_of_wcag_is_a_known_limitation(name: str, tmp_path: Path) -> None:
    text = draft(SAMPLES[name], tmp_path)
    failures = [
        finding
        for finding in SAMPLES[name].findings
        if finding.outcome == "failed" and finding.criteria
    ]
    limitations = section(text, "Known limitations")
    assert limitations.count("\n- ") == len(failures)
    assert ("does not fully conform" in section(text, "Conformance status")) == bool(failures)


def test_the_table_has_every_criterion_with_its_clause(tmp_path: Path) -> None:
    text = draft(next(iter(SAMPLES.values())), tmp_path)
    rows = [line for line in text.splitlines() if re.match(r"\| \d\.\d+\.\d+ ", line)]
    assert len(rows) == 55
    assert any("| 1.1.1 Non-text Content | A | 9.1.1.1 |" in row for row in rows)
    new = [row for row in rows if "| none |" in row]
    assert {row.split()[1] for row in new} == {
        "2.4.11",
        "2.5.7",
        "2.5.8",
        "3.2.6",
        "3.3.7",
        "3.3.8",
    }


def test_what_is_not_given_is_a_placeholder_and_what_is_given_is_no_markup(tmp_path: Path) -> None:
    text = draft(next(iter(SAMPLES.values())), tmp_path, site="<b>Docs</b>")
    assert "# Accessibility statement for \\<b\\>Docs\\</b\\>" in text
    assert "- Email: [email]" in text


@pytest.mark.parametrize("content", ["", "[]", '{"schema": "other"}'])
def test_a_file_that_is_no_report_is_named(content: str, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(str(path))):
        read_report(path)
