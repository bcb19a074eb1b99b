"""Visit many pages with several browsers; none of them can take the others down."""

import queue
import threading
from collections import deque
from collections.abc import Collection, Generator, Iterable

from a11ycheck.browser.network import host_of
from a11ycheck.browser.page_worker import (
    STOPPED,
    AnyLauncher,
    Ended,
    Task,
    Visit,
    Worker,
    missed,
)
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.site_memory import SiteMemories
from a11ycheck.model import Message, NotTested, Page
from a11ycheck.signals import deferred_signals

__all__ = ["Pool", "Visit", "Worker"]


class Pool:
    """Visits pages with `jobs` browsers and yields the result of each page as it comes.

    If it `stays_open`, the browsers of a visit that was completed remain for the next one, until `close`.
    If it `keeps_memory`, all pages are of one site, and visits use what earlier ones have shown, but for
    pages that request a file which has changed since then (`note_changes`).
    """

    def __init__(
        self,
        launcher: AnyLauncher,
        plan: VisitPlan,
        *,
        jobs: int,
        allow_hosts: tuple[str, ...] = (),
        stays_open: bool = False,
        keeps_memory: bool = False,
    ) -> None:
        """Take what starts browsers, what they do on each page, and hosts that any page may request."""
        self._launcher = launcher
        self._plan = plan
        self._jobs = jobs
        self._allow_hosts = allow_hosts
        self._stays_open = stays_open
        self._idle: list[Worker] = []
        self._kept = SiteMemories(is_one_site=True) if keeps_memory else None

    def note_changes(self, paths: Collection[str]) -> None:
        """Note which files have changed since the last visit, by their paths relative to the site."""
        if self._kept is not None:
            self._kept.note_changes(paths)

    def visit(self, pages: Iterable[Page]) -> Generator[Visit, None, None]:
        """Yield one result for each page; closing the iterator ends the browsers at once."""
        waiting = deque(Task(page=page) for page in sorted(pages, key=_by_host_and_size))
        planned = len(waiting)  # a worker with an open browser takes its first page at once
        results: queue.SimpleQueue[Visit | Ended] = queue.SimpleQueue()
        workers = [self._worker() for _ in range(min(self._jobs, len(waiting)))]
        memories = self._kept or SiteMemories()
        threads = [
            threading.Thread(target=worker.run, args=(waiting, results, memories), daemon=True)
            for worker in workers
        ]
        is_reusable = False
        try:
            for thread in threads:
                thread.start()
            reason = yield from _read_results(results, workers, planned)
            # Where no browser starts, nobody has taken these.
            for task in waiting:
                yield Visit(page=task.page, result=missed(task.page, reason or STOPPED))
            is_reusable = self._stays_open and reason is None
        finally:
            with deferred_signals():
                if not is_reusable:
                    for worker in workers:
                        worker.stop()
                for thread in threads:
                    if thread.ident is not None:
                        thread.join()
                if is_reusable:
                    self._idle += workers

    def close(self) -> None:
        """End the browsers that are still open; a second call does nothing."""
        with deferred_signals():
            while self._idle:
                self._idle.pop().stop()

    def _worker(self) -> Worker:
        if self._idle:
            return self._idle.pop()
        return Worker(self._launcher, self._plan, self._allow_hosts, stays_open=self._stays_open)


def _read_results(
    results: "queue.SimpleQueue[Visit | Ended]", workers: list[Worker], pages: int
) -> Generator[Visit, None, Message | None]:
    """Yield visits of all pages, or until every worker has ended; return why a browser did not start.

    Workers may still wait for a browser when no page is left.
    """
    running, left = len(workers), pages
    reason: Message | None = None
    stopped_by: Message | None = None
    while running and left:
        match results.get():
            case Visit(result=NotTested(reason=why), page=page) if stopped_by and why == STOPPED:
                left -= 1
                yield Visit(page=page, result=missed(page, stopped_by))
            case Visit() as visit:
                left -= 1
                yield visit
            case Ended(bug=Exception() as bug):
                raise bug
            case Ended() as ended:
                running -= 1
                reason = reason or ended.reason
                if ended.stops_all:
                    stopped_by = ended.reason
                    for worker in workers:
                        worker.stop()
    return stopped_by or reason


def _by_host_and_size(page: Page) -> tuple[str, int, str]:
    """Sort pages so that a browser keeps its host, and long pages start first: none is left at the end."""
    try:
        size = page.file.stat().st_size if page.file is not None else 0
    except OSError:  # it has disappeared: the visit reports it
        size = 0
    return host_of(page.url), -size, page.path
