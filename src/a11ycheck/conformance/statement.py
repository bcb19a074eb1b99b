"""Drafts of an accessibility statement, from the JSON report of an audit.

The parts follow W3C's "Developing an Accessibility Statement"
(https://www.w3.org/WAI/planning/statements/), the table clause 9 of EN 301 549 V3.2.1 (2021-03), which
takes over WCAG 2.1. A draft never claims conformance: automatic tests cannot establish it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from a11ycheck.conformance.coverage import Coverage, CriterionCoverage, criteria_coverage
from a11ycheck.reporters.json_findings import FindingRecord
from a11ycheck.reporters.json_v2 import ReportRecord
from a11ycheck.rules import by_id

__all__ = ["StatementDetails", "draft_statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDetails:
    """What a report does not know; empty texts become placeholders in square brackets."""

    site: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    response_time: str = ""


def draft_statement(report: ReportRecord, details: StatementDetails) -> str:
    """Return the draft in Markdown."""
    rules = [rule for rule in map(by_id, report.rules) if rule is not None]
    coverage = criteria_coverage(rules)
    known = StatementDetails(
        **{
            item.name: getattr(details, item.name) or f"[{_label(item.name)}]"
            for item in fields(details)
        }
    )
    failures = [finding for finding in report.findings if _is_failure(finding)]
    lines = [
        *_opening(known),
        *_status(report, coverage, failures),
        *_feedback(known),
        *_technology(report),
        *_limitations(failures),
        *_assessment(report, known),
        *_results(report, coverage),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _label(field: str) -> str:
    return field.replace("_", " ")


def _is_failure(finding: FindingRecord) -> bool:
    """Return whether a finding is a failure of WCAG; accepting it with a reason does not change that."""
    return finding.outcome == "failed" and bool(finding.criteria)


def _opening(known: StatementDetails) -> Iterator[str]:
    yield f"# Accessibility statement for {_text(known.site)}"
    yield ""
    yield (
        "> Draft. Fill in what is in square brackets, do the manual tests of the table at the end, correct "
        "the text, and remove this paragraph. The draft does not claim conformance."
    )
    yield ""
    yield "## Measures to support accessibility"
    yield ""
    yield (
        f"{_text(known.organisation)} takes these measures to make {_text(known.site)} accessible: "
        "[measures, such as a policy, training, a person in charge, tests before each release]."
    )
    yield ""


def _status(
    report: ReportRecord, coverage: Iterable[CriterionCoverage], failures: list[FindingRecord]
) -> Iterator[str]:
    yield "## Conformance status"
    yield ""
    failed = {number for finding in failures for number in finding.criteria}
    by_hand = sum(item.coverage is not Coverage.AUTOMATIC for item in coverage)
    pages = report.summary.audited
    if failed:
        yield (
            f"The site does not fully conform to WCAG 2.2 level AA: automatic tests of "
            f"{_count(pages, 'page')} found failures of {_criteria(len(failed))}."
        )
    else:
        yield (
            f"Conformance to WCAG 2.2 level AA has not been assessed: automatic tests of "
            f"{_count(pages, 'page')} found no failure, but they cannot establish conformance."
        )
    yield f"{_criteria(by_hand)} of level A and AA also need manual tests."
    gaps = [
        f"{_count(len(report.not_tested), 'page')} could not be tested"
        if report.not_tested
        else "",
        "the audit was interrupted" if report.interrupted else "",
        f"only part {report.shard.index} of {report.shard.count} of the site was audited"
        if report.shard
        else "",
    ]
    if any(gaps):
        yield f"The audit is incomplete: {', '.join(filter(None, gaps))}."
    yield ""


def _feedback(known: StatementDetails) -> Iterator[str]:
    yield "## Feedback"
    yield ""
    yield "Tell us about barriers on this site:"
    yield ""
    yield f"- Email: {_text(known.email)}"
    yield f"- Phone: {_text(known.phone)}"
    yield f"- We answer within: {_text(known.response_time)}"
    yield ""


def _technology(report: ReportRecord) -> Iterator[str]:
    browser = report.tool.browser or "no browser"
    yield "## Compatibility and technical specifications"
    yield ""
    yield (
        f"The pages were audited in {_text(browser)}. "
        "Tested by people with: [browsers, screen readers, devices]."
    )
    yield "The site relies on HTML, CSS and [JavaScript, WAI-ARIA, SVG: keep what applies]."
    yield ""


def _limitations(failures: list[FindingRecord]) -> Iterator[str]:
    yield "## Known limitations"
    yield ""
    if not failures:
        yield "Automatic tests found no failure. [Limitations that manual tests found.]"
    for finding in failures:
        pages = max(item.page_count for item in finding.locations)
        criteria = ", ".join(finding.criteria)
        where = f"on {_count(pages, 'page')}" if pages else "in the sources"
        accepted = f" Accepted: {_text(finding.suppression.reason)}" if finding.suppression else ""
        yield (
            f"- {_text(finding.title)} ({criteria}): {_text(finding.message)}, {where}.{accepted} "
            "[Reason, alternative, and when it will be fixed.]"
        )
    yield ""


def _assessment(report: ReportRecord, known: StatementDetails) -> Iterator[str]:
    tool = report.tool
    axe = f" with axe-core {tool.axe}" if tool.axe else ""
    yield "## Assessment approach"
    yield ""
    yield (
        f"{_text(known.organisation)} assessed the site by self-evaluation: "
        f"{tool.name} {tool.version}{axe} audited {_count(report.summary.audited, 'page')} "
        f"in {_count(len(report.variants), 'variant')} "
        f"({', '.join(report.variants) or 'none'}). [Manual tests: by whom, with what, when.]"
    )
    yield ""
    yield f"Date of the automatic tests: {report.started[:10] or '[date]'}. Statement prepared on: [date]."
    yield ""
    yield "[Approval, and complaints procedure, where the law asks for them.]"
    yield ""


def _results(report: ReportRecord, coverage: Iterable[CriterionCoverage]) -> Iterator[str]:
    yield "## Results by success criterion"
    yield ""
    yield "EN 301 549 V3.2.1 has no clause for criteria that WCAG 2.2 added."
    yield ""
    yield "| WCAG 2.2 | Level | EN 301 549 | Automatic tests | Manual test |"
    yield "| --- | --- | --- | --- | --- |"
    for item in coverage:
        criterion = item.criterion
        clause = "none" if criterion.since == "2.2" else f"9.{criterion.number}"
        yield (
            f"| {criterion.number} {criterion.name} | {criterion.level} | {clause} | "
            f"{_automatic_result(report, item)} | {item.manual_test} |"
        )


def _automatic_result(report: ReportRecord, item: CriterionCoverage) -> str:
    if item.coverage is Coverage.MANUAL:
        return "not tested"
    about = [finding for finding in report.findings if item.criterion.number in finding.criteria]
    failed = sorted({finding.rule for finding in about if finding.outcome == "failed"})
    if failed:
        return f"failed: {', '.join(failed)}"
    review = sorted({finding.rule for finding in about})
    if review:
        return f"to review: {', '.join(review)}"
    ran = {rule.id for rule in item.rules}
    applied = {
        report.rules[index]
        for page in report.pages
        for index in (*page.outcomes.passed, *page.outcomes.failed, *page.outcomes.cant_tell)
    }
    return "no failure found" if ran & applied else "nothing to test"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _criteria(number: int) -> str:
    return "1 success criterion" if number == 1 else f"{number} success criteria"


def _text(text: str) -> str:
    """Return text as one line, with Markdown's characters escaped."""
    line = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_<>|#" else char for char in line)
