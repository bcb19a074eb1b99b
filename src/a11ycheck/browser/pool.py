"""Several browsers at work on one list of pages; none of them can take the others down."""

import logging
import queue
import threading
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from a11ycheck.browser.arrival import NeverAtRestError, PageFailedError, RedirectedError
from a11ycheck.browser.driver_errors import PageTimeoutError, SessionLostError
from a11ycheck.browser.keyboard import Known
from a11ycheck.browser.launcher import Launcher
from a11ycheck.browser.network import host_of
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.session import Session
from a11ycheck.browser.visit import Visitor
from a11ycheck.browser.world import LeftThePageError
from a11ycheck.errors import BrowserError
from a11ycheck.model import NotTested, Page, PageEvidence

__all__ = ["Pool", "Redirected"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirected:
    """A page that leads to another address of the same host."""

    page: Page
    url: str


class Pool:
    """Visits pages with `jobs` browsers and yields what each visit gave, as it comes."""

    def __init__(
        self, launcher: Launcher, plan: VisitPlan, *, jobs: int, allow_hosts: tuple[str, ...] = ()
    ) -> None:
        """Take how to start browsers, what to do on each page, and hosts that any page may ask."""
        self._launcher = launcher
        self._plan = plan
        self._jobs = jobs
        self._allow_hosts = allow_hosts
        self._stop = threading.Event()
        self._sessions: set[Session] = set()
        self._lock = threading.Lock()
        self._no_browser: BrowserError | None = None
        self.known_menus = Known()
        self.browser = ""

    def visit(
        self, pages: Iterable[Page]
    ) -> Generator[PageEvidence | NotTested | Redirected, None, None]:
        """Yield one result for each page; closing the iterator ends the browsers at once."""
        waiting = deque(sorted(pages, key=_by_host_and_weight))
        results: queue.SimpleQueue[PageEvidence | NotTested | Redirected | BaseException] = (
            queue.SimpleQueue()
        )
        left = len(waiting)
        workers = [
            threading.Thread(target=self._work, args=(waiting, results), daemon=True)
            for _ in range(min(self._jobs, left))
        ]
        try:
            for worker in workers:
                worker.start()
            for _ in range(left):
                yield _unless_bug(results.get())
        finally:
            self._end(workers)

    def _end(self, workers: list[threading.Thread]) -> None:
        self._stop.set()
        if any(worker.is_alive() for worker in workers):
            with self._lock:
                sessions = list(self._sessions)
            for session in sessions:
                session.close()
        for worker in workers:
            worker.join()

    def _work(
        self,
        waiting: deque[Page],
        results: queue.SimpleQueue[PageEvidence | NotTested | Redirected | BaseException],
    ) -> None:
        """Visit pages until none is left or the run is stopped."""
        desk = _Desk(self)
        try:
            while not self._stop.is_set():
                try:
                    page = waiting.popleft()
                except IndexError:
                    return
                results.put(desk.visit(page))
        except Exception as bug:  # noqa: BLE001 - it is raised again by whoever reads the results
            results.put(bug)
        finally:
            desk.close()

    def start(self, page: Page) -> Session:
        """Return a new browser that may ask the page's host and those that are allowed for all."""
        hosts = (host_of(page.url), *self._allow_hosts)
        self._demand_going()
        try:
            session = self._launcher.start(hosts, self._plan)
        except BrowserError as error:
            # Where not even the first one starts, none will: say so at once for every page.
            self._no_browser = None if self.browser else error
            raise
        with self._lock:
            self._sessions.add(session)
            self.browser = session.version
        try:
            self._demand_going()
        except BrowserError:
            self.retire(session)
            raise
        return session

    def _demand_going(self) -> None:
        if self._no_browser is not None:
            raise self._no_browser
        if self._stop.is_set():
            message = "the audit was stopped"
            raise BrowserError(message)

    def retire(self, session: Session) -> None:
        """End a browser that is no longer needed, or no longer well."""
        with self._lock:
            self._sessions.discard(session)
        session.close()

    @property
    def plan(self) -> VisitPlan:
        """Return what is done on each page."""
        return self._plan


class _Desk:
    """One worker's place: at most one browser, replaced when it is lost or may not ask the next host."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._visitor: Visitor | None = None

    def visit(self, page: Page) -> PageEvidence | NotTested | Redirected:
        """Return what the visit gave; a browser that dies gets the page a second time, a new one."""
        reason = ""
        for _attempt in range(2):
            try:
                return self._ready_for(page).visit(page)
            except RedirectedError as error:
                return Redirected(page=page, url=error.url)
            except (NeverAtRestError, LeftThePageError) as error:
                self.close()
                return NotTested(page=page.path, reason=error.message)
            except PageFailedError as error:
                return NotTested(page=page.path, reason=error.message)
            except PageTimeoutError:
                self.close()
                return NotTested(page=page.path, reason=self._too_slow())
            except SessionLostError as error:
                log.debug("The browser was lost on %s.", page.path, exc_info=error)
                reason = f"the browser died on it, twice ({error.message})"
                self.close()
            except BrowserError as error:
                reason = f"{error.message} {error.hint}".strip()
                self.close()
                break
        return NotTested(page=page.path, reason=reason)

    def _too_slow(self) -> str:
        limit = self._pool.plan.timeout
        return f"it did not come to rest within {limit:g} s; a script in it may never end"

    def _ready_for(self, page: Page) -> Visitor:
        if self._visitor is not None:
            if host_of(page.url) in self._visitor.session.options.allowed_hosts[:1]:
                return self._visitor
            self.close()
        self._visitor = Visitor(
            session=self._pool.start(page), plan=self._pool.plan, known_menus=self._pool.known_menus
        )
        return self._visitor

    def close(self) -> None:
        """Give the browser back."""
        if self._visitor is not None:
            self._pool.retire(self._visitor.session)
            self._visitor = None


def _by_host_and_weight(page: Page) -> tuple[str, int, str]:
    """Sort pages so that a browser keeps its host, and long pages start first: none is left at the end."""
    try:
        size = page.file.stat().st_size if page.file is not None else 0
    except OSError:  # it has disappeared: the visit reports it
        size = 0
    return host_of(page.url), -size, page.path


def _unless_bug(
    result: PageEvidence | NotTested | Redirected | BaseException,
) -> PageEvidence | NotTested | Redirected:
    if isinstance(result, BaseException):
        raise result
    return result
