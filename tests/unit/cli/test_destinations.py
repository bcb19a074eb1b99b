"""Where reports go: an error of one destination or format costs no other report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from a11ycheck.cli.destinations import Destination, write_reports
from a11ycheck.cli.presentation import Presentation
from a11ycheck.model import Report
from a11ycheck.reporters import REPORTERS, Context
from sample_reports import SAMPLES


def broken(report: Report, context: Context) -> str:
    del report, context
    message = "a bug\n::error::forged"
    raise LookupError(message)


@pytest.fixture
def html_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = replace(REPORTERS["html"], render=broken)
    monkeypatch.setattr("a11ycheck.reporters.html.HTML", changed)


@pytest.mark.usefixtures("html_is_broken")
@pytest.mark.parametrize("printed", ["terminal", "html"])
def test_a_bug_in_one_format_costs_no_other_report(
    printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    destinations = [
        Destination(reporter=REPORTERS[name], path=None if name == printed else tmp_path / name)
        for name in REPORTERS
    ]

    is_complete = write_reports(SAMPLES["everything"], destinations, Presentation())

    assert not is_complete
    kept = {name for name in REPORTERS if name not in {"html", printed}}
    assert {path.name for path in tmp_path.iterdir()} == kept
    output = capsys.readouterr()
    assert ("NOT TESTED" in output.out) == (printed == "terminal")
    assert "LookupError: a bug" in output.err
    assert "The html report could not be made: this is a bug in a11ycheck." in output.err
    assert "\n::error" not in output.err
