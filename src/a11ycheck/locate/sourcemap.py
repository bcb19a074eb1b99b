"""Read the source map that lies beside a built site."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from a11ycheck.model import (
    CatalogueEntry,
    Element,
    Precision,
    SourceFact,
    SourceKind,
    SourceLocation,
)
from a11ycheck.web.instrumentation import add_marks

__all__ = ["MAP_SCHEMA", "SourceMap", "lacks_map", "map_path", "read_map"]

MAP_SCHEMA = "a11ycheck-sourcemap/1"

_OF_SPHINX = "objects.inv"
_WITHOUT = (
    "No fault gets a source line and no rule judges the source until you build the site anew."
)
_ADD = "With a11ycheck.sphinxext in its extensions, faults get source lines."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What tells versions apart, whatever else stands in a map."""

    schema: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _MappedFact:
    """What an author wrote in one place; `at` is (file, line, precision)."""

    kind: SourceKind
    at: tuple[int, int, Precision]
    snippet: str
    facts: Mapping[str, Any]
    catalogue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageMap:
    """A page: the hash of its bytes, (byte offset, file, line, precision) of its start tags, and facts.

    `catalogue` gives, by the number of a tag, the file and line of the translation of which it is a part.
    Its files are counted from `first_file`, which is above 0 where maps were joined.
    """

    sha256: str
    marks: tuple[tuple[int, int, int, Precision], ...]
    facts: tuple[_MappedFact, ...] = ()
    catalogue: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    first_file: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """The map of a site; `stale` collects the pages that have changed since it was written.

    `files` are paths from the top of the project, and `root` leads there from the folder of the map.
    `hashes` are the SHA-256 of files as they were when they were read.
    """

    schema: str
    version: str
    files: tuple[str, ...]
    pages: Mapping[str, _PageMap]
    root: str = "."
    hashes: Mapping[str, str] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)

    def covers(self, page: str, data: bytes) -> bool:
        """Tell whether the map was made for these very bytes of a page; note the page if they changed."""
        known = self.pages.get(page)
        if known is not None and sha256(data).hexdigest() != known.sha256:
            self.stale.add(page)
        return known is not None and page not in self.stale

    def marked(self, page: str, data: bytes) -> bytes:
        """Return the page's bytes with its marks; unchanged where the map does not cover them."""
        if not self.covers(page, data):
            return data
        return add_marks(data, [mark[0] for mark in self.pages[page].marks])

    def location(self, page: str, element: Element) -> SourceLocation | None:
        """Return the place in the source of an element; of the marked one around it where it has none.

        The root of a page is made by the theme. What is said of it is somewhere in the source of the page.
        """
        known = self.pages.get(page)
        mark = max(element.mark, 0) if element.is_root else element.mark
        if known is None or not 0 <= mark < len(known.marks):
            return None
        _, file, line, precision = known.marks[mark]
        if element.is_root:
            precision = Precision.PAGE
        elif element.mark_distance and precision is Precision.EXACT:
            precision = Precision.BLOCK
        entry = known.catalogue.get(mark)
        return self._location(known.first_file, (file, line, precision), entry)

    def _location(
        self, first: int, at: tuple[int, int, Precision], entry: tuple[int, int] | None
    ) -> SourceLocation:
        file, line, precision = at
        return SourceLocation(
            file=self.files[first + file],
            line=line,
            precision=precision,
            catalogue=(
                CatalogueEntry(file=self.files[first + entry[0]], line=entry[1]) if entry else None
            ),
        )

    def top(self, site: Path) -> Path:
        """Return the top of the project of which a site was built."""
        return (map_path(site.resolve()).parent / self.root).resolve()

    def sources(self, site: Path) -> dict[str, Path]:
        """Return where the sources of a site are, by their names; those that are gone are left out."""
        top = self.top(site)
        found = {name: top / name for name in self.files}
        return {name: path for name, path in found.items() if path.is_file()}

    def facts(self, page: str) -> tuple[SourceFact, ...]:
        """Return what the authors of a page wrote, for rules on the source; nothing of a stale page."""
        known = self.pages.get(page)
        if known is None or page in self.stale:
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


def map_path(site: Path, part: str = "") -> Path:
    """Return where the map of a built site lies: beside its folder, not inside what is published.

    `part` names a folder of the site that is a build of its own, such as a language: it has its own map.
    """
    return site.parent / f"{site.name}.sourcemap{f'.{part}' if part else ''}.json"


def read_map(site: Path) -> tuple[SourceMap | None, str]:
    """Return the map of a site with those of its parts, and a sentence where one cannot be used."""
    site = site.resolve()
    found, problem = _read(map_path(site))
    if found is None and not problem and (alone := map_path(site.parent, site.name)).is_file():
        inner, problem = _read(alone)  # a part that is looked at by itself
        return inner and replace(inner, root=f"../{inner.root}"), problem
    for part in sorted(path for path in site.iterdir() if path.is_dir()) if site.is_dir() else ():
        inner, trouble = _read(map_path(site, part.name))
        problem = problem or trouble
        if inner is not None:
            found = _joined(found, inner, part.name)
    return found, problem


def lacks_map(site: Path) -> str:
    """Return a sentence of advice for a site that has no map where Sphinx has built it, else ""."""
    if not (site / _OF_SPHINX).is_file():
        return ""
    return f"Sphinx built {site.resolve().name}, and there is no source map beside it. {_ADD}"


def _joined(whole: SourceMap | None, part: SourceMap, folder: str) -> SourceMap:
    """Return a map that holds the pages of a part, under its folder, too."""
    known = whole or replace(part, files=(), pages={})
    pages = {
        f"{folder}/{page}": replace(entry, first_file=len(known.files))
        for page, entry in part.pages.items()
    }
    # A file that was not the same in both builds is like none that is there now.
    hashes = {
        name: digest if known.hashes.get(name, digest) == digest else ""
        for name, digest in {**known.hashes, **part.hashes}.items()
    }
    files = known.files + part.files
    return replace(known, files=files, pages={**known.pages, **pages}, hashes=hashes)


def _read(path: Path) -> tuple[SourceMap | None, str]:
    try:
        data = path.read_bytes()
        schema = msgspec.json.decode(data, type=_Head).schema
        if schema == MAP_SCHEMA:
            return msgspec.json.decode(data, type=SourceMap), ""
    except FileNotFoundError:
        return None, ""
    except (OSError, msgspec.MsgspecError) as error:
        return None, f"The source map {path} cannot be read ({error}). {_WITHOUT}"
    return None, f"The source map {path} is of another version ({schema}). {_WITHOUT}"
