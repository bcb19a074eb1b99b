"""From targets to pages: each once, named for reports, with servers running for the local ones."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from os import fsencode
from os.path import commonpath
from pathlib import Path

from a11ycheck.collect.closing import Closing
from a11ycheck.collect.server import SiteServer
from a11ycheck.collect.targets import Item, read_target
from a11ycheck.errors import UserError
from a11ycheck.model import NotTested, Page, Skipped
from a11ycheck.web.globs import compile_globs
from a11ycheck.web.urls import base_path

__all__ = ["Collection", "collect"]

EXCLUDED = "excluded by configuration"
NOT_INCLUDED = "not among the pages to include"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Closing):
    """What is to be audited: a context manager, since it owns the servers of its local pages.

    `not_tested` are files and folders that could not be read, so that nobody takes them for clean.
    """

    pages: tuple[Page, ...]
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    servers: tuple[SiteServer, ...] = ()

    def close(self) -> None:
        """Stop the servers; closing twice does no harm."""
        for server in self.servers:
            server.close()


def collect(
    targets: Sequence[str],
    *,
    base: str = "",
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    timeout: float = 30.0,
) -> Collection:
    """Return the pages that the targets name, each once, in their order.

    `base` is the sub-path that local sites were made for, `include` and `exclude` are patterns of
    `globs.matcher` over the paths that reports use, `timeout` bounds each request for a sitemap, in
    seconds. A page's path is relative to its folder; with several folders, to the one above them all.
    UserError where a target cannot be used or no page is left.
    """
    if not targets:
        message = "Nothing to audit is named."
        raise UserError(message, "Name a folder, a file, an address or a sitemap.")
    base_path(base)
    left_out = _chooser(include, exclude)
    found = _once(item for target in targets for item in read_target(target, timeout=timeout))
    name = _namer(found)
    items = [
        replace(item, skipped=left_out(name(item))) if item.is_page else item for item in found
    ]
    if all(item.skipped for item in items):
        raise _no_page(targets, found)
    return _serve(items, name, base)


def _once(items: Iterable[Item]) -> list[Item]:
    """Keep each place once; a site that lies in another one is served as a part of it."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.place, item)
    roots = sorted({item.root for item in first.values() if item.root}, key=lambda root: root.parts)
    outer = {root: next(top for top in roots if root.is_relative_to(top)) for root in roots}
    return [replace(item, root=outer[item.root]) if item.root else item for item in first.values()]


def _namer(items: Iterable[Item]) -> Callable[[Item], str]:
    """Return the function that names items for reports."""
    roots = {item.root for item in items if item.root}
    top = Path(commonpath(roots)) if roots else Path()

    def name(item: Item) -> str:
        if item.root is None:
            return item.place
        # Names that are not UTF-8 could not be printed.
        path = Path(item.place).relative_to(top).as_posix()
        return fsencode(path).decode("utf-8", "replace")

    return name


def _chooser(include: Sequence[str], exclude: Sequence[str]) -> Callable[[str], str]:
    """Return the function that says why a page is left out, or nothing."""
    is_included, is_excluded = compile_globs(include), compile_globs(exclude)

    def reason(page: str) -> str:
        if is_excluded(page):
            return EXCLUDED
        return "" if not include or is_included(page) else NOT_INCLUDED

    return reason


def _no_page(targets: Sequence[str], found: Iterable[Item]) -> UserError:
    named = ", ".join(targets)
    if any(item.is_page for item in found):
        return UserError(
            f"No page of {named} is left: all are excluded or not included.",
            "Check the patterns of `exclude` and `include`.",
        )
    return UserError(
        f"{named} holds no page: its HTML lies in folders of assets or behind links that lead out.",
        "Name the folder with the built HTML.",
    )


def _serve(items: Sequence[Item], name: Callable[[Item], str], base: str) -> Collection:
    roots = dict.fromkeys(item.root for item in items if item.root and item.is_page)
    with ExitStack() as stack:
        servers = {root: stack.enter_context(SiteServer(root, base=base)) for root in roots}
        collection = Collection(
            pages=tuple(_page(item, name(item), servers) for item in items if item.is_page),
            skipped=tuple(Skipped(page=name(i), reason=i.skipped) for i in items if i.skipped),
            not_tested=tuple(
                NotTested(page=name(i), reason=i.unreadable) for i in items if i.unreadable
            ),
            servers=tuple(servers.values()),
        )
        stack.pop_all()  # from here on the collection owns the servers
    return collection


def _page(item: Item, name: str, servers: dict[Path, SiteServer]) -> Page:
    if item.root is None:
        return Page(path=name, url=item.place)
    file = Path(item.place)
    url = servers[item.root].url_for(file.relative_to(item.root).as_posix())
    return Page(path=name, url=url, file=file)
