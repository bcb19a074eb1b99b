"""The navigation of a page: its branch of the site, never the whole tree.

Sphinx can render the tree of all pages into each page, and furo does so: the work and the size of a site
then grow with the square of its pages. Here the tree is read once per build, and a page gets its
ancestors, siblings and children, and a link to the page with all pages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.locale import _

__all__ = ["Entry", "Group", "SiteTree", "read_tree", "render_all", "render_branch"]

_URL = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_VIRTUAL = {
    "genindex": lambda: _("Index"),
    "modindex": lambda: _("Module Index"),
    "search": lambda: _("Search Page"),
}
_MODULE_INDEX = "py-modindex"
_SHRINK = 3
"""Each level up shows a third of the entries of the level below: the branch is short at any depth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the navigation: its title, and a page of the site or a URL elsewhere."""

    title: str
    page: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The entries of one `toctree`, with its caption (may be empty)."""

    caption: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTree:
    """The pages in the `toctree`s of each page, the parent of each page, and the number of all entries."""

    root: str
    below: dict[str, tuple[Group, ...]]
    parents: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def path(self, page: str) -> tuple[str, ...]:
        """Return the pages from the root to a page; only the root for a page in no `toctree`."""
        found = [page]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return tuple(reversed(found)) if found[-1] == self.root else (self.root,)

    def entries(self, page: str) -> tuple[Entry, ...]:
        """Return all entries below a page, without their captions."""
        return tuple(entry for group in self.below.get(page, ()) for entry in group.entries)


def read_tree(app: Sphinx) -> SiteTree:
    """Return the tree of all pages, from the `toctree`s that Sphinx has collected."""
    env = app.env
    root: str = app.config.root_doc
    every = {page: tuple(_groups(app, page)) for page in env.tocs}
    below = {page: groups for page, groups in every.items() if groups}
    size = sum(len(group.entries) for groups in below.values() for group in groups)
    tree = SiteTree(root=root, below=below, size=size)
    queue = [root]
    for page in queue:  # breadth first: a page that is listed twice is where the path is shorter
        for entry in tree.entries(page):
            if entry.page and entry.page != root and entry.page not in tree.parents:
                tree.parents[entry.page] = page
                queue.append(entry.page)
    return tree


def _groups(app: Sphinx, page: str) -> Iterator[Group]:
    for toctree in app.env.tocs[page].findall(addnodes.toctree):
        if _is_wanted(app, toctree):
            entries = (_entry(app.env, page, title, ref) for title, ref in toctree["entries"])
            yield Group(
                caption=toctree.get("caption") or "",
                entries=tuple(entry for entry in entries if entry is not None),
            )


def _is_wanted(app: Sphinx, node: nodes.Node | None) -> bool:
    """Return whether this build includes a node: no `only` around it excludes it."""
    while node is not None:
        if isinstance(node, addnodes.only) and not app.tags.eval_condition(node["expr"]):
            return False
        node = node.parent
    return True


def _entry(env: BuildEnvironment, page: str, title: str | None, ref: str) -> Entry | None:
    if _URL.match(ref):
        return Entry(title=title or ref, url=ref)
    ref = page if ref == "self" else ref
    if ref in env.titles:
        return Entry(title=_number(env, ref) + (title or env.titles[ref].astext()), page=ref)
    if ref in _VIRTUAL:
        return Entry(
            title=title or _VIRTUAL[ref](), page=_MODULE_INDEX if ref == "modindex" else ref
        )
    return None


def _number(env: BuildEnvironment, page: str) -> str:
    number = env.toc_secnumbers.get(page, {}).get("")
    if not number:
        return ""
    suffix: str = env.config.html_secnumber_suffix
    return ".".join(map(str, number)) + suffix


def render_branch(
    tree: SiteTree, builder: StandaloneHTMLBuilder, page: str, *, siblings: int, expand: bool
) -> str:
    """Return the navigation of a page as lists, with at most `siblings` entries on its own level.

    With `expand`, other branches are there too, each closed: a `details` element needs no script.
    """
    return _Branch(tree=tree, builder=builder, page=page, siblings=siblings, expand=expand).html()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Branch:
    tree: SiteTree
    builder: StandaloneHTMLBuilder
    page: str
    siblings: int
    expand: bool

    def html(self) -> str:
        way = self.tree.path(self.page)
        shown = self._window(self.tree.entries(self.tree.root), way)
        parts, start = [], 0
        for group in self.tree.below.get(self.tree.root, ()):
            there = range(start, start + len(group.entries))
            start = there.stop
            entries = [entry for at, entry in zip(there, group.entries, strict=True) if at in shown]
            if entries:
                parts.append(_caption(group.caption, "p") + self._list(entries, way))
        return "".join(parts)

    def _window(self, entries: Sequence[Entry], way: Sequence[str]) -> range:
        """Return the entries of a level around the page's own: fewer, the higher the level is."""
        deeper = max(len(way) - 2, 0) + bool(way[1:] and self.tree.entries(self.page))
        room = max(self.siblings // _SHRINK**deeper, 1)
        here = next((at for at, entry in enumerate(entries) if entry.page in way[1:]), 0)
        start = max(0, min(here - room // 2, len(entries) - room))
        return range(start, min(start + room, len(entries)))

    def _list(self, entries: Sequence[Entry], way: Sequence[str]) -> str:
        return f"<ul>{''.join(self._item(entry, way) for entry in entries)}</ul>"

    def _item(self, entry: Entry, way: Sequence[str]) -> str:
        inner = ""
        if entry.page in way[1:]:
            below, rest = self.tree.entries(entry.page), way[way.index(entry.page) :]
            window = (
                self._window(below, rest) if rest[1:] else range(min(len(below), self.siblings))
            )
            inner = self._list(below[window.start : window.stop], rest) if below else ""
        elif self.expand:
            return self._closed(entry, frozenset(way))
        link = _here(entry) if entry.page == self.page else _link(self.builder, self.page, entry)
        return f"<li>{link}{inner}</li>"

    def _closed(self, entry: Entry, above: frozenset[str]) -> str:
        """Return an entry with a button that opens the list below it; a page may be below itself."""
        link = _link(self.builder, self.page, entry)
        below = () if entry.page in above else self.tree.entries(entry.page)[: self.siblings]
        if not below:
            return f"<li>{link}</li>"
        items = "".join(self._closed(item, above | {entry.page}) for item in below)
        name = escape(entry.title)
        opened = f'<details><summary aria-label="{name}"></summary><ul>{items}</ul></details>'
        return f'<li class="branch">{link}{opened}</li>'


def render_all(tree: SiteTree, builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return nested lists of all pages of the site, as links from `page`."""
    groups = tree.below.get(tree.root, ())
    seen = {tree.root}
    return "".join(
        _caption(group.caption, "h2") + _whole(tree, builder, page, group.entries, seen)
        for group in groups
    )


def _whole(
    tree: SiteTree,
    builder: StandaloneHTMLBuilder,
    page: str,
    entries: Sequence[Entry],
    seen: set[str],
) -> str:
    items = []
    for entry in entries:
        below: Sequence[Entry] = ()
        if entry.page not in seen:
            seen.add(entry.page)
            below = tree.entries(entry.page)
        inner = _whole(tree, builder, page, below, seen) if below else ""
        items.append(f"<li>{_link(builder, page, entry)}{inner}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _caption(caption: str, tag: str) -> str:
    return f"<{tag}>{escape(caption)}</{tag}>" if caption else ""


def _here(entry: Entry) -> str:
    """Return the entry of the page itself, without a link: one would leave the menu open over the page."""
    return f'<a aria-current="page">{escape(entry.title, quote=False)}</a>'


def _link(builder: StandaloneHTMLBuilder, page: str, entry: Entry) -> str:
    uri = entry.url or builder.get_relative_uri(page, entry.page) or "#"
    return f'<a href="{escape(uri)}">{escape(entry.title, quote=False)}</a>'
