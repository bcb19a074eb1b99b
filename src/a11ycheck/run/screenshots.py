"""Take screenshots of the findings in a report."""

from collections.abc import Iterable, Mapping
from contextlib import closing, suppress

from a11ycheck import browser
from a11ycheck.browser import Launcher, ScreenshotRequest, VisitPlan
from a11ycheck.model import Finding, Outcome, Page, Report

__all__ = ["take_screenshots"]

# More would make the report too large to send.
_MOST = 50


def take_screenshots(
    report: Report,
    pages: Iterable[Page],
    launcher: Launcher,
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
    wanted = [request for request in requests.values() if request is not None][:_MOST]
    images: dict[str, bytes] = {}
    if wanted:
        taken = browser.take_screenshots(wanted, launcher, plan, allow_hosts=allow_hosts)
        with suppress(KeyboardInterrupt), closing(taken):
            for fingerprint, image in taken:
                images[fingerprint] = image  # noqa: PERF403 - keeps what was taken on Ctrl-C
    return images


def _request(finding: Finding, pages: Mapping[str, Page]) -> ScreenshotRequest | None:
    """Return a request for the first location that has an element on a page."""
    for location in finding.locations:
        page = next((pages[name] for name in location.pages if name in pages), None)
        if page is not None and location.element is not None and location.element.target:
            return ScreenshotRequest(
                name=finding.fingerprint,
                page=page,
                target=location.element.target,
                variants=location.variants,
            )
    return None
