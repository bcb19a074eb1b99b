"""The first line of a report: whether the site passed the audit, and why not."""

from dataclasses import dataclass
from enum import StrEnum

from a11ycheck.model import Impact, Report
from a11ycheck.reporters.i18n import plural, translate
from a11ycheck.reporters.text import count
from a11ycheck.reporters.triage import Triage, pages_of, triage_report

__all__ = ["Status", "StatusLine", "Tone", "status_line"]


class Tone(StrEnum):
    """The colour of a status: good, bad, or no result."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """The result in a word or two; NOT TESTED wins over FAILED, as in the exit code."""

    PARTIAL = "PARTIAL"
    NOTHING = "NOTHING AUDITED"
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
    status = _status(report)
    found = triage_report(report)
    sentences = (
        _interrupted(report),
        _not_tested(report),
        _rule_errors(report),
        _findings(report, found, status),
        _baseline(found),
    )
    return StatusLine(status=status, sentences=tuple(filter(None, sentences)))


def _status(report: Report) -> Status:
    if report.interrupted:
        return Status.PARTIAL
    if report.not_tested or report.rule_errors:
        return Status.NOT_TESTED
    if not report.audited:
        return Status.NOTHING
    return Status.FAILED if report.gate else Status.PASSED


def _interrupted(report: Report) -> str:
    if not report.interrupted:
        return ""
    pages = count(report.planned, "page")
    return translate(
        "Stopped after {done} of {pages}.", done=f"{len(report.audited):,}", pages=pages
    )


def _not_tested(report: Report) -> str:
    number = len(report.not_tested)
    # The pages that an interrupted audit did not reach are in its own sentence.
    if not number or report.interrupted:
        return ""
    pages = count(report.planned, "page")
    return translate("{number} of {pages} could not be tested.", number=f"{number:,}", pages=pages)


def _rule_errors(report: Report) -> str:
    if not report.rule_errors:
        return ""
    rules = count(len({error.rule for error in report.rule_errors}), "rule")
    pages = {error.page for error in report.rule_errors if error.page}
    if not pages:
        return translate("{rules} raised an error.", rules=rules)
    return translate(
        "{rules} raised an error on {pages}.", rules=rules, pages=count(len(pages), "page")
    )


def _findings(report: Report, found: Triage, status: Status) -> str:
    if not report.audited:
        return _nothing_audited(report) if status is Status.NOTHING else ""
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


def _nothing_audited(report: Report) -> str:
    if not report.skipped:
        return translate("There was no page to audit.")
    one, many = "The only page was skipped.", "All {number} pages were skipped."
    return plural(one, many, len(report.skipped))


def _failed(report: Report, found: Triage) -> str:
    pages = len(pages_of(found.failed))
    # A finding can be on a page that was not planned (a redirect): never "5 of 4 pages".
    total = max(pages, len(report.audited))
    findings = count(len(found.failed), "new finding" if found.has_baseline else "finding")
    if not pages:
        return translate("{findings} in the project's files", findings=findings)
    return translate(
        "{findings} on {number} of {pages}",
        findings=findings,
        number=f"{pages:,}",
        pages=count(total, "page"),
    )


def _gate(report: Report, found: Triage) -> str:
    gate = len(report.gate)
    if report.fail_on is None:
        return translate("; no impact fails the audit")
    if gate == len(found.failed):
        return ""
    level = translate(report.fail_on)
    if report.fail_on is not Impact.CRITICAL:
        level = translate("{impact} or worse", impact=level)
    return (
        translate(", {number} {level}", number=f"{gate:,}", level=level)
        if gate
        else translate(", none {level}", level=level)
    )


def _baseline(found: Triage) -> str:
    if found.known:
        known = plural(
            "{number} known finding is in the baseline",
            "{number} known findings are in the baseline",
            len(found.known),
        )
        fixed = plural("; {number} more is fixed", "; {number} more are fixed", found.fixed)
        return f"{known}{fixed if found.fixed else ''}."
    if found.fixed:
        one = "{number} finding of the baseline is fixed."
        return plural(one, "{number} findings of the baseline are fixed.", found.fixed)
    return ""
