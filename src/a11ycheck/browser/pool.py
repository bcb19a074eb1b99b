"""Visit many pages with several browsers; none of them can take the others down."""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from a11ycheck.browser.canary import CanaryError, check_browser
from a11ycheck.browser.driver_errors import (
    PageTimeoutError,
    SessionLostError,
    TabLostError,
    reason_of,
)
from a11ycheck.browser.hops import Hop
from a11ycheck.browser.launcher import Launcher, Start
from a11ycheck.browser.network import host_of
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.requested_page import RedirectedError
from a11ycheck.browser.visit import Visitor
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, NotTested, Page, PageEvidence
from a11ycheck.signals import deferred_signals

__all__ = ["Pool", "Redirected", "Visit", "Worker"]

log = logging.getLogger(__name__)

TOO_LONG = MessageTemplate(
    "too-long",
    "could not be measured within {limit} s; it is very large, or one of its scripts never ends",
)
CRASHED = MessageTemplate("crashed", "the browser crashed on it twice ({error})")
STOPPED = Message("stopped", "the audit was stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirected:
    """The page redirects to another document: `hops` begin with the page and end with the other."""

    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The result of one page; `browser` is the name and version of what visited it, "" if none started.

    `started` is the time at which the visit began (`time.monotonic`). `disturbance` says what may have
    changed the evidence, so that another visit may give other evidence.
    """

    page: Page
    result: PageEvidence | NotTested | Redirected
    browser: str = ""
    started: float = 0.0
    disturbance: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ended:
    """A worker takes no more pages; `reason` says why its browser did not start, `bug` what it raised.

    With `stops_all` no other worker takes any either: its browser measured what cannot be trusted.
    """

    reason: Message | None = None
    stops_all: bool = False
    bug: Exception | None = None


class Pool:
    """Visits pages with `jobs` browsers and yields the result of each page as it comes."""

    def __init__(
        self, launcher: Launcher, plan: VisitPlan, *, jobs: int, allow_hosts: tuple[str, ...] = ()
    ) -> None:
        """Take what starts browsers, what they do on each page, and hosts that any page may request."""
        self._launcher = launcher
        self._plan = plan
        self._jobs = jobs
        self._allow_hosts = allow_hosts

    def visit(self, pages: Iterable[Page]) -> Generator[Visit, None, None]:
        """Yield one result for each page; closing the iterator ends the browsers at once."""
        waiting = deque(sorted(pages, key=_by_host_and_size))
        results: queue.SimpleQueue[Visit | _Ended] = queue.SimpleQueue()
        workers = [
            Worker(self._launcher, self._plan, self._allow_hosts)
            for _ in range(min(self._jobs, len(waiting)))
        ]
        threads = [
            threading.Thread(target=worker.run, args=(waiting, results), daemon=True)
            for worker in workers
        ]
        try:
            for thread in threads:
                thread.start()
            reason = yield from _read_results(results, workers)
            # Where no browser starts, nobody has taken these.
            for page in waiting:
                yield Visit(page=page, result=_missed(page, reason or STOPPED))
        finally:
            with deferred_signals():
                for worker in workers:
                    worker.stop()
                for thread in threads:
                    if thread.ident is not None:
                        thread.join()


class Worker:
    """Visits one page after the other with a browser of its own, which is replaced if it is lost."""

    def __init__(
        self, launcher: Launcher, plan: VisitPlan, allow_hosts: tuple[str, ...] = ()
    ) -> None:
        """Take what starts browsers, what they do on each page, and hosts that any page may request."""
        self._launcher = launcher
        self._plan = plan
        self._allow_hosts = allow_hosts
        self._lock = threading.Lock()
        self._is_stopped = False
        self._start: Start | None = None
        self._visitor: Visitor | None = None
        self._browser = ""

    def run(self, waiting: deque[Page], results: "queue.SimpleQueue[Visit | _Ended]") -> None:
        """Visit pages until none is left, the worker is stopped, or its first browser does not start."""
        ended = _Ended()
        try:
            while waiting and not self._is_stopped:
                try:
                    page = waiting.popleft()
                except IndexError:
                    break
                try:
                    visit = self.visit(page)
                except CanaryError as error:
                    waiting.appendleft(page)
                    ended = _Ended(reason=reason_of(error), stops_all=True)
                    break
                if not self._browser and isinstance(visit.result, NotTested):
                    # Another worker may have a browser; if none has, no page needs to try again.
                    waiting.appendleft(page)
                    ended = _Ended(reason=visit.result.reason)
                    break
                results.put(visit)
        except Exception as bug:  # noqa: BLE001 - raised again in the thread that reads the results
            ended = _Ended(bug=bug)
        finally:
            self.close()
            results.put(ended)

    def visit(self, page: Page) -> Visit:
        """Return the result of a page; if the page or the browser crashes, it is visited once more.

        CanaryError if a new browser does not measure what is known.
        """
        started = time.monotonic()
        lost: Message | None = None
        result: PageEvidence | NotTested | Redirected | None = None
        while result is None:
            try:
                measured = self._visitor_for_page().visit(page)
            except PageTimeoutError:
                self._close_tab()
                result = _missed(page, TOO_LONG.format(limit=f"{self._plan.visit_seconds:g}"))
            except SessionLostError as error:
                log.debug("%s was lost.", page.path, exc_info=error)
                if isinstance(error, TabLostError):
                    self._close_tab()
                else:
                    self.close()
                crash = CRASHED.format(error=reason_of(error))
                result = _missed(page, crash) if lost else None
                lost = crash
            except CanaryError:
                self.close()
                raise
            except RedirectedError as error:
                self._close_tab()
                result = Redirected(hops=error.hops)
            except BrowserError as error:
                self._close_tab()
                result = _missed(page, reason_of(error))
            else:
                lost = lost or measured.disturbance
                result = measured.evidence
        return Visit(
            page=page, result=result, browser=self._browser, started=started, disturbance=lost
        )

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

    def _close_tab(self) -> None:
        """Close the page that is open; if the browser does not even do that, end it."""
        try:
            if self._visitor is not None:
                self._visitor.close_tab()
        except BrowserError:
            self.close()

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


def _read_results(
    results: "queue.SimpleQueue[Visit | _Ended]", workers: list[Worker]
) -> Generator[Visit, None, Message | None]:
    """Yield visits until every worker has ended; return why a browser did not start, if one did not."""
    running = len(workers)
    reason: Message | None = None
    while running:
        match results.get():
            case Visit() as visit:
                yield visit
            case _Ended(bug=Exception() as bug):
                raise bug
            case _Ended() as ended:
                running -= 1
                reason = ended.reason if ended.stops_all else reason or ended.reason
                for worker in workers if ended.stops_all else ():
                    worker.stop()
    return reason


def _missed(page: Page, reason: Message) -> NotTested:
    return NotTested(page=page.path, reason=reason)


def _by_host_and_size(page: Page) -> tuple[str, int, str]:
    """Sort pages so that a browser keeps its host, and long pages start first: none is left at the end."""
    try:
        size = page.file.stat().st_size if page.file is not None else 0
    except OSError:  # it has disappeared: the visit reports it
        size = 0
    return host_of(page.url), -size, page.path
