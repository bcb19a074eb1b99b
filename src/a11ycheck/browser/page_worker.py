"""Visit pages one after the other with one browser, which is replaced if it is lost."""

import logging
import queue
import threading
import time
from collections import deque
from dataclasses import dataclass, replace

from a11ycheck.browser.canary import CanaryError, check_browser
from a11ycheck.browser.driver_errors import (
    PageTimeoutError,
    SessionLostError,
    TabLostError,
    reason_of,
)
from a11ycheck.browser.grid_launcher import GridLauncher, GridStart
from a11ycheck.browser.hops import Hop, Redirected
from a11ycheck.browser.launcher import Launcher, Start
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.requested_page import RedirectedError
from a11ycheck.browser.site_memory import SiteMemories
from a11ycheck.browser.visit import Visitor
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, NotTested, Page, PageEvidence

__all__ = ["STOPPED", "AnyLauncher", "Ended", "Task", "Visit", "Worker", "missed"]

log = logging.getLogger(__name__)

TOO_LONG = MessageTemplate(
    "too-long",
    "could not be measured within {limit} s; it is very large, or one of its scripts never ends "
    "(more time: --timeout)",
)
CRASHED = MessageTemplate("crashed", "the browser crashed on it twice ({error})")
STOPPED = Message("stopped", "the audit was stopped")

Result = PageEvidence | NotTested | Redirected
AnyLauncher = Launcher | GridLauncher


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The result of one page; `browser` is the name and version of what visited it, "" if none started.

    `started` is the time at which the visit began (`time.monotonic`). `disturbance` says what may have
    changed the evidence, so that another visit may give other evidence; "" if nothing did.
    """

    page: Page
    result: Result
    browser: str = ""
    started: float = 0.0
    disturbance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A page to visit; `lost` says how its first visit ended, if that was with a crash."""

    page: Page
    lost: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A worker takes no more pages; `reason` says why its browser did not start, `bug` what it raised.

    With `stops_all` no other worker takes any either: its browser measured what cannot be trusted.
    """

    reason: Message | None = None
    stops_all: bool = False
    bug: Exception | None = None


class Worker:
    """Visits one page after the other with a browser of its own."""

    def __init__(
        self,
        launcher: AnyLauncher,
        plan: VisitPlan,
        allow_hosts: tuple[str, ...] = (),
        *,
        stays_open: bool = False,
    ) -> None:
        """Take what starts browsers, what they do on each page, and hosts that any page may request.

        If it `stays_open`, the browser remains for the next call of `run`, until `close` or `stop`.
        """
        self._launcher = launcher
        self._plan = plan
        self._allow_hosts = allow_hosts
        self._stays_open = stays_open
        self._lock = threading.Lock()
        self._is_stopped = False
        self._start: Start | GridStart | None = None
        self._visitor: Visitor | None = None
        self._memories = SiteMemories()
        self._browser = ""

    def run(
        self,
        waiting: deque[Task],
        results: "queue.SimpleQueue[Visit | Ended]",
        memories: SiteMemories,
    ) -> None:
        """Visit pages until none is left, the worker is stopped, or no browser starts for it.

        It takes a page only when it has a browser, and gives back a page whose browser was lost: another
        worker may have one. What pages show is added to `memories`, which workers share.
        """
        self._memories, ended = memories, Ended()
        try:
            while waiting and not self._is_stopped:
                try:
                    self._demand_browser()
                    task = waiting.popleft()
                except IndexError:
                    break
                except BrowserError as error:
                    is_untrusted = isinstance(error, CanaryError)
                    ended = Ended(reason=reason_of(error), stops_all=is_untrusted)
                    break
                match self._attempt(task):
                    case Task() as again:
                        waiting.appendleft(again)
                    case Visit() as visit:
                        results.put(visit)
        except Exception as bug:  # noqa: BLE001 - raised again in the thread that reads the results
            ended = Ended(bug=bug)
        finally:
            if not self._stays_open or ended != Ended():
                self.close()
            results.put(ended)

    def visit(self, page: Page) -> Visit:
        """Return the result of a page; if the page or the browser crashes, it is visited once more.

        CanaryError if a new browser does not measure what is known.
        """
        outcome: Visit | Task = Task(page=page)
        while isinstance(outcome, Task):
            outcome = self._attempt(outcome)
        return outcome

    def _attempt(self, task: Task) -> Visit | Task:
        """Return the result of a page, or the page to visit once more: it, or the browser, has crashed."""
        started = time.monotonic()
        page, lost, disturbance = task.page, task.lost, ""
        try:
            measured = self._visitor_for_page().visit(page, self._memories)
        except PageTimeoutError as error:
            limit = self._visitor.limit_seconds if self._visitor else self._plan.visit_seconds()
            # A browser that does not even close the page is lost, perhaps with its machine.
            if not self._close_tab() and lost is None:
                return Task(page=page, lost=CRASHED.format(error=reason_of(error)))
            result: Result = missed(page, TOO_LONG.format(limit=f"{limit:g}"))
        except SessionLostError as error:
            log.debug("%s was lost.", page.path, exc_info=error)
            if isinstance(error, TabLostError):
                self._close_tab()
            else:
                self.close()
            crash = CRASHED.format(error=reason_of(error))
            if lost is None:
                return Task(page=page, lost=crash)
            result = missed(page, crash)
        except CanaryError:
            self.close()
            raise
        except RedirectedError as error:
            result = Redirected(hops=self._with_refresh(error.hops))
            self._close_tab()
        except BrowserError as error:
            self._close_tab()
            result = missed(page, reason_of(error))
        else:
            disturbance = str(lost or measured.disturbance)
            result = measured.evidence
        return Visit(
            page=page,
            result=result,
            browser=self._browser,
            started=started,
            disturbance=disturbance,
        )

    def _demand_browser(self) -> None:
        """Start a browser if there is none; one that is lost before its first page is replaced once."""
        try:
            self._visitor_for_page()
        except SessionLostError as error:
            log.debug("A new browser was lost.", exc_info=error)
            self.close()
            self._visitor_for_page()

    def _visitor_for_page(self) -> Visitor:
        if self._visitor is not None:
            return self._visitor
        with self._lock:
            if self._is_stopped:
                raise BrowserError(STOPPED)
            start = self._start = self._launcher.begin()
        session = start.run()
        with self._lock:
            self._start = None
            if not self._is_stopped:
                self._visitor = Visitor(session, self._plan, self._allow_hosts)
                self._browser = session.version
        if self._visitor is None:
            session.close()
            raise BrowserError(STOPPED)
        check_browser(session, self._plan)
        return self._visitor

    def _with_refresh(self, hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
        """Return the hops of a page, the first of them with the delay of its `meta` refresh."""
        delay = self._visitor.tab.refresh if self._visitor is not None else None
        return (replace(hops[0], refresh=delay), *hops[1:]) if hops else hops

    def _close_tab(self) -> bool:
        """Close the page that is open, and return whether the browser did that; if not, end it."""
        try:
            if self._visitor is not None:
                self._visitor.close_tab()
        except BrowserError:
            self.close()
            return False
        return True

    def stop(self) -> None:
        """End the browser at once, from another thread, even during a visit; take no more pages."""
        with self._lock:
            self._is_stopped = True
            start = self._start
        if start is not None:
            start.cancel()
        self.close()

    def close(self) -> None:
        """End the browser."""
        with self._lock:
            visitor, self._visitor = self._visitor, None
        if visitor is not None:
            visitor.session.close()


def missed(page: Page, reason: Message) -> NotTested:
    """Return that a page was not tested."""
    return NotTested(page=page.path, reason=reason)
