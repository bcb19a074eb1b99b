"""What is left of a run that was interrupted where it cannot be continued: its pages, as not tested."""

from collections.abc import Iterable
from dataclasses import replace

from a11ycheck.collect import Collection
from a11ycheck.model import NotTested, Report
from a11ycheck.rules import axe_version
from a11ycheck.run.job import INTERRUPTED, Gathered

__all__ = ["nothing_gathered", "without_evidence", "without_verdicts"]


def nothing_gathered(collection: Collection) -> Gathered:
    """Return the result of a run that was interrupted before its first page."""
    not_tested = (*collection.not_tested, *_missed(page.path for page in collection.pages))
    return Gathered(
        planned=len(collection.skipped) + len(not_tested),
        evidence=(),
        skipped=collection.skipped,
        not_tested=not_tested,
        uncollected=collection.uncollected,
        axe=axe_version(),
        interrupted=True,
    )


def without_evidence(gathered: Gathered) -> Gathered:
    """Return the result of a run that was interrupted while its evidence was judged."""
    missed = _missed(page.page for page in gathered.evidence)
    return replace(
        gathered,
        evidence=(),
        not_tested=(*gathered.not_tested, *missed),
        cached=0,
        interrupted=True,
    )


def without_verdicts(report: Report) -> Report:
    """Return the report of a run that was interrupted while its report was rendered."""
    return replace(
        report,
        audited=(),
        not_tested=(*report.not_tested, *_missed(report.audited)),
        findings=(),
        rule_errors=(),
        notices=(),
        weights=(),
        fixed=(),
        outcomes={},
        cached=0,
        interrupted=True,
    )


def _missed(pages: Iterable[str]) -> tuple[NotTested, ...]:
    return tuple(NotTested(page=page, reason=INTERRUPTED) for page in pages)
