"""The terminal report: one screen, one line per finding, what to fix first, and the exit code last."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from rich.cells import cell_len

from a11ycheck.model import Impact, Outcome, Report
from a11ycheck.reporters import Context, Style, render

Samples = Mapping[str, Report]
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def terminal(report: Report, **style: object) -> str:
    context = Context(style=Style(**style))  # type: ignore[arg-type]
    return render(report, "terminal", context=context)


def large(report: Report) -> Report:
    """Return a report with hundreds of findings of several rules on as many pages."""
    samples = [item for item in report.findings if item.outcome is Outcome.FAILED]
    found = tuple(
        replace(
            item,
            rule=f"{item.rule}-{number % 7}",
            locations=tuple(
                replace(location, pages=(f"page-{number}.html",)) for location in item.locations
            ),
        )
        for number in range(200)
        for item in samples
    )
    return replace(report, findings=found)


@pytest.mark.parametrize(
    "name",
    ["empty", "clean", "page-findings", "sources", "baseline", "below-the-gate", "everything"],
)
def test_looks_as_agreed(
    name: str, samples: Samples, matches_snapshot: Callable[[str, str], None]
) -> None:
    matches_snapshot(terminal(samples[name]), f"terminal-{name}")


def test_every_report_fits_on_a_screen(report: Report) -> None:
    assert len(terminal(report).splitlines()) <= 60
    assert len(terminal(large(report)).splitlines()) <= 60
    assert len(terminal(large(report), width=60, clips=True).splitlines()) <= 60


def test_the_last_line_explains_the_exit_code(report: Report) -> None:
    last = " ".join(terminal(report, width=300).splitlines()[-1:])

    assert last.startswith(f"Exit code {int(report.exit_code)}: ")


def test_what_fails_the_audit_comes_first_and_the_worst_of_it(samples: Samples) -> None:
    report = replace(samples["everything"], fail_on=Impact.SERIOUS)
    lines = terminal(report).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("FIX FIRST"))
    other = next(number for number, line in enumerate(lines) if line.startswith("ALSO FOUND"))
    rules = {finding.rule for finding in report.gate}

    assert first < other
    assert all(line.split()[1] in rules for line in lines[first + 1 : other - 1])


def test_files_that_a_page_lost_come_before_what_follows_from_them(samples: Samples) -> None:
    report = samples["page-findings"]
    minor = replace(report.findings[-1], rule="resource-not-found", impact=Impact.MINOR)
    lines = terminal(replace(report, findings=(*report.findings, minor))).splitlines()

    first = next(number for number, line in enumerate(lines) if line.startswith("FIX FIRST"))
    assert lines[first + 1].split()[1] == "resource-not-found"


def test_a_finding_is_one_line_with_its_source_rule_message_and_pages(samples: Samples) -> None:
    lines = terminal(samples["sources"]).splitlines()

    assert any(re.fullmatch(r"  docs/\S+:\d+ [a-z-]+ .+", line) for line in lines)
    theme = terminal(samples["theme-finding"])
    assert re.search(
        r"^  index\.html button-name .+ \(41 pages\)$|41 pages\)$", theme, re.MULTILINE
    )


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_of_a_terminal_is_too_wide(width: int, report: Report) -> None:
    for line in terminal(report, width=width, clips=True).splitlines():
        assert cell_len(line) <= width


def test_a_pipe_cuts_no_message(samples: Samples) -> None:
    report = samples["page-findings"]

    shown = terminal(report)
    assert "…" not in shown
    for finding in report.findings:
        # axe's sentence on contrast is reported in fewer words.
        expected = finding.message
        if finding.rule == "color-contrast":
            expected = "Contrast is 2.32:1 (#aaaaaa on #ffffff); expected 4.5:1"
        assert expected in shown


def test_verbose_is_the_full_report(report: Report) -> None:
    full = render(report, "full", context=Context(style=Style(verbose=True)))

    assert terminal(report, verbose=True) == full


def test_quiet_leaves_out_all_but_findings_and_the_exit_code(samples: Samples) -> None:
    text = terminal(samples["everything"], quiet=True)

    for title in ("NOTICES", "REVIEW BY HAND", "SUPPRESSED", "planned", "heaviest"):
        assert title not in text
    assert "FIX FIRST" in text
    assert text.splitlines()[-1].startswith("Exit code 2: ")


def test_statistics_count_the_findings_of_each_rule(samples: Samples) -> None:
    report = samples["page-findings"]
    lines = terminal(report, statistics=True).splitlines()

    for rule in {finding.rule for finding in report.findings}:
        number = sum(finding.rule == rule for finding in report.findings)
        assert any(re.match(rf" *{number}  \w+ +{rule}  ", line) for line in lines)


def test_content_is_not_read_as_markup(samples: Samples) -> None:
    text = ANSI.sub("", terminal(samples["hostile"], colour=True))

    assert "[bold red]not markup[/bold red]" in text


@pytest.mark.parametrize("form", ["terminal", "concise", "full"])
def test_colour_changes_no_word(form: str, report: Report) -> None:
    plain = render(report, form)
    coloured = render(report, form, context=Context(style=Style(colour=True)))

    assert ANSI.sub("", coloured) == plain


def test_concise_has_one_line_for_each_failed_finding(samples: Samples) -> None:
    report = samples["everything"]
    failed = [item for item in report.with_outcome(Outcome.FAILED) if not item.known]
    lines = render(report, "concise").splitlines()

    assert len(lines) == len(failed) + len(report.not_tested) + len(report.rule_errors) + 1
    assert all(re.match(r"\S+ [a-z-]+ \S", line) for line in lines[: len(failed)])
    assert "Exit code 2: " in lines[-1]
