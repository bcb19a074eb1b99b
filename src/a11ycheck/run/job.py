"""Gather the evidence of every page: from the cache, else by a browser, and from its file.

A new kind of evidence touches three places: its class and a field of `PageEvidence` (`model/evidence.py`),
the member of `Rule` that judges it (`model/rule.py`, with its case in `evaluate/judge.py`), and the
function here or in `browser` that measures it.
"""

import logging
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from a11ycheck import browser
from a11ycheck.browser import Launcher, VisitPlan
from a11ycheck.cache import CachedEvidence, EvidenceCache, Interner
from a11ycheck.model import (
    MessageTemplate,
    Notice,
    NotTested,
    Outcome,
    Page,
    PageEvidence,
    Request,
    Shard,
    Skipped,
    Uncollected,
)
from a11ycheck.rules import axe_version
from a11ycheck.run.file_evidence import read_file_evidence
from a11ycheck.run.gathered import Measured, PageResult
from a11ycheck.run.page_files import PageFiles
from a11ycheck.run.redirects import Result
from a11ycheck.run.responses import (
    ChangedError,
    IrreproducibleError,
    Responses,
    find_responses,
    without_origin,
)
from a11ycheck.run.shard import pages_of_shard
from a11ycheck.run.sites import Site
from a11ycheck.signals import hold_signals, raise_received

if TYPE_CHECKING:
    from a11ycheck.browser import GridLauncher, Pool, Visit

__all__ = ["Job", "Progress", "measure"]

log = logging.getLogger(__name__)

SAME_NAME = MessageTemplate("same-name", "another page has the same name in reports")
CHANGED = MessageTemplate("changed", "{target} changed while the page was audited")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """An event for front ends: the result of a page has arrived.

    `cached` counts the pages, of those that are done, whose evidence is from the cache, and `failed_rules`
    the axe rules that failed on some page.
    """

    page: str
    done: int
    planned: int
    cached: int = 0
    failed_rules: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to gather: the pages of `sites`, measured as `plan` says.

    `reads_markup` asks for the parse errors of files; `cache` is None to measure every page,
    `files` knows what earlier runs read in files, and `interner` the evidence of other pages. `skipped`,
    `not_tested`, `notices` and `uncollected` are known before any page is measured. With a `shard`,
    only its pages are measured. With a `pool`, its browsers visit the pages, and may stay open.
    """

    sites: tuple[Site, ...]
    plan: VisitPlan
    launcher: "Launcher | GridLauncher"
    jobs: int
    allow_hosts: tuple[str, ...] = ()
    cache: EvidenceCache | None = None
    files: PageFiles = field(default_factory=PageFiles)
    interner: Interner = field(default_factory=Interner)
    reads_markup: bool = True
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    notices: tuple[Notice, ...] = ()
    uncollected: tuple[Uncollected, ...] = ()
    shard: Shard | None = None
    pool: "Pool | None" = None


def measure(job: Job, on_progress: Callable[[Progress], None] = lambda _event: None) -> Measured:
    """Return the results of the pages; on a signal (KeyboardInterrupt), those that arrived until then.

    `on_progress` is called for each page when its result arrives. Further signals are held. UserError if
    there are fewer pages than shards.
    """
    by_path: dict[str, tuple[Site, Page]] = {}
    not_tested = [*job.not_tested]
    for site in job.sites:
        for page in site.pages:
            if page.path in by_path:
                not_tested.append(NotTested(page=page.path, reason=SAME_NAME.format()))
            by_path.setdefault(page.path, (site, page))
    own = pages_of_shard(by_path, job.shard)
    found: dict[str, PageResult] = {}
    interrupted, cached = False, 0
    failed: frozenset[str] = frozenset()
    try:
        with closing(_measure(job, by_path, own)) as measured:
            for item in measured:
                found[item.page] = _complete(job, item, *by_path[item.page])
                cached += item.is_cached
                failed |= _failed_rules(item.result)
                event = Progress(
                    page=item.page,
                    done=len(found),
                    planned=len(own),
                    cached=cached,
                    failed_rules=len(failed),
                )
                on_progress(event)
                raise_received()
        hold_signals()
    except KeyboardInterrupt:
        interrupted = True
    if job.cache is not None and not interrupted:
        job.cache.evict()
    return Measured(
        pages=tuple(page for _, page in by_path.values()),
        own=own,
        results=found,
        skipped=job.skipped,
        not_tested=tuple(not_tested),
        notices=job.notices,
        uncollected=job.uncollected,
        variants=tuple(variant.name for variant in job.plan.variants),
        axe=axe_version(),
        interrupted=interrupted,
        shard=job.shard,
    )


def _failed_rules(result: Result) -> frozenset[str]:
    axe = result.axe if isinstance(result, PageEvidence) else ()
    return frozenset(item.rule for item in axe if item.outcome is Outcome.FAILED)


def _measure(
    job: Job, by_path: Mapping[str, tuple[Site, Page]], own: Iterable[str]
) -> Generator[PageResult, None, None]:
    """Yield the result of each `own` page: first those in the cache, then the others as they come."""
    waiting: list[Page] = []
    states = {id(site): cache(site.responses.state) for site in job.sites if site.responses}
    for site, page in map(by_path.__getitem__, own):
        known = None
        if job.cache is not None and site.responses is not None:
            known = job.cache.get(page, states[id(site)], marks=site.marks_hash(page))
        if known is None:
            waiting.append(page)
        else:
            yield PageResult(
                page=page.path,
                result=known.evidence,
                browser=known.browser,
                is_cached=True,
                digest=known.digest,
            )
    if not waiting:
        return
    pool = job.pool or browser.Pool(
        job.launcher, job.plan, jobs=job.jobs, allow_hosts=job.allow_hosts
    )
    for is_last in (False, True):
        changed: list[Page] = []
        if not waiting:
            return
        with closing(pool.visit(waiting)) as visits:
            for visit in visits:
                site, page = by_path[visit.page.path]
                try:
                    yield _visit_result(job, site, visit)
                except ChangedError as error:
                    if not is_last:
                        changed.append(page)
                        continue
                    result = NotTested(page=page.path, reason=CHANGED.format(target=error.target))
                    yield PageResult(page=page.path, result=result, browser=visit.browser)
        waiting = changed  # their files changed while they were audited: once more


def _visit_result(job: Job, site: Site, visit: "Visit") -> PageResult:
    """Return the result of a visit; ChangedError if a file that it depends on changed meanwhile."""
    result: Result = visit.result
    digest = b""
    if isinstance(result, PageEvidence):
        cached = None
        if site.responses is not None:
            result = without_origin(result, site.origin)
            cached = _cache(job, site, site.responses, visit, result)
        result = cached.evidence if cached else job.interner.shared(result)
        digest = cached.digest if cached else b""
    return PageResult(page=visit.page.path, result=result, browser=visit.browser, digest=digest)


def _cache(
    job: Job, site: Site, responses: Responses, visit: "Visit", evidence: PageEvidence
) -> CachedEvidence | None:
    """Return the evidence of a visit as it is cached, None if it is not reproducible.

    ChangedError if a file changed meanwhile.
    """
    page = visit.page
    try:
        pages = (Request(url=url, kind="document", status=200) for url in evidence.consulted)
        used = find_responses((*evidence.requests, *pages), responses, since=visit.started)
    except IrreproducibleError as error:
        log.debug("The evidence of %s is not cached: %s.", page.path, error)
        return None
    if job.cache is None or visit.disturbance:
        return None
    marks = site.marks_hash(page)
    return job.cache.put(page, evidence, used, browser=visit.browser, marks=marks)


def _complete(job: Job, measured: PageResult, site: Site, page: Page) -> PageResult:
    """Return a result with the evidence in the page's file and source, and all notices about the page."""
    found = read_file_evidence(
        measured.result, site, page, job.files, reads_markup=job.reads_markup
    )
    result = found.result
    if isinstance(result, PageEvidence) and page.state:
        result = replace(result, requests=())  # they belong to the page as it loads
    return replace(measured, result=result, notices=found.notices)
