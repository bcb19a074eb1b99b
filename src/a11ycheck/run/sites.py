"""Group the pages of a collection by origin, each with what is known of its files and sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Protocol

from a11ycheck.collect import Collection
from a11ycheck.fix import Sources
from a11ycheck.locate import SourceMap, lacks_map, left_pages, map_path, read_map
from a11ycheck.model import (
    Element,
    Message,
    MessageTemplate,
    Notice,
    NotTested,
    Page,
    SourceFact,
    SourceLocation,
    SourceRule,
)
from a11ycheck.run.page_comments import suppressions_in_pages
from a11ycheck.run.page_files import PageFiles
from a11ycheck.run.responses import Responses
from a11ycheck.run.selection import Selection
from a11ycheck.web.site_server import SiteServer

__all__ = ["LocatedSite", "MappedSite", "PlainSite", "Site", "Sites", "open_sites"]

OUTDATED_MAP = MessageTemplate(
    "outdated-source-map",
    "The source map is older than {pages}: findings there have no source lines, and no rule judges the "
    "source. Rebuild the site.",
)
SEVERAL_PAGES = MessageTemplate("several-pages", "{page} and {count} more pages")
LEFT_PAGES = MessageTemplate(
    "left-pages",
    "An earlier build made {pages}, and no document does now. "
    "Delete the output folder, and build again.",
)
FORWARDED = MessageTemplate(
    "forwarded-origin",
    "Site is audited as if it was published at {url}: its pages name their files there.",
)
NO_SOURCES = MessageTemplate(
    "no-sources", "The sources of {folder} were not found: suppressions in them do not apply."
)


class LocatedSite(Protocol):
    """Pages, and the source lines of their elements."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """Return the pages in their order."""

    def location(self, page: Page, element: Element) -> SourceLocation | None:
        """Return the source location of an element, or of its nearest marked ancestor."""


class Site(LocatedSite, Protocol):
    """Pages of one origin, and what is known of their files and sources."""

    @property
    def origin(self) -> str:
        """Return the origin that we serve the pages at, "" for the pages of other servers."""

    @property
    def responses(self) -> Responses | None:
        """Return the responses of our server, None for the pages of other servers."""

    def marks_hash(self, page: Page) -> str:
        """Return what identifies the marks of a page while it is audited, "" if it has none."""

    def location_at(self, page: Page, offset: int) -> SourceLocation | None:
        """Return the source location of the start tag at a byte offset in the page's file."""

    def facts(self, page: Page) -> tuple[SourceFact, ...] | None:
        """Return the facts of the page's source, None if no source map covers the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSite:
    """Pages without a source map: nothing is known of their sources."""

    origin: str
    pages: tuple[Page, ...]
    responses: Responses | None = None

    def marks_hash(self, _page: Page) -> str:
        """Return "": the pages are served as they are."""
        return ""

    def location(self, _page: Page, _element: Element) -> None:
        """Return None."""

    def location_at(self, _page: Page, _offset: int) -> None:
        """Return None."""

    def facts(self, _page: Page) -> None:
        """Return None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSite:
    """Pages that are served with marks in their start tags, by which elements find their source lines.

    `covered` are the files, relative to `root`, whose bytes the map was made for.
    """

    origin: str
    pages: tuple[Page, ...]
    responses: Responses
    map: SourceMap
    root: Path
    covered: frozenset[str]

    def marks_hash(self, page: Page) -> str:
        """Return a hash of the page's marks, "" if the map is not for the page's bytes."""
        name = _name(self.root, page.file)
        return self.map.marks_hash(name) if name in self.covered else ""

    def location(self, page: Page, element: Element) -> SourceLocation | None:
        """Return the source location of an element, or of its nearest marked ancestor."""
        return self.map.location(_name(self.root, page.file), element)

    def location_at(self, page: Page, offset: int) -> SourceLocation | None:
        """Return the source location of the start tag at a byte offset, if it is marked."""
        name = _name(self.root, page.file)
        return self.map.location_at(name, offset) if name in self.covered else None

    def facts(self, page: Page) -> tuple[SourceFact, ...] | None:
        """Return the facts of the page's source, None if the page is newer than the map."""
        name = _name(self.root, page.file)
        return self.map.facts(name) if name in self.covered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """All sites of a run, their source maps by the site's folder, and what is wrong with these.

    The facts of sources are in the map. If it cannot be used, the rules that judge sources judge nothing:
    the map is `not_tested`, like a page. If no such rule is selected, that is a notice.
    """

    sites: tuple[Site, ...]
    maps: Mapping[Path, SourceMap]
    not_tested: tuple[NotTested, ...] = ()
    notices: tuple[Notice, ...] = ()

    def sources(self) -> Iterator[tuple[str, Path]]:
        """Yield the sources of all pages: their names in reports, and their paths."""
        for root, found in self.maps.items():
            yield from found.sources(root).items()

    def fixable(self) -> Sources:
        """Return the source files of all pages, with the facts that were read in them."""
        parts = (
            Sources(
                roots=(found.project(root),),
                files=found.sources(root),
                hashes=found.hashes,
                facts=tuple(fact for page in found.pages for fact in found.facts(page)),
            )
            for root, found in self.maps.items()
        )
        return reduce(Sources.joined, parts, Sources())


def open_sites(
    collection: Collection, selection: Selection, files: PageFiles | None = None
) -> Sites:
    """Return the sites of a collection; from then on, servers add marks to pages with a source map."""
    files = files or PageFiles()
    is_judged = selection.has(SourceRule)
    sites: list[Site] = []
    maps: dict[Path, SourceMap] = {}
    not_tested: list[NotTested] = []
    notices: list[Notice] = []
    for server in collection.servers:
        pages = tuple(item for item in collection.pages if item.url.startswith(f"{server.origin}/"))
        found, problem = read_map(server.root)
        advice = lacks_map(server.root) if found is None else None
        if found is None:
            sites.append(PlainSite(origin=server.origin, pages=pages, responses=server))
            notices += suppressions_in_pages(pages, files)
        else:
            maps[server.root] = found
            site, stale = _mapped_site(server, pages, found, files)
            sites.append(site)
            problem = problem or _outdated(stale)
            if found.files and not found.sources(server.root):
                advice = NO_SOURCES.format(folder=server.root)
        if server.upstream:
            url = server.origin + server.base
            notices.append(Notice(page="", message=FORWARDED.format(url=url)))
        if problem and is_judged:
            not_tested.append(NotTested(page=map_path(server.root).name, reason=problem))
        elif message := problem or advice:
            notices.append(Notice(page="", message=message))
        built = (page.file for page in pages if page.file is not None)
        if left := [_name(server.root, file) for file in left_pages(server.root, built)]:
            notices.append(Notice(page="", message=LEFT_PAGES.format(pages=_named(left))))
    remote = tuple(page for page in collection.pages if page.file is None)
    if remote:
        sites.append(PlainSite(origin="", pages=remote))
    return Sites(
        sites=tuple(sites), maps=maps, not_tested=tuple(not_tested), notices=tuple(notices)
    )


def _mapped_site(
    server: SiteServer, pages: tuple[Page, ...], found: SourceMap, files: PageFiles
) -> tuple[MappedSite, list[str]]:
    """Return the site, and the pages that have changed since the map was made."""
    root = server.root
    states = dict(_states(root, pages, found, files))
    server.rewrite_pages(lambda file, data: found.marked(_name(root, file), data))
    site = MappedSite(
        origin=server.origin,
        pages=pages,
        responses=server,
        map=found,
        root=root,
        covered=frozenset(name for name, is_covered in states.items() if is_covered),
    )
    return site, [name for name, is_covered in states.items() if not is_covered]


def _states(
    root: Path, pages: Iterable[Page], found: SourceMap, files: PageFiles
) -> Iterator[tuple[str, bool]]:
    """Yield each readable page of a map, and whether the map covers its bytes."""
    for page in pages:
        name = _name(root, page.file)
        if page.file is not None and name in found.pages:
            try:
                digest = files.hash(page.file)
            except OSError:
                continue  # `gather` reports it as not tested
            yield name, found.is_for(name, digest)


def _name(root: Path, file: Path | None) -> str:
    """Return a file's path relative to its site, as the source map names it."""
    return file.relative_to(root).as_posix() if file and file.is_relative_to(root) else ""


def _outdated(stale: list[str]) -> Message | None:
    return OUTDATED_MAP.format(pages=_named(stale)) if stale else None


def _named(names: list[str]) -> Message | str:
    """Return the first of some pages, and how many more there are."""
    first, *others = sorted(names)
    return SEVERAL_PAGES.format(page=first, count=len(others)) if others else first
