"""One browser for many tests: to start one takes longer than most visits."""

from dataclasses import dataclass, field, replace

from a11ycheck.browser import Launcher, Pool, Redirected, VisitPlan
from a11ycheck.browser.pool import _Desk
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
    _desk: _Desk = field(init=False)
    _pool: Pool = field(init=False)

    def __post_init__(self) -> None:
        self._pool = Pool(self.launcher, self.plan, jobs=1)
        self._desk = _Desk(self._pool)

    def visit(self, page: Page, plan: VisitPlan) -> Result:
        """Return what a visit gives; the plan may leave out probes, and add none."""
        visitor = self._desk._ready_for(page)
        visitor.plan = plan
        self._pool._plan = replace(plan, probes=self.plan.probes)
        return self._desk.visit(page)

    def close(self) -> None:
        self._desk.close()
