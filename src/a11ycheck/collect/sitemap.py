"""Read a sitemap (sitemaps.org 0.9): the URLs of a site's pages, from a file or over HTTP."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from a11ycheck.errors import UserError
from a11ycheck.web.urls import has_scheme, page_url

__all__ = ["NoSitemapError", "Sitemap", "Unusable", "is_sitemap", "read_sitemap"]

# The protocol's own limits: 50 MB uncompressed and 50,000 entries in one sitemap.
MAX_BYTES = 52_428_800
MAX_URLS = 50_000
MAX_SITEMAPS = 1_000
MAX_DEPTH = 3
_ROOTS = ("urlset", "sitemapindex")
_GZIP_MAGIC = b"\x1f\x8b"


class NoSitemapError(UserError):
    """The document is XML of another kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """An entry of a sitemap, or a sitemap in an index, that cannot be used, and why."""

    location: str
    error: UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The URLs of a site's pages, once each and in order, and what cannot be used."""

    urls: tuple[str, ...]
    unusable: tuple[Unusable, ...] = ()


def is_sitemap(name: str) -> bool:
    """Return whether a file name or a URL has the suffix of a sitemap."""
    path = urlsplit(name).path if has_scheme(name) else name
    return path.lower().endswith((".xml", ".xml.gz"))


def read_sitemap(source: str, *, timeout: float = 30.0) -> Sitemap:
    """Return the URLs in a sitemap and in those that it references.

    `source` is a path or a URL; `timeout` is for each document, in seconds. A sitemap that an index *file*
    references is read from beside it if a file of that name exists, since a site that is not published
    yet cannot be fetched. UserError, with document and line, if `source` itself cannot be used;
    NoSitemapError if it is another document.
    """
    reader = _Reader(timeout=timeout)
    found = list(reader.read(source, MAX_DEPTH))
    if not found:
        message = f"The sitemap {source} lists no page."
        raise UserError(message, "Build the site first.")
    return Sitemap(
        urls=tuple(dict.fromkeys(item for item in found if isinstance(item, str))),
        unusable=tuple(item for item in found if isinstance(item, Unusable)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    text: str
    line: int


@dataclass(slots=True, kw_only=True)
class _Reader:
    timeout: float
    seen: set[str] = field(default_factory=set)
    urls: int = 0

    def read(self, source: str, depth: int) -> Iterator[str | Unusable]:
        if source in self.seen:
            return
        self.seen.add(source)
        if len(self.seen) > MAX_SITEMAPS:
            message = f"The sitemap index references more than {MAX_SITEMAPS:,} sitemaps."
            raise UserError(message, "Audit one of them directly.")
        root = _parse(self._load(source), source)
        kind = etree.QName(root).localname
        if kind == "urlset":
            yield from self._pages(root, source)
        elif kind != "sitemapindex":
            message = f"{source} is not a sitemap: its root element is <{kind}>."
            raise NoSitemapError(message)
        elif depth == 1:
            message = f"The sitemap index {source} is nested more than {MAX_DEPTH} levels deep."
            raise UserError(message)
        else:
            for entry in _entries(root, "sitemap"):
                yield from self._referenced(entry, source, depth - 1)

    def _referenced(self, entry: _Entry, index: str, depth: int) -> Iterator[str | Unusable]:
        """Read a sitemap of an index; what is wrong with it is not wrong with the others."""
        location = _where(entry, index)
        try:
            location = _beside(index, _url(entry, index))
            yield from self.read(location, depth)
        except UserError as error:
            if self._is_over_limit:
                raise
            yield Unusable(location=location, error=error)

    @property
    def _is_over_limit(self) -> bool:
        return len(self.seen) > MAX_SITEMAPS or self.urls > MAX_URLS

    def _load(self, source: str) -> bytes:
        if has_scheme(source):
            from a11ycheck.collect.fetch import fetch  # noqa: PLC0415 - folders need no HTTP client

            data = fetch(source, timeout=self.timeout, max_bytes=MAX_BYTES, what="sitemap")
        else:
            data = _load_file(Path(source))
        return _decompress(data, source) if data.startswith(_GZIP_MAGIC) else data

    def _pages(self, root: etree._Element, source: str) -> Iterator[str | Unusable]:
        for entry in _entries(root, "url"):
            self.urls += 1
            if self.urls > MAX_URLS:
                message = f"The sitemap {source} lists more than {MAX_URLS:,} pages."
                raise UserError(message, "Split it, and audit one part at a time.")
            try:
                yield _url(entry, source)
            except UserError as error:
                yield Unusable(location=_where(entry, source), error=error)


def _load_file(file: Path) -> bytes:
    try:
        if file.stat().st_size <= MAX_BYTES:
            return file.read_bytes()
    except OSError as error:
        message = f"The sitemap {file} cannot be read: {error.strerror}."
        raise UserError(message) from None
    message = f"The sitemap {file} is larger than {MAX_BYTES:,} bytes."
    raise UserError(message)


def _decompress(data: bytes, source: str) -> bytes:
    decompressor = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        content = decompressor.decompress(data, MAX_BYTES)
    except zlib.error as error:
        message = f"The sitemap {source} cannot be decompressed: {error}."
        raise UserError(message) from None
    if decompressor.unconsumed_tail:
        message = f"The sitemap {source} is larger than {MAX_BYTES:,} bytes when decompressed."
        raise UserError(message)
    if not decompressor.eof:
        message = f"The sitemap {source} is truncated."
        raise UserError(message, "Generate it again.")
    return content


def _parse(data: bytes, source: str) -> etree._Element:
    """Parse without entities, document types or network: a sitemap is untrusted."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        detail = (error.msg or "not XML").partition(", line")[0]
        message = f"The sitemap {source} is malformed on line {error.lineno}: {detail}."
        raise UserError(message) from None
    is_sitemap_root = etree.QName(root).localname in _ROOTS
    if is_sitemap_root and root.getroottree().docinfo.internalDTD is not None:
        message = f"The sitemap {source} declares a document type, which a sitemap must not."
        raise UserError(message)
    return root


def _entries(root: etree._Element, name: str) -> Iterator[_Entry]:
    """Yield the <loc> of each entry in the namespace of the root (images have a <loc> too)."""
    space = etree.QName(root).namespace
    prefix = f"{{{space}}}" if space else ""
    for element in root.iterchildren(prefix + name):
        loc = element.find(prefix + "loc")
        found: Any = element if loc is None else loc  # Any: the stubs of lxml mistype sourceline
        text = "" if loc is None else str(loc.xpath("string()"))
        yield _Entry(text=text.strip(), line=found.sourceline)


def _where(entry: _Entry, source: str) -> str:
    """Return the document and line of an entry; its text may hold a password."""
    return f"{source}, line {entry.line}"


def _url(entry: _Entry, source: str) -> str:
    where = f"The sitemap {_where(entry, source)}"
    if not entry.text:
        message = f"{where}: the entry has no URL in <loc>."
        raise UserError(message)
    text = urljoin(source, entry.text) if has_scheme(source) else entry.text
    try:
        return page_url(text)
    except UserError as error:
        message = f"{where}: {error.message}"
        raise UserError(message, error.hint) from None


def _beside(index: str, url: str) -> str:
    """Return the file beside an index file that has the sitemap's file name, otherwise its URL."""
    name = urlsplit(url).path.rpartition("/")[2]
    if has_scheme(index) or not name:
        return url
    file = Path(index).with_name(name)
    return str(file) if file.is_file() else url
