"""Gather the evidence of every page: from the cache, else by a browser, and from its file.

A new kind of evidence touches three places: its class and a field of `PageEvidence` (`model/evidence.py`),
the member of `Rule` that judges it (`model/rule.py`, with its case in `evaluate/judge.py`), and the
function here or in `browser` that measures it.
"""

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from a11ycheck.browser import Launcher, Pool, Redirected, VisitPlan
from a11ycheck.cache import EvidenceCache
from a11ycheck.model import (
    Message,
    MessageTemplate,
    Notice,
    NotTested,
    Page,
    PageEvidence,
    ParseError,
    Skipped,
    plain_message,
)
from a11ycheck.rules import axe_version
from a11ycheck.run.sites import Site
from a11ycheck.web.encoding import find_encoding_errors
from a11ycheck.web.markup_errors import count_markup_errors, find_markup_errors
from a11ycheck.web.parse_errors import MESSAGES

__all__ = ["Gathered", "Job", "Progress", "gather"]

INTERRUPTED = MessageTemplate("interrupted", "the audit was interrupted before it")
SAME_NAME = MessageTemplate("same-name", "another page has the same name in reports")
UNREADABLE = MessageTemplate("unreadable-file", "its file cannot be read: {reason}")
REDIRECTS = MessageTemplate("redirects", "redirects to {url}, which is audited")
REDIRECTS_ELSEWHERE = MessageTemplate(
    "redirects-elsewhere", "redirects to {url}, which is not audited"
)

Result = PageEvidence | NotTested | Skipped


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
    `not_tested` and `notices` are known before any page is measured.
    """

    sites: tuple[Site, ...]
    plan: VisitPlan
    launcher: Launcher
    jobs: int
    allow_hosts: tuple[str, ...] = ()
    cache: EvidenceCache | None = None
    reads_markup: bool = True
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The evidence of all pages, in their order, and the pages without any.

    `planned` counts all pages. `cached` counts those whose evidence is from the cache; `axe` and `browser`
    are the versions that it was measured with, and `variants` the names of the variants.
    """

    planned: int
    evidence: tuple[PageEvidence, ...]
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    notices: tuple[Notice, ...] = ()
    variants: tuple[str, ...] = ()
    cached: int = 0
    axe: str = ""
    browser: str = ""
    interrupted: bool = False

    @property
    def is_complete(self) -> bool:
        """Return whether every page was tested or skipped on purpose."""
        return not (self.not_tested or self.interrupted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageResult:
    """The result of a page, its notices, and the browser that measured it, perhaps in an earlier run."""

    page: str
    result: Result
    notices: tuple[Message, ...] = ()
    browser: str = ""
    is_cached: bool = False


def gather(job: Job, on_progress: Callable[[Progress], None] = lambda _event: None) -> Gathered:
    """Return the evidence of all pages; on Ctrl-C, the evidence gathered until then.

    `on_progress` is called for each page when its result arrives.
    """
    pages = [(site, page) for site in job.sites for page in site.pages]
    by_path: dict[str, tuple[Site, Page]] = {}
    not_tested = [*job.not_tested]
    for site, page in pages:
        if page.path in by_path:
            not_tested.append(NotTested(page=page.path, reason=SAME_NAME.format()))
        by_path.setdefault(page.path, (site, page))
    found: dict[str, _PageResult] = {}
    interrupted = False
    try:
        with closing(_measure(job, by_path)) as measured:
            for item in measured:
                found[item.page] = _add_file_evidence(job, item, *by_path[item.page])
                on_progress(Progress(page=item.page, done=len(found), planned=len(by_path)))
    except KeyboardInterrupt:
        interrupted = True
    if job.cache is not None and not interrupted:
        job.cache.evict()
    reason = INTERRUPTED.format()
    ordered = [
        found.get(path) or _PageResult(page=path, result=NotTested(page=path, reason=reason))
        for path in by_path
    ]
    results = [item.result for item in ordered]
    # This run's browser, else that of the cached evidence.
    browsers = sorted(found.values(), key=lambda item: item.is_cached)
    return Gathered(
        planned=len(pages) + len(job.skipped) + len(job.not_tested),
        evidence=tuple(item for item in results if isinstance(item, PageEvidence)),
        skipped=(*job.skipped, *(item for item in results if isinstance(item, Skipped))),
        not_tested=(*not_tested, *(item for item in results if isinstance(item, NotTested))),
        notices=(
            *job.notices,
            *(Notice(page=item.page, message=text) for item in ordered for text in item.notices),
        ),
        variants=tuple(variant.name for variant in job.plan.variants),
        cached=sum(item.is_cached and isinstance(item.result, PageEvidence) for item in ordered),
        axe=axe_version(),
        browser=next((item.browser for item in browsers if item.browser), ""),
        interrupted=interrupted,
    )


def _measure(
    job: Job, by_path: Mapping[str, tuple[Site, Page]]
) -> Generator[_PageResult, None, None]:
    """Yield the measurement of each page: first those in the cache, then the others as they come."""
    waiting: list[Page] = []
    for site, page in by_path.values():
        known = None
        if job.cache is not None and page.file is not None:
            known = job.cache.get(page, site.file_for, marks=site.marks_hash(page))
        if known is None:
            waiting.append(page)
        else:
            evidence, version = known.evidence, known.browser
            yield _PageResult(page=page.path, result=evidence, browser=version, is_cached=True)
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
                    if job.cache is not None and page.file is not None:
                        marks = site.marks_hash(page)
                        job.cache.put(
                            page, result, site.file_for, browser=visit.browser, marks=marks
                        )
                case NotTested() as missed:
                    result = missed
            yield _PageResult(page=page.path, result=result, browser=visit.browser)


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


def _add_file_evidence(job: Job, measured: _PageResult, site: Site, page: Page) -> _PageResult:
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
        total = count_markup_errors(data, xml=is_xml) if markup else 0
        result = replace(result, markup=markup, markup_total=total, source=site.facts(page))
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
