"""Gather the evidence of every page: from the cache, else by a browser, and from its file.

A new kind of evidence touches three places: its class and a field of `PageEvidence` (`model/evidence.py`),
the member of `Rule` that judges it (`model/rule.py`, with its case in `evaluate/judge.py`), and the
function here or in `browser` that measures it.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from a11ycheck.browser import GridLauncher, Launcher, Pool, Redirected, VisitPlan
from a11ycheck.cache import EvidenceCache
from a11ycheck.model import (
    Message,
    MessageTemplate,
    Notice,
    NotTested,
    Page,
    PageEvidence,
    ParseError,
    Shard,
    Skipped,
    plain_message,
)
from a11ycheck.rules import axe_version
from a11ycheck.run.gathered import Measured, PageResult, Result
from a11ycheck.run.shard import pages_of_shard
from a11ycheck.run.sites import Site
from a11ycheck.web.encoding import find_encoding_errors
from a11ycheck.web.markup_errors import find_markup_errors
from a11ycheck.web.parse_errors import MESSAGES

__all__ = ["Job", "Progress", "measure"]

SAME_NAME = MessageTemplate("same-name", "another page has the same name in reports")
UNREADABLE = MessageTemplate("unreadable-file", "its file cannot be read: {reason}")
REDIRECTS = MessageTemplate("redirects", "redirects to {url}, which is audited")
REDIRECTS_ELSEWHERE = MessageTemplate(
    "redirects-elsewhere", "redirects to {url}, which is not audited"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """An event for front ends: the result of a page has arrived."""

    page: str
    done: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to gather: the pages of `sites`, measured as `plan` says.

    `reads_markup` asks for the parse errors of files; `cache` is None to measure every page. `skipped`,
    `not_tested` and `notices` are known before any page is measured. With a `shard`, only its pages are
    measured.
    """

    sites: tuple[Site, ...]
    plan: VisitPlan
    launcher: Launcher | GridLauncher
    jobs: int
    allow_hosts: tuple[str, ...] = ()
    cache: EvidenceCache | None = None
    reads_markup: bool = True
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    notices: tuple[Notice, ...] = ()
    shard: Shard | None = None


def measure(job: Job, on_progress: Callable[[Progress], None] = lambda _event: None) -> Measured:
    """Return the results of all pages of this run or shard; on Ctrl-C, those that arrived until then.

    `on_progress` is called for each page when its result arrives. UserError if there are fewer pages than
    shards.
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
    interrupted = False
    try:
        with closing(_results(job, by_path, own)) as results:
            for item in results:
                found[item.page] = _add_file_evidence(job, item, *by_path[item.page])
                on_progress(Progress(page=item.page, done=len(found), planned=len(own)))
    except KeyboardInterrupt:
        interrupted = True
    if job.cache is not None and not interrupted:
        job.cache.evict()
    return Measured(
        pages=tuple(by_path),
        own=own,
        results=found,
        skipped=job.skipped,
        not_tested=tuple(not_tested),
        notices=job.notices,
        variants=tuple(variant.name for variant in job.plan.variants),
        axe=axe_version(),
        interrupted=interrupted,
        shard=job.shard,
    )


def _results(
    job: Job, by_path: Mapping[str, tuple[Site, Page]], own: Iterable[str]
) -> Generator[PageResult, None, None]:
    """Yield the result of each `own` page: first those in the cache, then the others as they come."""
    waiting: list[Page] = []
    for site, page in map(by_path.__getitem__, own):
        known = None
        if job.cache is not None and page.file is not None:
            known = job.cache.get(page, site.file_for, marks=site.marks_hash(page))
        if known is None:
            waiting.append(page)
        else:
            evidence, version = known.evidence, known.browser
            yield PageResult(page=page.path, result=evidence, browser=version, is_cached=True)
    if not waiting:
        return
    pool = Pool(job.launcher, job.plan, jobs=job.jobs, allow_hosts=job.allow_hosts)
    urls = {page.url for _, page in by_path.values()}
    with closing(pool.visit(waiting)) as visits:
        for visit in visits:
            site, page = by_path[visit.page.path]
            match visit.result:
                case Redirected(url=url):
                    result: Result = _follow_redirect(page, url, urls)
                case PageEvidence() as evidence:
                    result = _without_origin(evidence, site.origin)
                    is_cacheable = page.file is not None and visit.disturbance is None
                    if job.cache is not None and is_cacheable:
                        marks = site.marks_hash(page)
                        job.cache.put(
                            page, result, site.file_for, browser=visit.browser, marks=marks
                        )
                case NotTested() as missed:
                    result = missed
            yield PageResult(page=page.path, result=result, browser=visit.browser)


def _follow_redirect(page: Page, target: str, urls: set[str]) -> Skipped | NotTested:
    """Return the page as skipped if the target of its redirect is audited, else as not tested."""
    url = target.removeprefix(page.url.removesuffix(page.path))
    path = target.partition("#")[0]
    if path in urls or f"{path}index.html" in urls:
        return Skipped(page=page.path, reason=REDIRECTS.format(url=url))
    return NotTested(page=page.path, reason=REDIRECTS_ELSEWHERE.format(url=url))


def _without_origin(evidence: PageEvidence, origin: str) -> PageEvidence:
    """Return evidence of a page that we serve without our server's port, which differs in each run."""
    if not origin:
        return evidence
    requests = []
    for request in evidence.requests:
        initiator = request.initiator.removeprefix(origin)
        url = request.url.removeprefix(origin)
        requests.append(replace(request, url=url, initiator=initiator))
    return replace(evidence, requests=tuple(requests))


def _add_file_evidence(job: Job, measured: PageResult, site: Site, page: Page) -> PageResult:
    """Return a result with the evidence in the page's file and source, and all notices about the page.

    It is never cached. A page whose file has disappeared since it was measured is not tested.
    """
    result = measured.result
    notices = result.notices if isinstance(result, PageEvidence) else ()
    if page.file is None:
        return replace(measured, notices=notices)
    try:
        data = page.file.read_bytes()
    except OSError as error:
        if isinstance(result, PageEvidence):
            reason = UNREADABLE.format(reason=plain_message(error.strerror or str(error)))
            result = NotTested(page=page.path, reason=reason)
        return replace(measured, result=result, notices=notices)
    is_xml = page.file.suffix.lower() == ".xhtml"
    if isinstance(result, PageEvidence):
        markup = _parse_errors(data, site, page, is_xml=is_xml) if job.reads_markup else None
        result = replace(result, markup=markup, source=site.facts(page))
    errors = find_encoding_errors(data, xml=is_xml)
    about_file = tuple(Message(error.code, MESSAGES[error.code], error.values) for error in errors)
    return replace(measured, result=result, notices=(*about_file, *notices))


def _parse_errors(data: bytes, site: Site, page: Page, *, is_xml: bool) -> tuple[ParseError, ...]:
    return tuple(
        ParseError(
            message=Message(error.code, MESSAGES[error.code], error.values),
            line=error.line,
            column=error.column,
            source=site.location_at(page, error.offset),
        )
        for error in find_markup_errors(data, xml=is_xml)
    )
