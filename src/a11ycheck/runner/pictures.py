"""Decide of what the report shows pictures: the first place of each fault, the new ones first."""

from collections.abc import Generator, Iterable

from a11ycheck.browser import Launcher, ScreenshotRequest, VisitPlan, take_screenshots
from a11ycheck.model import Finding, Outcome, Page, Report

__all__ = ["screenshots"]

# More would make the report too heavy to send, and nobody scrolls through more.
_MOST = 50


def screenshots(
    report: Report,
    pages: Iterable[Page],
    launcher: Launcher,
    plan: VisitPlan,
    *,
    allow_hosts: tuple[str, ...] = (),
) -> Generator[tuple[str, bytes], None, None]:
    """Yield fingerprint and WebP picture of failed findings, at most 50; suppressed ones need none.

    Only the pages of these findings are visited, once each, also where the evidence was kept from
    an earlier run.
    """
    by_path = {page.path: page for page in pages}
    failed = sorted(report.with_outcome(Outcome.FAILED), key=lambda finding: finding.known)
    requests = {finding.fingerprint: _request(finding, by_path) for finding in failed}
    wanted = [request for request in requests.values() if request is not None][:_MOST]
    if wanted:
        yield from take_screenshots(wanted, launcher, plan, allow_hosts=allow_hosts)


def _request(finding: Finding, pages: dict[str, Page]) -> ScreenshotRequest | None:
    for place in finding.places:
        if place.element is not None and place.element.target and place.page in pages:
            return ScreenshotRequest(
                name=finding.fingerprint,
                page=pages[place.page],
                target=place.element.target,
                variants=place.variants,
            )
    return None
