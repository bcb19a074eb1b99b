"""Files and lines of the repository, as SARIF names them."""

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import commonpath, isabs, normpath
from urllib.parse import quote, urlsplit

from a11ycheck.model import (
    CatalogueEntry,
    Location,
    Precision,
    SourceLocation,
    page_of_state,
)
from a11ycheck.reporters.json_text import Json

__all__ = ["ROOT", "FileLine", "Locator", "artifact", "physical", "precision", "uri_of"]

ROOT = "SRCROOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file and a line of it; `source` is None if it is the built page, not the page's source."""

    file: str
    line: int
    source: SourceLocation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Finds the files of a report's pages in the repository.

    A page's name is its path below the audited folder; with several targets, below their common folder.
    `root` is the repository's absolute path: files below it are named relative to it. Targets are relative
    to `folder`, which is below it. If `in_source`, no page was audited, and the report's pages are source
    files.
    """

    targets: tuple[str, ...]
    root: str = ""
    folder: str = ""
    in_source: bool = False

    def of(self, location: Location) -> FileLine:
        """Return the line to edit if it is known, else the first line of the first built page."""
        if location.source:
            file = self._below_root(location.source.file)
            return FileLine(file=file, line=location.source.line, source=location.source)
        return FileLine(file=self.page_file(location.page), line=1)

    def all_of(self, location: Location) -> Iterable[FileLine]:
        """Return the line to edit if it is known, else the first line of each built page."""
        if location.source:
            return (self.of(location),)
        return (FileLine(file=self.page_file(page), line=1) for page in location.pages)

    def entry(self, entry: CatalogueEntry) -> FileLine:
        """Return where a text is translated."""
        return FileLine(file=self._below_root(entry.file), line=entry.line)

    def page_file(self, page: str) -> str:
        """Return a page's path; for a URL its host, path and query, which name no file."""
        page = page_of_state(page)
        if page.startswith(("http://", "https://")):
            return _path_of(page)
        if self.in_source:
            return self._below_root(page)
        named = next((target for target in self.targets if f"/{target}".endswith(f"/{page}")), "")
        path = named or f"{self._common_folder() or '.'}/{page}"
        return self._below_root(path if isabs(path) else f"{self.folder or '.'}/{path}")

    def _common_folder(self) -> str:
        folders = [normpath(target) for target in self.targets if "://" not in target]
        try:
            return commonpath(folders)
        except ValueError:  # none at all, or both relative and absolute ones
            return ""

    def _below_root(self, path: str) -> str:
        path = normpath(path)
        root = normpath(self.root) if self.root else ""
        return path.removeprefix(f"{root}/") if root and isabs(path) else path


def _path_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "http://[", which is no URL and still the page's name
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc}{parts.path.rstrip('/')}{query}"


def uri_of(file: str) -> str:
    """Return a path as a URI reference (RFC 3986), absolute paths as file: URIs.

    Names that are not UTF-8 keep their bytes; characters that stand for no byte become a question mark.
    """
    try:
        raw = file.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = file.encode("utf-8", "replace")
    path = quote(raw, safe="/")
    return f"file://{path}" if isabs(file) else path


def artifact(file: str) -> Json:
    """Return a file as an artifact location, relative to the repository unless its path is absolute."""
    uri = uri_of(file)
    return {"uri": uri} if uri.startswith("file://") else {"uri": uri, "uriBaseId": ROOT}


def physical(item: FileLine) -> Json:
    """Return a line as a physical location."""
    return {"artifactLocation": artifact(item.file), "region": {"startLine": item.line}}


def precision(item: FileLine) -> Json:
    """Return the precision of a line as properties; the first line of a built page stands for the page."""
    return {"precision": item.source.precision if item.source else Precision.PAGE}
