"""The one call behind every front end: targets and configuration in, a report out."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path

from a11ycheck.browser import Launcher, LiveDriver
from a11ycheck.collect import collect, names_whole_sites, read_page_file
from a11ycheck.config import Config
from a11ycheck.errors import BrowserError
from a11ycheck.fix import Sources
from a11ycheck.locate import SourceMap
from a11ycheck.model import Notice, Page, PageEvidence, Report
from a11ycheck.runner import (
    Audit,
    Progress,
    audit_live,
    judge_source,
    make_plan,
    make_selection,
    map_sources,
    on_source,
    read_accepted,
    read_maps,
    screenshots,
    setting_of,
    settle,
    sites_of,
)
from a11ycheck.store import EvidenceCache

__all__ = ["audit", "audit_driver", "audit_source"]

_MOST_JOBS = 8


def audit(
    targets: Sequence[str],
    config: Config,
    *,
    narrowed: bool = False,
    on_progress: Callable[[Progress], None] = lambda _step: None,
    on_screenshot: Callable[[str, bytes], None] | None = None,
    on_sources: Callable[[Sources], None] | None = None,
) -> Report:
    """Audit folders, files, addresses and sitemaps, and return the report.

    Findings that the project accepts (suppressions, baseline) are marked. `narrowed` says that less is
    looked at than the project asks for, so that nobody takes what was not seen for mended.

    Where `config.screenshots` asks for them, `on_screenshot` gets the fingerprint of a failed finding
    and a WebP picture of its first place. `on_sources` gets the sources of the pages that have a source
    map, if any has one: `fix.propose` mends by them.

    UserError where the targets or the configuration cannot be used; a page that cannot be seen, or a
    browser that cannot be had, is told in the report.
    """
    launcher = _launcher(config)
    selection = make_selection(config.select, config.ignore, config.rule_options())
    plan = make_plan(selection, config.variant_values(), timeout=config.timeout)
    with collect(
        targets, base=config.base, exclude=config.exclude, timeout=config.timeout
    ) as collection:
        run = Audit(
            selection=selection,
            plan=plan,
            launcher=launcher,
            jobs=config.jobs or _default_jobs(),
            fail_on=config.fail_on_impact(),
            allow_hosts=config.allow_hosts,
            cache=_cache(config, setting_of(plan, _identity(config, launcher))),
            on_progress=on_progress,
        )
        known = read_maps(collection, selection)
        maps = known.by_folder
        # Read before any page is: a mistake in them is told at once.
        accepted = read_accepted(config, map_sources(maps))
        report = run.run(
            sites_of(collection, maps),
            targets=tuple(targets),
            skipped=collection.skipped,
            not_tested=(*collection.not_tested, *known.not_tested),
            notices=chain(known.notices, _notices(collection.pages)),
        )
        report = known.completed(report)
        whole = not narrowed and names_whole_sites(targets)
        report = settle(report, accepted, selection, whole=whole)
        if maps and on_sources is not None:
            on_sources(_written(maps))
        if config.screenshots and on_screenshot is not None and not report.interrupted:
            _take_screenshots(on_screenshot, report, collection.pages, run)
        return report


def audit_driver(driver: LiveDriver, config: Config) -> Report:
    """Audit the page that a Selenium driver shows now, as it is, and return the report.

    `config` says which rules, and from which impact on the audit fails; its variants do not count:
    the page is not loaded anew, nothing is emulated, and no request is held back. UserError where the
    rules cannot be used.
    """
    selection = make_selection(config.select, config.ignore, config.rule_options())
    accepted = read_accepted(config, ())
    report = audit_live(driver, selection, fail_on=config.fail_on_impact())
    return settle(report, accepted, selection, whole=False)


def audit_source(
    documents: Sequence[PageEvidence],
    sources: Iterable[tuple[str, Path]],
    config: Config,
    *,
    targets: Sequence[str] = (),
    narrowed: bool = False,
) -> Report:
    """Judge what the authors of documents wrote, without a page, and return the report.

    `sources` are the files of the documents as (name for reports, path): their comments may suppress.
    `narrowed` says that fewer rules run than the project asks for. UserError where the rules cannot be
    used, or none of them judges the source.
    """
    chosen = make_selection(config.select, config.ignore, config.rule_options())
    selection = on_source(chosen)
    accepted = read_accepted(config, sources)
    report = judge_source(
        documents, selection, fail_on=config.fail_on_impact(), targets=tuple(targets)
    )
    return settle(report, accepted, selection, whole=not narrowed)


def _take_screenshots(
    on_screenshot: Callable[[str, bytes], None], report: Report, pages: Sequence[Page], run: Audit
) -> None:
    taken = screenshots(report, pages, run.launcher, run.plan, allow_hosts=run.allow_hosts)
    # The report is whole without pictures: whoever will not wait for them gets it as it is.
    with closing(taken), suppress(KeyboardInterrupt):
        for fingerprint, picture in taken:
            on_screenshot(fingerprint, picture)


def _launcher(config: Config) -> Launcher:
    return Launcher(config.browser, config.driver, timeout=config.timeout, sandbox=config.sandbox)


def _default_jobs() -> int:
    """Return one browser for each core that this process may use, within reason."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    return min(cores, _MOST_JOBS)


def _cache(config: Config, setting: str) -> EvidenceCache | None:
    return EvidenceCache(folder=Path(config.cache_dir), setting=setting) if config.cache else None


def _identity(config: Config, launcher: Launcher) -> dict[str, str]:
    """Return what else evidence depends on: the browser's binary, and what pages may ask."""
    try:
        binary = Path(launcher.binaries.browser).resolve()
        state = binary.stat()
        browser = f"{binary} {state.st_size} {state.st_mtime_ns}"
    except (BrowserError, OSError):
        browser = ""
    return {"browser": browser, "hosts": " ".join(config.allow_hosts), "base": config.base}


def _written(maps: Mapping[Path, SourceMap]) -> Sources:
    """Return the sources of all pages, and what was read in them."""
    whole = Sources()
    for root, found in maps.items():
        facts = (fact for page in found.pages for fact in found.facts(page))
        here = Sources(
            roots=(found.top(root),),
            files=found.sources(root),
            hashes=found.hashes,
            facts=tuple(facts),
        )
        whole = whole.joined(here)
    return whole


def _notices(pages: Sequence[Page]) -> Iterator[Notice]:
    for page in pages:
        if page.file is not None:
            notices = read_page_file(page.file).notices
            yield from (Notice(page=page.path, message=item) for item in notices)
