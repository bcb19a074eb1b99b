"""Add the source locations of elements to assertions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from a11ycheck.model import Assertion, Element, Page, SourceLocation
from a11ycheck.run.sites import LocatedSite

__all__ = ["locate_assertions"]

_Sites = Mapping[str, tuple[LocatedSite, Page]]


def locate_assertions(
    assertions: Sequence[Assertion], sites: Iterable[LocatedSite], audited: Sequence[str]
) -> list[Assertion]:
    """Return the assertions with the source location of each element that a source map knows.

    An element of several pages can have another location on each of them. Then its assertion is split, and
    the parts are sorted as if each page had been judged by itself: by rule, then by the first page.
    """
    sites_by_page = {page.path: (site, page) for site in sites for page in site.pages}
    located: list[Assertion] = []
    for item in assertions:
        located += _located(item, sites_by_page)
    if len(located) > len(assertions):
        rules = {item.rule: number for number, item in enumerate(reversed(assertions))}
        position = {page: number for number, page in enumerate(audited)}
        located.sort(key=lambda it: (-rules[it.rule], position.get(it.page, len(position))))
    return located


def _located(item: Assertion, sites: _Sites) -> list[Assertion]:
    element = item.element
    if item.source is not None or element is None or not sites:
        return [item]
    if element.mark < 0 and not element.is_root:
        return [item]  # no start tag of the page's file made it
    pages: dict[SourceLocation | None, list[str]] = {}
    for page in item.pages:
        pages.setdefault(_location(element, page, sites), []).append(page)
    if len(pages) == 1:
        (source,) = pages
        return [item] if source is None else [replace(item, source=source)]
    return [replace(item, source=source, pages=tuple(mine)) for source, mine in pages.items()]


def _location(element: Element, page: str, sites: _Sites) -> SourceLocation | None:
    if page not in sites:
        return None
    site, known = sites[page]
    return site.location(known, element)
