"""An audit visits what it has to, counts every page, and reports what it saw, Ctrl-C or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from a11ycheck.model import (
    ExitCode,
    NotTested,
    Page,
    Skipped,
    plain_message,
)
from a11ycheck.run.job import Progress
from pool_of_pages import Result, counts, evidence_of, failing


def test_clean_pages_make_a_clean_report(audit: Any) -> None:
    report, pool = audit(lambda pages: map(evidence_of, pages), "a.html", "b.html")

    assert counts(report) == (2, 2, 0, 0)
    assert report.exit_code is ExitCode.CLEAN
    assert report.tool.browser == "Chromium 156"
    assert report.variants == ("phone-light",)
    assert report.rules_run == 2
    assert [(item.page, item.wire_bytes, item.requests) for item in report.weights] == [
        ("a.html", 1000, 1),
        ("b.html", 1000, 1),
    ]
    assert pool.closed


def test_a_failure_is_a_finding(audit: Any) -> None:
    report, _ = audit(failing, "a.html")

    assert report.exit_code is ExitCode.FINDINGS
    (finding,) = report.findings
    assert (str(finding.rule), finding.pages) == ("image-alt", ("a.html",))


def test_pages_are_reported_in_their_own_order(audit: Any) -> None:
    names = ("c.html", "a.html", "b.html")

    report, _ = audit(lambda pages: map(evidence_of, pages[::-1]), *names)

    assert report.audited == names


def test_a_page_that_was_not_tested_wins_over_findings(audit: Any) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        yield evidence_of(pages[0], failed=True)
        yield NotTested(page=pages[1].path, reason=plain_message("the server sent nothing"))

    report, _ = audit(visits, "a.html", "b.html")

    assert counts(report) == (2, 1, 0, 1)
    assert report.exit_code is ExitCode.NOT_TESTED
    assert len(report.findings) == 1


def test_ctrl_c_gives_a_report_of_what_was_seen(audit: Any) -> None:
    def visits(pages: list[Page]) -> Iterator[Result]:
        yield evidence_of(pages[0], failed=True)
        raise KeyboardInterrupt

    report, pool = audit(visits, "a.html", "b.html", "c.html")

    assert counts(report) == (3, 1, 0, 2)
    assert report.interrupted
    assert report.exit_code is ExitCode.NOT_TESTED
    assert len(report.findings) == 1
    assert [item.page for item in report.not_tested] == ["b.html", "c.html"]
    assert {str(item.reason) for item in report.not_tested} == {
        "the audit was interrupted before it"
    }
    assert pool.closed


def test_ctrl_c_while_a_result_is_shown_ends_the_browsers(audit: Any) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.done == 1:
            raise KeyboardInterrupt

    report, pool = audit(
        lambda pages: map(evidence_of, pages), "a.html", "b.html", on_progress=interrupt
    )

    assert counts(report) == (2, 1, 0, 1)
    assert pool.closed


def test_a_bug_is_no_interruption(audit: Any) -> None:
    def visits(_pages: list[Page]) -> Iterator[Result]:
        message = "a bug"
        raise RuntimeError(message)
        yield

    with pytest.raises(RuntimeError, match="a bug"):
        audit(visits, "a.html")


def test_pages_without_a_result_before_the_run_are_counted(audit: Any) -> None:
    report, _ = audit(
        lambda pages: map(evidence_of, pages),
        "a.html",
        skipped=(Skipped(page="genindex.html", reason=plain_message("it is left out")),),
        not_tested=(NotTested(page="http://x/", reason=plain_message("no such host")),),
    )

    assert counts(report) == (3, 1, 1, 1)
    assert report.exit_code is ExitCode.NOT_TESTED


def test_progress_counts_up_to_what_was_planned(audit: Any) -> None:
    seen: list[Progress] = []

    audit(lambda pages: map(evidence_of, pages), "a.html", "b.html", on_progress=seen.append)

    assert [(item.page, item.done, item.planned) for item in seen] == [
        ("a.html", 1, 2),
        ("b.html", 2, 2),
    ]


def test_notices_of_pages_are_in_the_report(audit: Any) -> None:
    report, _ = audit(
        lambda pages: (
            evidence_of(page, notices=(plain_message("It called alert()."),)) for page in pages
        ),
        "a.html",
    )

    assert [(item.page, str(item.message)) for item in report.notices] == [
        ("a.html", "It called alert().")
    ]


def test_no_page_needs_no_browser(audit: Any) -> None:
    report, pool = audit(lambda _pages: ())

    assert counts(report) == (0, 0, 0, 0)
    assert pool.asked == []
