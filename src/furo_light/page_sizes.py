"""`{page-sizes}`: beside each link to a page of the site, how many kilobytes that page takes to load.

Sizes are known only when all pages are built, optimised and compressed: until then the markers are empty.
A later build may change the page to which a link leads, and not the page with the link: markers stay.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from a11ycheck.web.compression import COPY_SUFFIXES, compress_gzip
from a11ycheck.web.globs import compile_globs
from furo_light.languages.interface_texts import DOMAIN

__all__ = ["fill_page_sizes", "setup"]

_ = get_translation(DOMAIN)

_MARKER: Final = "<span data-page-size></span>"
_MARKED: Final = re.compile(rb'<span data-page-size(?:="")?>(?P<size>[^<]*)</span>')
_LINK: Final = re.compile(rb'<a\b[^>]*\bhref="(?P<url>[^"]*)"[^>]*>')
_KILOBYTE: Final = 1000


def setup(app: Sphinx) -> None:
    """Register the directive, and the hook that adds the markers."""
    app.add_node(LinksWithSizes)
    app.add_directive("page-sizes", PageSizes)
    app.connect("doctree-resolved", _add_markers)


class LinksWithSizes(nodes.General, nodes.Element):
    """Content whose links get sizes."""


class PageSizes(SphinxDirective):
    """`{page-sizes}`: the sizes of the pages to which its content links."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a node with the content."""
        node = LinksWithSizes()
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


def _add_markers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each directive by its content, in HTML with a marker behind each link to a page."""
    for place in list(doctree.findall(LinksWithSizes)):
        if app.builder.format == "html":
            file = app.builder.get_output_path(docname)  # type: ignore[attr-defined]
            here = file.relative_to(app.outdir).as_posix()
            for link in list(place.findall(nodes.reference)):
                if link.get("internal") and _page_at(link.get("refuri", ""), here):
                    marker = nodes.raw("", f" {_MARKER}", format="html")
                    link.parent.insert(link.parent.index(link) + 1, marker)
        place.replace_self(place.children)


def _page_at(url: str, here: str) -> str:
    """Return the path of the page to which a URL on the page `here` leads, "" for anything else."""
    from furo_light.offline.built_page import resolve  # noqa: PLC0415 - parses HTML, which most builds do without

    target = resolve(here, url)
    return target[0] if target else ""


def fill_page_sizes(root: Path, without: Sequence[str] = ()) -> None:
    """Fill in the markers of the pages of a built site; UserError if a page cannot be written.

    `without` are patterns of pages of other builds: theirs are filled in in their own language.

    A size is that of the page's HTML as a server sends it, compressed, rounded up.
    """
    from furo_light.offline.output import PageWriter  # noqa: PLC0415 - needs an extra, which most builds do without

    writer = PageWriter(root)
    leaves = compile_globs(without)
    for page in sorted(root.rglob("*.html")):
        if leaves(page.relative_to(root).as_posix()):
            continue
        here = page.relative_to(root).as_posix()
        before = page.read_bytes()
        markers = list(_MARKED.finditer(before))
        sizes = [_size(root, _linked_page(before, marker.start(), here)) for marker in markers]
        after, places = _replaced(before, markers, sizes)
        if after != before:
            writer.write(here, after, places)
    writer.finish()


def _linked_page(content: bytes, place: int, here: str) -> str:
    """Return the path of the page to which the last link before a place leads."""
    link = _LINK.match(content, content.rfind(b"<a ", 0, place))
    return _page_at(unescape(link["url"].decode("utf-8")), here) if link else ""


def _replaced(
    content: bytes, markers: Iterable[re.Match[bytes]], sizes: Iterable[bytes]
) -> tuple[bytes, Callable[[int], int | None]]:
    """Return a page with sizes in its markers, and where each offset of the page went."""
    parts: list[bytes] = []
    ends: list[int] = []
    shifts = [0]
    last = 0
    for marker, size in zip(markers, sizes, strict=True):
        parts += [content[last : marker.start("size")], size]
        last = marker.end("size")
        ends.append(last)
        shifts.append(shifts[-1] + len(size) - len(marker["size"]))
    parts.append(content[last:])
    # No tag begins within the text of a marker.
    return b"".join(parts), lambda place: place + shifts[bisect_right(ends, place)]


def _size(root: Path, path: str) -> bytes:
    """Return a size such as "(7 kB)", empty for a page that does not exist."""
    page = root / path
    if not page.is_file():
        return b""
    copies = (page.with_name(page.name + suffix) for suffix in COPY_SUFFIXES.values())
    sizes = [copy.stat().st_size for copy in copies if copy.is_file()]
    # Not every host sends Brotli: the larger one is promised.
    size = max(sizes) if sizes else len(compress_gzip(page.read_bytes()))
    text = _("%s kB") % -(-size // _KILOBYTE)
    return f"({text})".encode()
