"""A bug that the file of one page triggers costs that page, and its traceback is logged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from a11ycheck.model import ExitCode
from pool_of_pages import counts, evidence_of


def test_a_bug_in_reading_one_file_costs_that_page(
    audit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(f"<!doctype html><title>{name}</title>")

    def find(data: bytes, **_options: Any) -> tuple[()]:
        if b"a.html" in data:
            raise KeyError("item{x}")
        return ()

    monkeypatch.setattr("a11ycheck.run.page_files.find_encoding_errors", find)

    report, _ = audit(lambda pages: map(evidence_of, pages), "a.html", "b.html", folder=tmp_path)

    assert counts(report) == (2, 1, 0, 1)
    assert report.exit_code is ExitCode.NOT_TESTED
    (missed,) = report.not_tested
    assert missed.page == "a.html"
    assert str(missed.reason).endswith("(KeyError: 'item{x}')")
    assert "Traceback" in caplog.text
