"""The first line of a report: whether the site passed the audit, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from a11ycheck.model import ExitCode, Impact, Report
from a11ycheck.reporters.i18n import plural, translate
from a11ycheck.reporters.text import count
from a11ycheck.reporters.triage import Triage, pages_of, triage_report

__all__ = [
    "Status",
    "StatusLine",
    "Tone",
    "exit_line",
    "gate_level",
    "is_by_impact",
    "status_line",
]


class Tone(StrEnum):
    """The colour of a status: good, bad, or no result."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """The result in a word or two; NOT TESTED wins over FAILED, as in the exit code."""

    PARTIAL = "PARTIAL"
    NOTHING = "NOTHING AUDITED"
    NOT_JUDGED = "NOTHING JUDGED"
    NOT_TESTED = "NOT TESTED"
    FAILED = "FAILED"
    PASSED = "PASSED"

    @property
    def tone(self) -> Tone:
        """Return the tone in which to show the status."""
        if self is Status.PASSED:
            return Tone.GOOD
        return Tone.BAD if self is Status.FAILED else Tone.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """A status, and the sentences that give its reasons."""

    status: Status
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        """Return the status line as text."""
        return f"{translate(self.status)}: {' '.join(self.sentences)}"


def status_line(report: Report) -> StatusLine:
    """Return the status of the whole report with its reasons."""
    if report.interrupted:
        status = Status.PARTIAL
    elif report.not_tested or report.rule_errors:
        status = Status.NOT_TESTED
    elif report.unchanged_since:
        status = Status.PASSED
    elif not report.audited:
        status = Status.NOTHING
    elif report.nothing_judged:
        status = Status.NOT_JUDGED
    else:
        status = Status.FAILED if report.gate else Status.PASSED
    return StatusLine(status=status, sentences=tuple(_sentences(report, status)))


def _sentences(report: Report, status: Status) -> Iterator[str]:
    pages = count(report.planned, "page")
    if report.interrupted:
        done = f"{len(report.audited):,}"
        yield translate("Stopped after {done} of {pages}.", done=done, pages=pages)
    elif number := len(report.not_tested):
        yield translate(
            "{number} of {pages} could not be tested.", number=f"{number:,}", pages=pages
        )
    if report.rule_errors:
        rules = count(len({error.rule for error in report.rule_errors}), "rule")
        if failed := {error.page for error in report.rule_errors if error.page}:
            where = count(len(failed), "page")
            yield translate("{rules} raised an error on {pages}.", rules=rules, pages=where)
        else:
            yield translate("{rules} raised an error.", rules=rules)
    found = triage_report(report)
    if report.audited:
        yield _findings(report, found)
    elif status in {Status.NOTHING, Status.PASSED}:
        yield _nothing(report)
    if found.known:
        known = plural(
            "{number} known finding is in the baseline",
            "{number} known findings are in the baseline",
            len(found.known),
        )
        fixed = plural("; {number} more is fixed", "; {number} more are fixed", found.fixed)
        yield f"{known}{fixed if found.fixed else ''}."
    elif found.fixed:
        one = "{number} finding of the baseline is fixed."
        yield plural(one, "{number} findings of the baseline are fixed.", found.fixed)


def _nothing(report: Report) -> str:
    if report.unchanged_since:
        return translate("No page changed since {revision}.", revision=report.unchanged_since)
    if report.skipped:
        one, many = "The only page was skipped.", "All {number} pages were skipped."
        return plural(one, many, len(report.skipped))
    return translate("There was no page to audit.")


def _findings(report: Report, found: Triage) -> str:
    if report.nothing_judged:
        where = count(len(report.audited), "page")
        return translate("No selected rule had anything to judge on {pages}.", pages=where)
    if found.failed:
        return f"{_failed(report, found)}{_gate(report, found)}."
    if found.has_baseline:
        sentence = "No new findings on {where}."
    else:
        sentence = "No failed findings on {where}." if found.review else "No findings on {where}."
    where = count(len(report.audited), "page")
    if report.variants:
        variants = count(len(report.variants), "variant")
        where = translate("{pages}, in {variants}", pages=where, variants=variants)
    return translate(sentence, where=where)


def _failed(report: Report, found: Triage) -> str:
    number = len(pages_of(found.failed))
    findings = count(len(found.failed), "new finding" if found.has_baseline else "finding")
    if not number:
        return translate("{findings} in the project's files", findings=findings)
    # A finding can be on a page that was not planned (a redirect): never "5 of 4 pages".
    pages = count(max(number, len(report.audited)), "page")
    shown = f"{number:,}"
    return translate(
        "{findings} on {number} of {pages}", findings=findings, number=shown, pages=pages
    )


def _gate(report: Report, found: Triage) -> str:
    gate = len(report.gate)
    if report.fail_on is None:
        return translate("; no impact fails the audit")
    if gate == len(found.failed):
        return ""
    if is_by_impact(report):
        if gate:
            return translate(", {number} {level}", number=f"{gate:,}", level=gate_level(report))
        return translate(", none {level}", level=gate_level(report))
    if gate:
        return plural(", {number} fails the audit", ", {number} fail the audit", gate)
    return translate(", none fails the audit")


def gate_level(report: Report) -> str:
    """Return the impact from which on findings fail the audit: "serious or worse"."""
    if report.fail_on is None:
        return ""
    level = translate(report.fail_on)
    is_worst = report.fail_on is Impact.CRITICAL
    return level if is_worst else translate("{impact} or worse", impact=level)


def is_by_impact(report: Report) -> bool:
    """Return whether the impact alone decides which findings fail the audit."""
    gate = report.gate
    level = report.fail_on.rank if report.fail_on else len(Impact)
    at_level = [item for item in triage_report(report).failed if item.impact.rank >= level]
    return len(at_level) == len(gate) and all(item.impact.rank >= level for item in gate)


def exit_line(report: Report) -> str:
    """Return the exit code with its reason."""
    code = report.exit_code
    reason = _exit_reason(report, code)
    return translate("Exit code {code}: {reason}", code=int(code), reason=reason)


def _exit_reason(report: Report, code: ExitCode) -> str:
    if code is ExitCode.NOT_TESTED:
        return _not_tested_reason(report)
    failed = len(triage_report(report).failed)
    rest = failed - len(report.gate)
    if code is ExitCode.FINDINGS:
        gate = len(report.gate)
        reason = plural(
            "{number} finding fails the audit", "{number} findings fail the audit", gate
        )
        reason += f" ({gate_level(report)})" if is_by_impact(report) else ""
        one, many = "; {number} other is only reported", "; {number} others are only reported"
        return f"{reason}{plural(one, many, rest) if rest else ''}."
    if rest:
        one, many = "{number} finding is only reported", "{number} findings are only reported"
        return f"{plural(one, many, rest)}; {_why_not(report)}."
    return translate("no finding fails the audit.")


def _why_not(report: Report) -> str:
    if report.fail_on is None:
        return translate("no impact fails the audit")
    return (
        translate("none of them is {level}", level=gate_level(report))
        if is_by_impact(report)
        else translate("best practices and budgets do not fail the audit")
    )


def _not_tested_reason(report: Report) -> str:
    if report.interrupted:
        return translate("the audit was interrupted.")
    if number := len(report.not_tested):
        return plural("{number} page was not tested.", "{number} pages were not tested.", number)
    if report.rule_errors:
        return translate("a rule raised an error.")
    if not report.audited:
        return translate("no page was audited.")
    return translate("no selected rule had anything to judge.")
