"""Build the report of a run: the one place that does, for audits of pages, of a driver and of sources."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from a11ycheck import __version__
from a11ycheck.acceptance import PolicyResult
from a11ycheck.cost import page_weight
from a11ycheck.model import Evaluation, Impact, Report, Tool
from a11ycheck.run.job import Gathered
from a11ycheck.run.selection import Selection

__all__ = ["Stopwatch", "make_report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
    """The start of a run: the time of day, and that of a clock that is never set."""

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    clock: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.clock


def make_report(
    gathered: Gathered,
    evaluation: Evaluation,
    accepted: PolicyResult,
    *,
    selection: Selection,
    targets: tuple[str, ...],
    fail_on: Impact | None,
    stopwatch: Stopwatch,
) -> Report:
    """Return the report; AssertionError if a planned page is missing in it, which would be a bug."""
    audited = tuple(page.page for page in gathered.evidence)
    counted = len(audited) + len(gathered.skipped) + len(gathered.not_tested)
    if gathered.planned != counted:
        message = f"{gathered.planned} pages were planned, but {counted} are in the report"
        raise AssertionError(message)
    return Report(
        tool=Tool(
            name="a11ycheck", version=__version__, axe=gathered.axe, browser=gathered.browser
        ),
        targets=targets,
        variants=gathered.variants,
        fail_on=fail_on,
        planned=gathered.planned,
        audited=audited,
        skipped=gathered.skipped,
        not_tested=gathered.not_tested,
        findings=accepted.findings,
        rule_errors=evaluation.errors,
        outcomes=evaluation.outcomes,
        notices=gathered.notices,
        weights=tuple(page_weight(page) for page in gathered.evidence if page.requests),
        fixed=accepted.fixed,
        rules_run=len(selection.rules),
        cached=gathered.cached,
        seconds=stopwatch.seconds,
        started=stopwatch.started.isoformat(timespec="seconds"),
        interrupted=gathered.interrupted,
    )
