"""The pages of a collection by where they come from, and what the source maps know of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from a11ycheck.collect import Collection
from a11ycheck.locate import SourceMap
from a11ycheck.model import Page
from a11ycheck.runner.run import Site
from a11ycheck.web.site_server import SiteServer

__all__ = ["sites_of"]


def sites_of(collection: Collection, maps: Mapping[Path, SourceMap]) -> Iterator[Site]:
    """Yield the pages by where they come from: each server of ours, and the rest of the world."""
    for server in collection.servers:
        pages = tuple(page for page in collection.pages if _is_on(page, server))
        found = maps.get(server.root)
        if found is None:
            yield Site(origin=server.origin, pages=pages, file_for=server.file_for)
        else:
            yield _mapped_site(server, pages, found)
    abroad = tuple(page for page in collection.pages if page.file is None)
    if abroad:
        yield Site(origin="", pages=abroad)


def _mapped_site(server: SiteServer, pages: tuple[Page, ...], found: SourceMap) -> Site:
    """Return a site whose pages are served with marks, by which places find their source lines."""

    def name(file: Path | None) -> str:
        inside = file is not None and file.is_relative_to(server.root)
        return file.relative_to(server.root).as_posix() if file is not None and inside else ""

    server.rewrite_pages(lambda file, data: found.marked(name(file), data))
    return Site(
        origin=server.origin,
        pages=pages,
        file_for=server.file_for,
        marked=lambda page: (
            page.file is not None and found.covers(name(page.file), page.file.read_bytes())
        ),
        source_of=lambda page, element: found.location(name(page.file), element),
        facts_of=lambda page: found.facts(name(page.file)),
    )


def _is_on(page: Page, server: SiteServer) -> bool:
    return page.url.startswith(f"{server.origin}/")
