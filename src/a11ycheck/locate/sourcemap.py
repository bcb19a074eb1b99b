"""The source map of a site: the source lines of its start tags, facts, and the files of each page."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from a11ycheck.locate import map_path
from a11ycheck.model import (
    CatalogueEntry,
    Element,
    Precision,
    SourceFact,
    SourceKind,
    SourceLocation,
)
from a11ycheck.web.marks import add_marks

__all__ = ["SourceMap"]


_Index = Annotated[int, Meta(ge=0)]
_Line = Annotated[int, Meta(ge=1)]
_Name = Annotated[str, Meta(pattern=r"^[^\x00]+$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _MappedFact:
    """A fact of the source; `at` is (file, line, precision)."""

    kind: SourceKind
    at: tuple[_Index, _Line, Precision]
    snippet: str
    facts: Mapping[str, Any]
    catalogue: tuple[_Index, _Line] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageMap:
    """A page: the hash of its bytes, (byte offset, file, line, precision) of its start tags, and facts.

    `catalogue` gives the file and line of the translation that a tag is in, by the number of the tag.
    Files are counted from `first_file`, which is above 0 if maps were joined.
    """

    sha256: str
    marks: tuple[tuple[_Index, _Index, _Line, Precision], ...]
    facts: tuple[_MappedFact, ...] = ()
    catalogue: Mapping[int, tuple[_Index, _Line]] = field(default_factory=dict)
    first_file: _Index = 0

    @property
    def file_numbers(self) -> frozenset[int]:
        """Return the indices of the files that the page refers to."""
        facts = (
            index for fact in self.facts for index in (fact.at[0], (fact.catalogue or fact.at)[0])
        )
        marks = (mark[1] for mark in self.marks)
        entries = (entry[0] for entry in self.catalogue.values())
        return frozenset(self.first_file + index for index in chain(marks, facts, entries))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """The map of a site, as it was written when the site was built.

    `files` are paths relative to the root of the project, and `root` leads there from the map's folder.
    `hashes` are the SHA-256 of source files when they were read. `sources_of` are the files that each page
    is made of, beside those that `pages` names, and `shared` those of every page, such as conf.py.
    """

    schema: str
    version: str
    files: tuple[_Name, ...]
    pages: Mapping[_Name, _PageMap]
    root: _Name = "."
    hashes: Mapping[str, str] = field(default_factory=dict)
    sources_of: Mapping[_Name, tuple[_Name, ...]] = field(default_factory=dict)
    shared: tuple[_Name, ...] = ()

    def __post_init__(self) -> None:
        """Check that the map lists every file; ValueError, which msgspec reports as its own error."""
        count = len(self.files)
        if any(max(page.file_numbers, default=-1) >= count for page in self.pages.values()):
            message = "A page refers to a file that `files` does not list"
            raise ValueError(message)

    def covers(self, page: str, data: bytes) -> bool:
        """Return whether the map was made for these very bytes of a page."""
        return self.is_for(page, sha256(data).hexdigest())

    def is_for(self, page: str, digest: str) -> bool:
        """Return whether the map was made for the bytes of a page with this SHA-256."""
        known = self.pages.get(page)
        return known is not None and known.sha256 == digest

    def marked(self, page: str, data: bytes) -> bytes:
        """Return a page with marks in its start tags, unchanged if the map does not cover its bytes."""
        if not self.covers(page, data):
            return data
        return add_marks(data, [mark[0] for mark in self.pages[page].marks])

    def marks_hash(self, page: str) -> str:
        """Return a hash of the positions of a page's marks, to which its evidence refers."""
        offsets = ",".join(str(mark[0]) for mark in self.pages[page].marks)
        return sha256(offsets.encode()).hexdigest()

    def location(self, page: str, element: Element) -> SourceLocation | None:
        """Return the source location of an element, or of its nearest marked ancestor.

        The theme makes the root element of a page, so its location is that page's source as a whole.
        """
        known = self.pages.get(page)
        mark = max(element.mark, 0) if element.is_root else element.mark
        if known is None or not 0 <= mark < len(known.marks):
            return None
        found = self._location_of_mark(known, mark)
        if element.is_root:
            return replace(found, precision=Precision.PAGE)
        if element.mark_distance and found.precision is Precision.EXACT:
            return replace(found, precision=Precision.BLOCK)
        return found

    def location_at(self, page: str, offset: int) -> SourceLocation | None:
        """Return the source location of the start tag at a byte offset, None if it is not marked."""
        known = self.pages.get(page)
        offsets = [mark[0] for mark in known.marks] if known else []
        index = bisect_left(offsets, offset)
        if known is None or index == len(offsets) or offsets[index] != offset:
            return None
        return self._location_of_mark(known, index)

    def _location_of_mark(self, known: _PageMap, mark: int) -> SourceLocation:
        _, file, line, precision = known.marks[mark]
        entry = known.catalogue.get(mark)
        return self._location(known.first_file, (file, line, precision), entry)

    def _location(
        self, first: int, at: tuple[int, int, Precision], entry: tuple[int, int] | None
    ) -> SourceLocation:
        file, line, precision = at
        found = entry and CatalogueEntry(file=self.files[first + entry[0]], line=entry[1])
        named = self.files[first + file]
        return SourceLocation(file=named, line=line, precision=precision, catalogue=found)

    def page_sources(self, page: str) -> frozenset[str]:
        """Return the files that a page is made of, except for the shared ones."""
        known = self.pages.get(page)
        numbers = known.file_numbers if known else ()
        return frozenset(self.files[number] for number in numbers) | set(
            self.sources_of.get(page, ())
        )

    def project(self, site: Path) -> Path:
        """Return the root of the project that a site was built from."""
        return (map_path(site.resolve()).parent / self.root).resolve()

    def sources(self, site: Path) -> dict[str, Path]:
        """Return the existing source files of a site, by their names in reports."""
        project = self.project(site)
        found = {name: project / name for name in self.files}
        return {name: path for name, path in found.items() if path.is_file()}

    def facts(self, page: str) -> tuple[SourceFact, ...]:
        """Return the facts of the source of a page, for rules that judge sources."""
        known = self.pages.get(page)
        if known is None:
            return ()
        return tuple(
            SourceFact(
                kind=item.kind,
                location=self._location(known.first_file, item.at, item.catalogue),
                snippet=item.snippet,
                facts=item.facts,
            )
            for item in known.facts
        )
