"""One browser for many tests: to start one takes longer than most visits."""

from dataclasses import dataclass, field, replace

from a11ycheck.browser import Launcher, ProbeRequest, Redirected, VisitPlan
from a11ycheck.browser.pool import Worker
from a11ycheck.browser.tab import Tab
from a11ycheck.model import NotTested, Page, PageEvidence
from loopback import Server

__all__ = ["Result", "SharedBrowser"]

Result = PageEvidence | NotTested | Redirected


@dataclass(slots=True)
class SharedBrowser:
    """One browser for many tests; a test that needs to harm a browser starts one of its own."""

    server: Server
    launcher: Launcher
    plan: VisitPlan
    _worker: Worker = field(init=False)
    _probes: tuple[ProbeRequest, ...] = ()

    def __post_init__(self) -> None:
        self._worker = Worker(self.launcher, self.plan)

    @property
    def tab(self) -> Tab:
        """The tab of the last visit."""
        assert self._worker._visitor is not None
        return self._worker._visitor.tab

    def visit(self, page: Page, plan: VisitPlan) -> Result:
        """Return what a visit gives; the plan may leave out probes, and add none."""
        self._worker._plan = replace(plan, probes=self.plan.probes)
        visitor = self._worker._visitor_for_page()
        if plan.probes != self._probes:
            # A tab has the probes of the plan with which it was opened.
            visitor.close_tab()
        self._probes = plan.probes
        visitor._plan = plan
        return self._worker.visit(page).result

    def close(self) -> None:
        self._worker.close()
