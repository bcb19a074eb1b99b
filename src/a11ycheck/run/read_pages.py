"""Read the accessibility trees of pages: from the cache (of an audit, too), else by a browser."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from a11ycheck.collect import Collection, collect, infer_base
from a11ycheck.config import Config
from a11ycheck.errors import UserError, suggestion
from a11ycheck.model import (
    Element,
    NotTested,
    Page,
    PageEvidence,
    PageTree,
    SourceLocation,
)
from a11ycheck.run.browsers import choose_browsers
from a11ycheck.run.gathered import assemble
from a11ycheck.run.interrupted import remove_leftovers
from a11ycheck.run.job import Job, Progress, measure
from a11ycheck.run.run_cache import RunCache
from a11ycheck.run.selection import Selection, make_selection, plan_of
from a11ycheck.run.sites import Site, open_sites
from a11ycheck.web.globs import compile_globs

__all__ = ["PageReading", "PagesRead", "read_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """The accessibility trees of a page, and the source lines of elements by their marks."""

    page: str
    trees: tuple[PageTree, ...]
    site: Site
    origin: Page

    def source(self, element: Element | None) -> SourceLocation | None:
        """Return the source location of an element, None if no source map knows it."""
        if element is None or (element.mark < 0 and not element.is_root):
            return None
        return self.site.location(self.origin, element)


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesRead:
    """The pages that were read, in their order, and those that could not be."""

    pages: tuple[PageReading, ...]
    not_tested: tuple[NotTested, ...] = ()
    interrupted: bool = False


def read_pages(
    targets: Sequence[str],
    config: Config,
    *,
    pages: Sequence[str] = (),
    on_progress: Callable[[Progress], None] = lambda _event: None,
) -> PagesRead:
    """Return the accessibility trees of the pages of targets, or of those pages that match `pages`.

    UserError if a target or the configuration cannot be used, or no page matches.
    """
    inferred = None if config.base else infer_base(targets)
    if inferred is not None:
        config = replace(config, base=inferred.base)
    selection = Selection(rules=(), options={})
    plan = plan_of(selection, config, reads_tree=True)
    audited = plan_of(make_selection(config), config, reads_tree=config.keep_evidence)
    larger = [audited] if audited.reads_tree else []
    browsers = choose_browsers(config)
    remove_leftovers(Path(config.cache_dir))
    with (
        RunCache(config) as cache,
        collect(
            targets,
            base=config.base,
            exclude=config.exclude,
            timeout=config.timeout,
            advertised=browsers.advertised,
            hashes=cache.hashes,
        ) as collected,
    ):
        collection = _chosen(collected, pages)
        sites = open_sites(collection, selection, cache.files)
        job = Job(
            sites=sites.sites,
            plan=plan,
            launcher=browsers.launcher,
            jobs=browsers.launcher.browsers(config.jobs),
            allow_hosts=config.allow_hosts,
            cache=cache.evidence(plan, browsers.launcher, *larger),
            files=cache.files,
            interner=cache.interner,
            reads_markup=False,
            not_tested=collection.not_tested,
        )
        gathered = assemble(measure(job, on_progress))
        by_page = {page.path: (site, page) for site in sites.sites for page in site.pages}
        pages_read = tuple(_reading(item, *by_page[item.page]) for item in gathered.evidence)
    return PagesRead(
        pages=pages_read,
        not_tested=gathered.not_tested,
        interrupted=gathered.interrupted,
    )


def _reading(evidence: PageEvidence, site: Site, page: Page) -> PageReading:
    trees = tuple(replace(tree, nodes=tuple(tree.nodes)) for tree in evidence.trees)
    return PageReading(page=evidence.page, trees=trees, site=site, origin=page)


def _chosen(collection: Collection, patterns: Sequence[str]) -> Collection:
    if not patterns:
        return collection
    known = [page.path for page in collection.pages]
    named = {pattern for pattern in patterns if pattern in known}
    matches = compile_globs([pattern for pattern in patterns if pattern not in named])
    found = {path for path in known if path in named or matches(path)}
    if not found:
        hint = suggestion(patterns[0], known, f"Pages: {', '.join(known[:5])}.")
        raise UserError(f'No page matches "{patterns[0]}".', hint)
    return replace(collection, pages=tuple(p for p in collection.pages if p.path in found))
