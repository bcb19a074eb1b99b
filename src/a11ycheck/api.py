"""The functions behind every front end: targets and a configuration in, a report out.

A run has six stages, each a function from value to value: `collect`, `gather`, `judge`, `locate`, `accept`
(suppressions and baseline) and `make_report`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from a11ycheck import browser
from a11ycheck.acceptance import Policy, read_policy
from a11ycheck.collect import InferredBase, collect, infer_base
from a11ycheck.config import Config
from a11ycheck.fix import Sources
from a11ycheck.model import MarkupRule, Notice, NotTested, PageEvidence, Report
from a11ycheck.rules import axe_version
from a11ycheck.run.browsers import OpenBrowsers, choose_browsers
from a11ycheck.run.conclusion import conclude
from a11ycheck.run.gathered import Gathered, assemble
from a11ycheck.run.interrupted import nothing_measured, remove_leftovers
from a11ycheck.run.job import Job, Progress, measure
from a11ycheck.run.kept_evidence import keep_evidence
from a11ycheck.run.merged_report import merge
from a11ycheck.run.report import Stopwatch, take_screenshots
from a11ycheck.run.run_cache import RunCache
from a11ycheck.run.scope import choose_pages
from a11ycheck.run.selection import (
    make_plan,
    make_selection,
    plan_of,
    select_live,
    select_shard,
    select_source,
)
from a11ycheck.run.shard import parse_shard
from a11ycheck.run.shard_recording import record_shard
from a11ycheck.run.sites import Sites, open_sites
from a11ycheck.run.states import read_states
from a11ycheck.signals import Interrupted, signals_received

if TYPE_CHECKING:
    from a11ycheck.browser import LiveDriver

__all__ = [
    "AuditResult",
    "OpenBrowsers",
    "Progress",
    "audit",
    "audit_driver",
    "audit_source",
    "merge",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """The result of an audit of pages.

    `sources` are the source files of pages with a source map, for `a11ycheck.fix`. `screenshots` are WebP
    images of failed findings by fingerprint, if the configuration asks for them.
    """

    report: Report
    sources: Sources = field(default_factory=Sources)
    screenshots: Mapping[str, bytes] = field(default_factory=dict)


def audit(
    targets: Sequence[str],
    config: Config | None = None,
    *,
    is_partial: bool = False,
    on_progress: Callable[[Progress], None] = lambda _event: None,
    open_browsers: OpenBrowsers | None = None,
    only: Collection[str] | None = None,
    changed: str | None = None,
) -> AuditResult:
    """Audit folders of built HTML, files, URLs and sitemaps.

    A run that `is_partial` covers less than the project's configuration asks for: it reports no suppression
    as unused and no known finding as fixed. `on_progress` is called when the result of a page arrives.
    `open_browsers`, made from the same configuration, stay open for the next audit. With `only`,
    these pages of the targets are audited, by the rules that judge one page at a time. So are, with
    `changed`, the pages whose sources or assets differ from this Git revision.

    UserError if a target or the configuration cannot be used. Pages that cannot be tested, and a browser
    that does not start, are part of the report.
    """
    config = config or Config()
    inferred = None if config.base else infer_base(targets)
    if inferred is not None:
        config = replace(config, base=inferred.base)
    stopwatch = Stopwatch()
    shard = parse_shard(config.shard)
    selection, states = make_selection(config), read_states(config)
    plan = plan_of(selection, config, reads_tree=config.keep_evidence)
    browsers = open_browsers.chosen if open_browsers else choose_browsers(config)
    launcher = browsers.launcher
    remove_leftovers(Path(config.cache_dir))
    with (
        RunCache(config) as cache,
        collect(
            targets,
            base=config.base,
            exclude=config.exclude,
            timeout=config.timeout,
            crawl_limit=config.crawl_limit if config.crawl else 0,
            advertised=browsers.advertised,
            hashes=cache.hashes,
        ) as collected,
    ):
        scope = choose_pages(collected, targets, states, only=only, changed=changed)
        collection, is_partial = scope.collection, is_partial or scope.is_partial
        sites, policy = Sites(sites=(), maps={}), Policy()
        try:
            sites = open_sites(collection, selection, cache.files)
            # Read before any browser starts, so that a mistake in it is reported at once.
            policy = read_policy(config, sites.sources())
            job = Job(
                sites=sites.sites,
                plan=plan,
                launcher=launcher,
                jobs=launcher.browsers(config.jobs),
                allow_hosts=config.allow_hosts,
                cache=cache.evidence(plan, launcher),
                files=cache.files,
                interner=cache.interner,
                reads_markup=selection.has(MarkupRule),
                skipped=collection.skipped,
                not_tested=(*collection.not_tested, *sites.not_tested),
                notices=(*_base_notices(inferred), *sites.notices, *scope.notices),
                uncollected=collection.uncollected,
                shard=shard,
                pool=open_browsers.pool(plan) if open_browsers else None,
            )
            measured = measure(job, on_progress)
        except Interrupted:  # before the first page
            measured = nothing_measured(collection, shard)
        gathered = assemble(measured)
        if shard is not None or not scope.has_all_pages:
            selection = select_shard(selection)
        report = conclude(
            gathered,
            selection,
            policy,
            config,
            sites=sites.sites,
            targets=tuple(targets),
            is_partial=is_partial or shard is not None,
            stopwatch=stopwatch,
            known=cache.known_results(selection, gathered.digests),
        )
        report = replace(report, unchanged_since=scope.unchanged_since)
        report = record_shard(
            report,
            measured,
            sites=sites.sites,
            policy=policy,
            config=config,
            is_partial=is_partial,
        )
        if config.keep_evidence:
            report = keep_evidence(report, gathered.evidence, sites.sites)
        screenshots: Mapping[str, bytes] = {}
        if config.screenshots and not (report.interrupted or signals_received()):
            screenshots = take_screenshots(
                report, collection.pages, launcher, plan, allow_hosts=config.allow_hosts
            )
        if signals_received():
            report = replace(report, interrupted=True)
    return AuditResult(report=report, sources=sites.fixable(), screenshots=screenshots)


def _base_notices(inferred: InferredBase | None) -> tuple[Notice, ...]:
    return (Notice(page="", message=inferred.message),) if inferred is not None else ()


def audit_driver(driver: "LiveDriver", config: Config | None = None) -> Report:
    """Audit the page that a Selenium driver shows now, as it is.

    The page is not loaded again, nothing is emulated and no request is blocked, so the variants of the
    configuration do not apply. UserError if none of the selected rules can judge an open page.
    """
    config = config or Config()
    stopwatch = Stopwatch()
    selection = select_live(make_selection(config))
    policy = read_policy(config, ())
    live = browser.measure_live_page(driver, make_plan(selection, (), timeout=0))
    gathered = Gathered(
        planned=1,
        evidence=(live.result,) if isinstance(live.result, PageEvidence) else (),
        not_tested=(live.result,) if isinstance(live.result, NotTested) else (),
        variants=(live.variant,) if live.variant else (),
        axe=axe_version(),
        browser=live.browser,
    )
    return conclude(
        gathered,
        selection,
        policy,
        config,
        targets=(live.page,),
        is_partial=True,
        stopwatch=stopwatch,
    )


def audit_source(
    documents: Sequence[PageEvidence],
    sources: Iterable[tuple[str, Path]],
    config: Config | None = None,
    *,
    targets: Sequence[str] = (),
    is_partial: bool = False,
) -> Report:
    """Judge the sources of documents, without a page.

    `sources` are the files of the documents as (name for reports, path): their comments may suppress
    findings. For `is_partial`, see `audit`. UserError if none of the selected rules judges sources.
    """
    config = config or Config()
    stopwatch = Stopwatch()
    selection = select_source(make_selection(config))
    return conclude(
        Gathered(planned=len(documents), evidence=tuple(documents)),
        selection,
        read_policy(config, sources),
        config,
        targets=tuple(targets),
        is_partial=is_partial,
        stopwatch=stopwatch,
    )
