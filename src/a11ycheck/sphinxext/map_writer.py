"""Write the source map: for each start tag of each page, the file and line that its author edits.

Pages are written by several processes, so each page's part of the map is a record, and an incremental
build renews only the records of the pages that it writes. When the build is finished, the records are
joined into one file beside the site, never inside what is published.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from a11ycheck import __version__
from a11ycheck.locate import MAP_SCHEMA, map_path
from a11ycheck.sphinxext.map_entries import (
    EarlierPage,
    MappedFact,
    MappedPage,
    Mark,
    Position,
    read_pages,
)
from a11ycheck.sphinxext.page_sources import shared_sources, sources_of_documents
from a11ycheck.sphinxext.po_files import translation_location
from a11ycheck.sphinxext.records import FactRecord, read_record, read_records, write_record
from a11ycheck.sphinxext.source_facts import read_source_record, source_hashes
from a11ycheck.sphinxext.source_text import project_root, relative_path
from a11ycheck.sphinxext.tag_lines import (
    TagLines,
    module_tag_lines,
    tag_lines,
    tracking_translator,
)
from a11ycheck.sphinxext.tag_offsets import byte_offsets
from a11ycheck.sphinxext.translations import site_folder
from a11ycheck.web.atomic_files import write_changed

__all__ = ["record_page", "track_translator", "write_map"]

_RECORD = "marked"
_KEPT = "kept"
_MODULES = "_modules/"


class _PageRecord(msgspec.Struct):
    """A page by its name for Sphinx and its path in the site, with its body and the lines of its tags."""

    name: str
    page: str
    body: str
    tags: TagLines


class _KeptTags(msgspec.Struct):
    """The indices of the tags of a body (SHA-256 of its text) that are in the page."""

    body: str
    kept: list[int]


def track_translator(app: Sphinx) -> None:
    """Track the nodes of whichever translator the build has by now: themes and extensions keep theirs."""
    if _writes_a_site(app):
        translator = tracking_translator(app.builder.get_translator_class())
        app.set_translator(app.builder.name, translator, override=True)


def record_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: Mapping[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Record the body of a page and the source lines of its start tags."""
    if not _writes_a_site(app):
        return
    body = str(context.get("body", ""))
    if doctree is not None:
        found = tag_lines(doctree, body, str(app.env.doc2path(pagename)))
    elif pagename.startswith(_MODULES) and pagename != f"{_MODULES}index":
        found = module_tag_lines(pagename.removeprefix(_MODULES).replace("/", "."), body)
    else:
        return
    if found.offsets:
        target = Path(app.builder.get_output_path(pagename))  # type: ignore[attr-defined]
        page = target.relative_to(app.outdir).as_posix()
        record = _PageRecord(pagename, page, body, found)
        write_record(app.doctreedir, f"{_RECORD}-{app.builder.name}", pagename, record)


def _writes_a_site(app: Sphinx) -> bool:
    """Return whether a builder writes pages for browsers: no help files or books, no data."""
    is_data = isinstance(app.builder, SerializingHTMLBuilder)
    return (
        app.builder.format == "html" and not is_data and not getattr(app.builder, "embedded", False)
    )


def write_map(app: Sphinx, error: Exception | None) -> None:
    """Write the map of all pages that this builder has written, in this build or an earlier one."""
    if error is not None or not _writes_a_site(app):
        return
    path = map_path(*site_folder(app))
    earlier = read_pages(path)
    source_map = _SourceMap(app)
    for record in read_records(app.doctreedir, f"{_RECORD}-{app.builder.name}", _PageRecord):
        target = Path(app.outdir) / record.page
        if target.is_file():
            source_map.add_page(record, target.read_bytes(), earlier.get(record.page))
    if source_map.pages:
        # A program that watches the folder, such as sphinx-autobuild, would build again.
        write_changed(path, source_map.encode(path.parent))


class _SourceMap:
    """The map of a build, to which pages are added; `pages` has their entries as JSON, by path."""

    def __init__(self, app: Sphinx) -> None:
        self.pages: dict[str, msgspec.Raw] = {}
        self._sources_of: dict[str, list[str]] = {}
        self._of_documents = sources_of_documents(app, project_root(Path(app.confdir)))
        self._app = app
        self._root = project_root(Path(app.confdir))
        self._sources = {name: read_source_record(app, name) for name in sorted(app.env.all_docs)}
        self._files: dict[str, int] = {}
        self._kind = f"{_KEPT}-{app.builder.name}"

    def _number(self, file: str) -> int:
        """Return the index of a file in the list of files, and add a new file."""
        return self._files.setdefault(relative_path(file, self._root), len(self._files))

    def add_page(self, record: _PageRecord, data: bytes, earlier: EarlierPage | None) -> None:
        """Add a page with the content `data`; `earlier` is its entry in the earlier map."""
        facts = [self._fact(fact) for fact in self._facts(record.name)]
        digest, tags = sha256(data).hexdigest(), record.tags
        offsets: Sequence[int | None] = []
        if earlier is not None and earlier.moved and earlier.sha256 == digest:
            offsets = self._moved_offsets(earlier, record)
        moved = bool(offsets)
        if not moved:
            offsets = byte_offsets(data, record.body, tags.offsets)
            self._keep(record, offsets)
        files = [self._number(file) for file in tags.files]
        columns = zip(offsets, tags.file, tags.lines, tags.precisions, strict=True)
        page = MappedPage(
            sha256=digest,
            marks=[
                Mark(offset, files[file], line, precision)
                for offset, file, line, precision in columns
                if offset is not None
            ],
            moved=moved,
            catalogue=dict(self._entries(tags, offsets)) if tags.messages else {},
            facts=facts,
        )
        # Encoded at once, so that the marks of only one page are in memory.
        self.pages[record.page] = msgspec.Raw(msgspec.json.encode(page))
        self._sources_of[record.page] = self._sources_of_page(record.name)

    def _moved_offsets(self, earlier: EarlierPage, record: _PageRecord) -> list[int | None]:
        """Return where the tags of a page are after a later step has rewritten it, nothing if unknown.

        Such a step moves the offsets in the entry of the map too; nothing else knows them.
        """
        known = read_record(self._app.doctreedir, self._kind, record.name, _KeptTags)
        if known is None or known.body != _digest(record) or len(known.kept) != len(earlier.marks):
            return []
        found: list[int | None] = [None] * len(record.tags.offsets)
        for index, mark in zip(known.kept, earlier.marks, strict=True):
            found[index] = mark.offset
        return found

    def _keep(self, record: _PageRecord, offsets: Sequence[int | None]) -> None:
        """Record which tags are in the page, for a build that finds it rewritten."""
        kept = [index for index, offset in enumerate(offsets) if offset is not None]
        known = _KeptTags(_digest(record), kept)
        write_record(self._app.doctreedir, self._kind, record.name, known)

    def _sources_of_page(self, pagename: str) -> list[str]:
        names = self._documents(pagename)
        return sorted({file for name in names for file in self._of_documents.get(name, ())})

    def _documents(self, pagename: str) -> list[str]:
        """Return the document of a page, all in the tree of documents for `singlehtml`."""
        if self._app.builder.name != "singlehtml":
            return [pagename]
        metadata = self._app.env.metadata
        return sorted(name for name in self._sources if "orphan" not in metadata.get(name, {}))

    def _facts(self, pagename: str) -> Iterator[FactRecord]:
        """Yield the facts of the documents of a page."""
        for name in self._documents(pagename):
            if name in self._sources:
                yield from self._sources[name].facts

    def _fact(self, fact: FactRecord) -> MappedFact:
        at = Position(self._number(fact.file), fact.line, fact.precision)
        entry = fact.translation
        return MappedFact(
            kind=fact.kind,
            at=at,
            snippet=fact.snippet,
            facts=fact.facts,
            catalogue=(self._number(entry[0]), entry[1]) if entry else None,
        )

    def _entries(
        self, tags: TagLines, offsets: Sequence[int | None]
    ) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the index of each mark of translated text, with the file and line of the translation."""
        kept = (index for index, offset in enumerate(offsets) if offset is not None)
        for new, old in enumerate(kept):
            message = tags.messages.get(old)
            if message and (entry := translation_location(self._app.env, message)):
                yield new, (self._number(entry[0]), entry[1])

    def encode(self, folder: Path) -> bytes:
        """Return the map as JSON, for a file in `folder`."""
        return msgspec.json.encode(
            {
                "schema": MAP_SCHEMA,
                "version": __version__,
                "root": relative_path(str(self._root), folder),
                "files": list(self._files),
                "hashes": source_hashes(self._sources.values(), self._root),
                "shared": shared_sources(self._app, self._root),
                "sources_of": self._sources_of,
                "pages": self.pages,
            }
        )


def _digest(record: _PageRecord) -> str:
    """Return the hash of a page's body."""
    return sha256(record.body.encode()).hexdigest()
