"""Locate assertions in the sources of their pages, and group them into findings."""

from collections.abc import Iterable
from dataclasses import replace

from a11ycheck.evaluate import group
from a11ycheck.model import Assertion, Evaluation, Finding, Page
from a11ycheck.run.selection import Selection
from a11ycheck.run.sites import Site

__all__ = ["locate"]


def locate(
    evaluation: Evaluation, selection: Selection, sites: Iterable[Site], audited: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Return the findings, with the source location of each element that a source map knows.

    `audited` are the pages in their order. Locations come before grouping: what an author wrote in one file
    is another cause than the same markup in another file.
    """
    sites_by_page = {page.path: (site, page) for site in sites for page in site.pages}
    located = [
        _located(item, *sites_by_page.get(item.page, (None, None)))
        for item in evaluation.assertions
    ]
    return group(located, {str(rule.id): rule for rule in selection.rules}, audited)


def _located(item: Assertion, site: Site | None, page: Page | None) -> Assertion:
    if item.source is not None or item.element is None or site is None or page is None:
        return item
    return replace(item, source=site.location(page, item.element))
