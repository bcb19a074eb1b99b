"""From targets to pages: each once, named for reports, with a server for each local site."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from functools import partial
from os import fsencode
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING

from a11ycheck.collect.entry import Entry
from a11ycheck.collect.published_origin import published_origin
from a11ycheck.collect.published_paths import PublishedPaths
from a11ycheck.collect.sitemap import is_sitemap
from a11ycheck.collect.targets import read_target
from a11ycheck.errors import UserError
from a11ycheck.model import MessageTemplate, NotTested, Page, Skipped, Uncollected
from a11ycheck.web.advertised import Advertised
from a11ycheck.web.globs import compile_globs
from a11ycheck.web.regular_files import ContentHashes
from a11ycheck.web.site_server import SiteServer
from a11ycheck.web.urls import base_path, has_scheme

if TYPE_CHECKING:
    from a11ycheck.collect.crawl import CrawlOptions

__all__ = ["Collection", "collect"]

EXCLUDED = MessageTemplate("excluded", "excluded by configuration")

_MOST_FILES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(AbstractContextManager["Collection"]):
    """What is to be audited, with the servers of its local pages; closing it stops them.

    `not_tested` are the files, folders and sitemaps that could not be read.
    """

    pages: tuple[Page, ...]
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    uncollected: tuple[Uncollected, ...] = ()
    servers: tuple[SiteServer, ...] = ()

    def only(self, pages: Iterable[str]) -> "Collection":
        """Return a collection of some of the pages, by their paths, with the same servers."""
        wanted = frozenset(pages)
        return Collection(
            pages=tuple(page for page in self.pages if page.path in wanted), servers=self.servers
        )

    def close(self) -> None:
        """Stop the servers; a second call does nothing."""
        for server in self.servers:
            server.close()

    def __exit__(self, *_: object) -> None:
        """Stop the servers."""
        self.close()


def collect(
    targets: Sequence[str],
    *,
    base: str = "",
    exclude: Sequence[str] = (),
    timeout: float = 30.0,
    advertised: Advertised | None = None,
    hashes: ContentHashes | None = None,
    crawl_limit: int = 0,
) -> Collection:
    """Return the pages of the targets, each once, in their order.

    `base` is the path under which local sites are published, `exclude` are patterns (`compile_globs`) for
    the paths of pages in reports, and `timeout` limits each request for a sitemap, in seconds. A page's
    path is relative to its folder; with several folders, to the folder above them all. Local pages are
    served on loopback, or where they are `advertised`. `hashes` are those of files that are known already.
    `crawl_limit` is how many pages links may lead to, 0 to follow no link. UserError where a target cannot
    be used, or nothing can be served there.
    """
    if not targets:
        message = "There is nothing to audit."
        raise UserError(message, "Name a folder, a file, a URL or a sitemap.")
    base_path(base)
    is_excluded = compile_globs(exclude)
    crawling = _crawling(targets, crawl_limit, timeout, is_excluded) if crawl_limit else None
    found = _unique(
        entry
        for target in targets
        for entry in read_target(target, timeout=timeout, crawling=crawling)
    )
    name = _namer(found)
    entries = [
        replace(entry, skipped=EXCLUDED.format())
        if entry.is_page and is_excluded(name(entry))
        else entry
        for entry in found
    ]
    serve = partial(SiteServer, base=base, hashes=hashes)
    return _serve(entries, name, serve, advertised, base)


def _crawling(
    targets: Iterable[str], limit: int, timeout: float, is_excluded: Callable[[str], bool]
) -> "CrawlOptions":
    """Return the bounds of the crawl; UserError if no target has links to follow."""
    if not any(has_scheme(target) and not is_sitemap(target) for target in targets):
        message = "--crawl follows the links of a URL, and no target is the URL of a page."
        raise UserError(message, "Name the start page, such as https://example.org/.")
    from a11ycheck.collect.crawl import CrawlOptions  # noqa: PLC0415 - folders need no HTTP client

    return CrawlOptions(limit=limit, timeout=timeout, is_excluded=is_excluded)


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    """Keep each location once; a site inside another one is served as a part of it."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.location, entry)
    roots = sorted(
        {entry.root for entry in first.values() if entry.root}, key=lambda root: root.parts
    )
    outer = {root: next(top for top in roots if root.is_relative_to(top)) for root in roots}
    return [
        replace(entry, root=outer[entry.root]) if entry.root else entry for entry in first.values()
    ]


def _namer(entries: Iterable[Entry]) -> Callable[[Entry], str]:
    """Return the function that names entries for reports."""
    roots = {entry.root for entry in entries if entry.root}
    top = Path(commonpath(roots)) if roots else Path()

    def name(entry: Entry) -> str:
        if entry.root is None:
            return entry.location
        path = Path(entry.location).relative_to(top).as_posix()
        # A name that is not UTF-8 could not be printed.
        return fsencode(path).decode("utf-8", "replace")

    return name


def _serve(
    entries: Sequence[Entry],
    name: Callable[[Entry], str],
    serve: Callable[..., SiteServer],
    advertised: Advertised | None,
    base: str,
) -> Collection:
    origins = _published_origins(entries, base)
    with ExitStack() as stack:
        servers = {
            root: stack.enter_context(
                _server(root, partial(serve, origin=origin), advertised, is_only=len(origins) == 1)
            )
            for root, origin in origins.items()
        }
        paths = {root: PublishedPaths(own.root, own.base) for root, own in servers.items()}
        collection = Collection(
            pages=tuple(
                _page(entry, name(entry), servers, paths) for entry in entries if entry.is_page
            ),
            skipped=tuple(
                Skipped(page=name(entry), reason=entry.skipped)
                for entry in entries
                if entry.skipped
            ),
            not_tested=tuple(
                NotTested(page=name(entry), reason=entry.unreadable)
                for entry in entries
                if entry.unreadable
            ),
            uncollected=tuple(_uncollected(entries, name)),
            servers=tuple(servers.values()),
        )
        stack.pop_all()  # from here on the collection owns the servers
    return collection


def _published_origins(entries: Sequence[Entry], base: str) -> Mapping[Path, str]:
    """Return the folders to serve, each with the origin at which its pages have to be requested, or ""."""
    pages: dict[Path, list[str]] = {}
    for entry in entries:
        if entry.root and entry.is_page:
            page = Path(entry.location).relative_to(entry.root).as_posix()
            pages.setdefault(entry.root, []).append(page)
    origins = {root: published_origin(root, base_path(base), pages[root]) for root in pages}
    # One origin can be forwarded to one server only.
    counts = Counter(origins.values())
    return {root: origin if counts[origin] == 1 else "" for root, origin in origins.items()}


def _uncollected(entries: Sequence[Entry], name: Callable[[Entry], str]) -> Iterator[Uncollected]:
    """Yield the files that are no candidates, grouped by the reason."""
    reasons = {str(entry.uncollected): entry.uncollected for entry in entries if entry.uncollected}
    for text, reason in sorted(reasons.items()):
        files = [name(entry) for entry in entries if str(entry.uncollected) == text]
        yield Uncollected(reason=reason, count=len(files), files=tuple(files[:_MOST_FILES]))


def _page(
    entry: Entry,
    name: str,
    servers: Mapping[Path, SiteServer],
    paths: Mapping[Path, PublishedPaths],
) -> Page:
    if entry.root is None:
        return Page(path=name, url=entry.location)
    server = servers[entry.root]
    file = Path(entry.location)
    path = paths[entry.root].of(file.relative_to(entry.root).as_posix())
    return Page(path=name, url=server.url_for(path), file=file, upstream=server.upstream)


def _server(
    root: Path, serve: Callable[..., SiteServer], advertised: Advertised | None, *, is_only: bool
) -> SiteServer:
    if advertised is None:
        return serve(root)
    where = f"--advertise {advertised.host}:{advertised.port}"
    if advertised.port and not is_only:
        message = f"{where}: several sites cannot be served on one port."
        raise UserError(message, "Omit the port, or audit one site at a time.")
    try:
        return serve(root, advertised=advertised)
    except OSError as error:
        message = f"{where}: nothing can be served there: {error.strerror or error}."
        raise UserError(message, "Name another port, or omit it for a free one.") from None
