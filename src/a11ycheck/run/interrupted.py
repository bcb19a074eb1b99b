"""What is left of an interrupted run: its pages, as not tested; of a killed one, processes and files."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from a11ycheck import browser
from a11ycheck.collect import Collection
from a11ycheck.model import NotTested, Report, Shard
from a11ycheck.rules import axe_version
from a11ycheck.run.gathered import INTERRUPTED, Gathered, Measured
from a11ycheck.run.shard import pages_of_shard
from a11ycheck.web.atomic_files import remove_scratch_files

__all__ = ["nothing_measured", "remove_leftovers", "without_evidence", "without_verdicts"]


def remove_leftovers(cache: Path) -> None:
    """Remove what killed runs left: browsers, their scratch folders, and scratch files in the cache."""
    browser.remove_leftovers()
    remove_scratch_files(cache)


def nothing_measured(collection: Collection, shard: Shard | None) -> Measured:
    """Return the result of a run that was interrupted before its first page."""
    return Measured(
        pages=collection.pages,
        own=pages_of_shard((page.path for page in collection.pages), shard),
        results={},
        skipped=collection.skipped,
        not_tested=collection.not_tested,
        uncollected=collection.uncollected,
        axe=axe_version(),
        interrupted=True,
        shard=shard,
    )


def without_evidence(gathered: Gathered) -> Gathered:
    """Return the result of a run that was interrupted while its evidence was judged."""
    missed = _missed(page.page for page in gathered.evidence)
    return replace(
        gathered,
        evidence=(),
        partial=(),
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
