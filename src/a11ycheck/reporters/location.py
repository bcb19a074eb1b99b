"""Where a fault is, as a file and a line of the repository, for programs that read reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import commonpath, isabs, normpath
from urllib.parse import quote, urlsplit

from a11ycheck.model import CatalogueEntry, Finding, Place, SourceLocation
from a11ycheck.reporters.group import gather

__all__ = ["Location", "Locator", "distinct", "primary", "uri_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A file and its line; `source` where it is the page's source, None where it is the built page."""

    file: str
    line: int
    source: SourceLocation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Knows how a report's pages are called in the repository.

    A page's name is its path below the folder that was audited; with several targets, below the
    folder above them all. `root` is the repository's absolute path: what lies below it is named from
    there. `in_source` tells that no page was looked at, and the report's pages are source files.
    """

    targets: tuple[str, ...]
    root: str = ""
    in_source: bool = False

    def of(self, place: Place) -> Location:
        """Return the line to edit where it is known, else the first line of the built page."""
        if place.source:
            file = self._below_root(place.source.file)
            return Location(file=file, line=place.source.line, source=place.source)
        return Location(file=self.page_file(place.page), line=1)

    def entry(self, entry: CatalogueEntry) -> Location:
        """Return where a text was translated."""
        return Location(file=self._below_root(entry.file), line=entry.line)

    def page_file(self, page: str) -> str:
        """Return a page's path; for an address its host, path and query, which name no file."""
        if page.startswith(("http://", "https://")):
            return _path_of(page)
        if self.in_source:
            return self._below_root(page)
        named = next((target for target in self.targets if f"/{target}".endswith(f"/{page}")), "")
        return self._below_root(named or f"{self._top() or '.'}/{page}")

    def _top(self) -> str:
        folders = [normpath(target) for target in self.targets if "://" not in target]
        try:
            return commonpath(folders)
        except ValueError:  # none at all, or a relative beside an absolute one
            return ""

    def _below_root(self, path: str) -> str:
        path = normpath(path)
        root = normpath(self.root) if self.root else ""
        return path.removeprefix(f"{root}/") if root and isabs(path) else path


def _path_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as "http://[": it is no address, and still the page's name
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc}{parts.path.rstrip('/')}{query}"


def primary(finding: Finding) -> Place:
    """Return the place to name first: the first whose source is known, else the first of all."""
    return next((place for place in finding.places if place.source), finding.places[0])


def uri_of(file: str) -> str:
    """Return a path as a URI reference (RFC 3986), absolute paths as file: URIs.

    Names that are not UTF-8 keep their bytes; what cannot stand for bytes becomes a question mark.
    """
    try:
        raw = file.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = file.encode("utf-8", "replace")
    path = quote(raw, safe="/")
    return f"file://{path}" if isabs(file) else path


def distinct(locations: Iterable[Location]) -> tuple[Location, ...]:
    """Return the locations, each file and line once."""
    found = gather(locations, lambda item: (item.file, item.line))
    return tuple(same[0] for same in found.values())
