"""The stages that follow `judge`: locate assertions in sources, build the report, take its screenshots."""

import time
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from a11ycheck import __version__, browser
from a11ycheck.acceptance import PolicyResult
from a11ycheck.browser import Launcher, VisitPlan
from a11ycheck.cost import page_weight
from a11ycheck.evaluate import group, without_overlaps
from a11ycheck.model import Evaluation, Finding, Outcome, Page, Report, Tool
from a11ycheck.run.gate import Gate
from a11ycheck.run.gathered import Gathered
from a11ycheck.run.ignored import that_apply
from a11ycheck.run.located import locate_assertions
from a11ycheck.run.notices import list_notices
from a11ycheck.run.same_content import same_content_notices
from a11ycheck.run.selection import Selection
from a11ycheck.run.sites import LocatedSite
from a11ycheck.run.unjudged import find_unjudged, is_nothing_judged, unjudged_notices
from a11ycheck.signals import interruptible

if TYPE_CHECKING:
    from a11ycheck.browser import GridLauncher, ScreenshotRequest

__all__ = ["Stopwatch", "locate", "make_report", "take_screenshots"]

# More would make the report too large to send.
_MOST_SCREENSHOTS = 50


def locate(
    evaluation: Evaluation,
    selection: Selection,
    sites: Iterable[LocatedSite],
    audited: tuple[str, ...],
) -> tuple[Finding, ...]:
    """Return the findings, with the source location of each element that a source map knows.

    `audited` are the pages in their order. Locations come before grouping: what an author wrote in one file
    is another cause than the same markup in another file.
    """
    located = locate_assertions(evaluation.assertions, sites, audited)
    rules = {str(rule.id): rule for rule in selection.rules}
    kept = that_apply(without_overlaps(located, rules), selection.ignores)
    return group(kept, rules, audited)


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
    gate: Gate,
    stopwatch: Stopwatch,
) -> Report:
    """Return the report; AssertionError if a planned page is missing in it, which would be a bug."""
    audited = tuple(page.page for page in gathered.evidence)
    counted = len(audited) + len(gathered.skipped) + len(gathered.not_tested)
    if gathered.planned != counted:
        message = f"{gathered.planned} pages were planned, but {counted} are in the report"
        raise AssertionError(message)
    unjudged = find_unjudged(evaluation, selection)
    return Report(
        tool=Tool(
            name="a11ycheck", version=__version__, axe=gathered.axe, browser=gathered.browser
        ),
        targets=targets,
        variants=gathered.variants,
        fail_on=gate.fail_on,
        advisory=gate.advisory,
        required=gate.required,
        planned=gathered.planned,
        audited=audited,
        skipped=gathered.skipped,
        not_tested=gathered.not_tested,
        findings=accepted.findings,
        rule_errors=evaluation.errors,
        outcomes=evaluation.outcomes,
        notices=(
            *list_notices(gathered.notices, gathered.evidence),
            *same_content_notices(gathered.evidence),
            *unjudged_notices(unjudged, selection),
        ),
        shown={page.page: page.shown for page in gathered.evidence if page.shown is not None},
        unjudged=unjudged,
        nothing_judged=is_nothing_judged(unjudged, selection),
        uncollected=gathered.uncollected,
        weights=tuple(page_weight(page) for page in gathered.evidence if page.requests),
        fixed=accepted.fixed,
        rules_run=len(selection.rules),
        cached=gathered.cached,
        seconds=stopwatch.seconds,
        started=stopwatch.started.isoformat(timespec="seconds"),
        interrupted=gathered.interrupted,
    )


def take_screenshots(
    report: Report,
    pages: Iterable[Page],
    launcher: "Launcher | GridLauncher",
    plan: VisitPlan,
    *,
    allow_hosts: tuple[str, ...] = (),
) -> Mapping[str, bytes]:
    """Return WebP images of failed findings by fingerprint, at most 50, new findings first.

    Only the pages of these findings are visited, once each, even if their evidence is from the cache. On
    Ctrl-C, returns those taken until then.
    """
    by_path = {page.path: page for page in pages}
    failed = sorted(report.with_outcome(Outcome.FAILED), key=lambda finding: finding.known)
    requests = {finding.fingerprint: _request(finding, by_path) for finding in failed}
    wanted = [request for request in requests.values() if request is not None][:_MOST_SCREENSHOTS]
    images: dict[str, bytes] = {}
    if wanted:
        taken = browser.take_screenshots(wanted, launcher, plan, allow_hosts=allow_hosts)
        with suppress(KeyboardInterrupt), closing(taken), interruptible(after=0):
            for fingerprint, image in taken:
                images[fingerprint] = image  # noqa: PERF403 - keeps what was taken on Ctrl-C
    return images


def _request(finding: Finding, pages: Mapping[str, Page]) -> "ScreenshotRequest | None":
    """Return a request for the first location that has an element on a page."""
    for location in finding.locations:
        page = next((pages[name] for name in location.pages if name in pages), None)
        element = location.element
        if page is not None and element is not None and element.is_found_by_target:
            return browser.ScreenshotRequest(
                name=finding.fingerprint,
                page=page,
                target=element.target,
                variants=location.variants,
            )
    return None
