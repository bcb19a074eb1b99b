"""Run an audit over the pages of one or more sites, and make the report of what it saw."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from a11ycheck import __version__
from a11ycheck.browser import Launcher, Pool, Redirected, Visit, VisitPlan
from a11ycheck.evaluate import evaluate, group
from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Notice,
    NotTested,
    Page,
    PageEvidence,
    Place,
    Report,
    Scope,
    Skipped,
    SourceFact,
    SourceLocation,
    Tool,
)
from a11ycheck.rules import axe_version
from a11ycheck.runner.plan import Selection
from a11ycheck.runner.weigh import weigh
from a11ycheck.store import EvidenceCache, FileFor

__all__ = ["Audit", "Progress", "Site"]

Result = PageEvidence | NotTested | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a front end shows while pages are visited."""

    page: str
    done: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Pages of one origin.

    Where we serve them, `file_for` finds the file of an address, so that they can be cached; `marked` tells
    whether a page's elements are numbered, `source_of` which line made an element, and `facts_of` what a
    page's authors wrote.
    """

    origin: str
    pages: tuple[Page, ...]
    file_for: FileFor | None = None
    marked: Callable[[Page], bool] = lambda _page: False
    source_of: Callable[[Page, Element], SourceLocation | None] = lambda _page, _element: None
    facts_of: Callable[[Page], tuple[SourceFact, ...]] = lambda _page: ()


@dataclass(slots=True, kw_only=True)
class Audit:
    """One audit: give it sites, and it gives the report."""

    selection: Selection
    plan: VisitPlan
    launcher: Launcher
    jobs: int
    fail_on: Impact | None
    allow_hosts: tuple[str, ...] = ()
    cache: EvidenceCache | None = None
    on_progress: Callable[[Progress], None] = lambda _progress: None
    _results: dict[str, Result] = field(default_factory=dict)
    _places: dict[str, tuple[Site, Page]] = field(default_factory=dict)
    _cached: int = 0
    _browser: str = ""
    _planned: int = 0

    def run(
        self,
        sites: Iterable[Site],
        *,
        targets: tuple[str, ...],
        skipped: tuple[Skipped, ...] = (),
        not_tested: tuple[NotTested, ...] = (),
        notices: Iterable[Notice] = (),
    ) -> Report:
        """Visit every page and return the report; on Ctrl-C the report of what was seen until then.

        `skipped` and `not_tested` are pages that were planned, and settled before any browser started.
        `notices` are read while browsers are at work, in another thread.
        """
        started, clock = datetime.now(UTC), time.monotonic()
        sites = tuple(sites)
        self._places = {page.path: (site, page) for site in sites for page in site.pages}
        self._planned = len(self._places)
        interrupted = False
        with ThreadPoolExecutor(max_workers=1) as aside:
            told = aside.submit(tuple, notices)
            try:
                self._visit(sites)
            except KeyboardInterrupt:
                interrupted = True
            report = self._report(told.result())
        return replace(
            report,
            targets=targets,
            planned=self._planned + len(skipped) + len(not_tested),
            skipped=(*skipped, *report.skipped),
            not_tested=(*not_tested, *report.not_tested),
            interrupted=interrupted,
            seconds=time.monotonic() - clock,
            started=started.isoformat(timespec="seconds"),
        )

    def _visit(self, sites: tuple[Site, ...]) -> None:
        waiting = [page for site in sites for page in self._without_cached(site)]
        if not waiting:
            return
        pool = Pool(self.launcher, self.plan, jobs=self.jobs, allow_hosts=self.allow_hosts)
        urls = {page.url for _, page in self._places.values()}
        with closing(pool.visit(waiting)) as visits:
            for visit in visits:
                self._browser = visit.browser or self._browser
                self._take(_settled(visit, urls))

    def _without_cached(self, site: Site) -> Iterator[Page]:
        for page in site.pages:
            known = None
            if self.cache is not None and site.file_for is not None:
                known = self.cache.get(page, site.file_for, marked=site.marked(page))
            if known is None:
                yield page
            else:
                self._cached += 1
                self._note(page.path, known)

    def _take(self, result: Result) -> None:
        """Note a result; evidence from a served folder loses the server's passing address, and is kept."""
        if isinstance(result, PageEvidence):
            site, page = self._places[result.page]
            if site.file_for is not None:
                result = _without_origin(result, site.origin)
                if self.cache is not None:
                    marked = site.marked(page)
                    self.cache.put(page, result, site.file_for, self._browser, marked=marked)
        self._note(result.page, result)

    def _note(self, page: str, result: Result) -> None:
        self._results[page] = result
        self.on_progress(Progress(page=page, done=len(self._results), planned=self._planned))

    def _report(self, notices: tuple[Notice, ...]) -> Report:
        order = list(self._places)
        results = [self._results[page] for page in order if page in self._results]
        evidence = [self._with_facts(item) for item in results if isinstance(item, PageEvidence)]
        never = NotTested(page="", reason="the audit was interrupted before it")
        not_tested = [
            replace(never, page=page) if result is None else result
            for page, result in ((page, self._results.get(page)) for page in order)
            if result is None or isinstance(result, NotTested)
        ]
        aside = [result for result in results if isinstance(result, Skipped)]
        evaluation = evaluate(evidence, self.selection.rules, self.selection.options)
        rules = {str(rule.id): rule for rule in self.selection.rules}
        audited = tuple(item.page for item in evidence)
        return Report(
            tool=self._tool(),
            targets=(),
            variants=tuple(variant.name for variant in self.plan.variants),
            fail_on=self.fail_on,
            planned=self._planned,
            audited=audited,
            skipped=tuple(aside),
            not_tested=tuple(not_tested),
            findings=tuple(
                self._with_sources(finding)
                for finding in group(evaluation.assertions, rules, audited)
            ),
            rule_errors=evaluation.errors,
            passed=evaluation.passed,
            notices=(*notices, *_notices(evidence)),
            weights=tuple(weigh(item) for item in evidence),
            rules_run=len(rules),
            cached=self._cached,
        )

    def _with_sources(self, finding: Finding) -> Finding:
        """Return the finding with the source line of each place that has one."""
        places = tuple(
            replace(place, source=self._source(place, finding.scope)) for place in finding.places
        )
        source = next((place.source for place in places if place.source is not None), None)
        return replace(finding, places=places, source=source)

    def _with_facts(self, evidence: PageEvidence) -> PageEvidence:
        site, page = self._places[evidence.page]
        return replace(evidence, source=site.facts_of(page))

    def _source(self, place: Place, scope: Scope) -> SourceLocation | None:
        if place.source is not None:
            return place.source
        if place.element is None or place.page not in self._places:
            return None
        if place.element.is_root and scope is not Scope.PAGE:
            return None  # what all pages have is not in the source of one
        site, page = self._places[place.page]
        return site.source_of(page, place.element)

    def _tool(self) -> Tool:
        kept = self.cache.browser if self.cache is not None else ""
        return Tool(
            name="a11ycheck",
            version=__version__,
            axe=axe_version(),
            browser=self._browser or kept,
        )


def _settled(visit: Visit, urls: set[str]) -> Result:
    """Say what a redirect means: nothing is lost where its target is audited, else it was not seen."""
    if not isinstance(visit.result, Redirected):
        return visit.result
    where = visit.result.url.removeprefix(visit.page.url.removesuffix(visit.page.path))
    target = visit.result.url.partition("#")[0]
    if target in urls or f"{target}index.html" in urls:
        return Skipped(page=visit.page.path, reason=f"redirects to {where}, which is audited")
    return NotTested(page=visit.page.path, reason=f"redirects to {where}, which is not audited")


def _without_origin(evidence: PageEvidence, origin: str) -> PageEvidence:
    requests = tuple(
        replace(
            request,
            url=request.url.removeprefix(origin),
            initiator=request.initiator.removeprefix(origin),
        )
        for request in evidence.requests
    )
    return replace(evidence, requests=requests)


def _notices(evidence: Iterable[PageEvidence]) -> Iterator[Notice]:
    return (Notice(page=item.page, message=text) for item in evidence for text in item.notices)
