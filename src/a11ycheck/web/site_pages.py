"""The pages in a folder of built HTML, and the HTML files there that are no pages, each with the reason."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from a11ycheck.errors import UserError
from a11ycheck.web.media_types import is_html, is_server_page
from a11ycheck.web.regular_files import open_regular

__all__ = ["MESSAGES", "Exclusion", "SitePages", "find_pages"]

# Sphinx puts files there that pages load or offer; `_modules` (highlighted source) contains pages. Gatsby
# puts the parts there that it repeats in each page, some of which are scripts alone.
_ASSET_FOLDERS = frozenset({"_static", "_sources", "_images", "_downloads", "_gatsby"})
# No generator writes pages there, and they can be huge.
_IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__"})

_MOST_ENTRIES = 50_000
# Near the start of each HTML report, which many write beside their pages.
_OF_REPORTS = b'<meta name="a11ycheck-trend" '
_HEAD = 4096

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "in-asset-folder": "in {folder}, an asset folder",
        "in-hidden-folder": "in hidden folders",
        "hidden-file": "with a name that begins with a dot",
        "in-ignored-folder": "in {folder}",
        "server-page": "with the suffix {suffix}",
        "own-report": "a report of a11ycheck",
        "link-leaves-folder": "a symbolic link that leads out of the audited folder",
        "broken-link": "The symbolic link is broken.",
        "unreadable-file": "The file cannot be read: {error}.",
        "unreadable-folder": "The folder cannot be read: {error}.",
    }
)
"""The English message of each code, with a place for each of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A file or folder that is not among the pages, and why: a code and the values of its message."""

    path: Path
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The reason in English."""
        return MESSAGES[self.code].format_map(self.values)


@dataclass(slots=True, kw_only=True)
class SitePages:
    """The pages of a folder in order; what is skipped on purpose, and what cannot be read.

    `uncollected` are files that are no candidates although they may be pages: hidden ones, those in hidden
    folders and `node_modules`, and those that a server would turn into HTML.
    """

    pages: list[Path] = field(default_factory=list)
    skipped: list[Exclusion] = field(default_factory=list)
    unreadable: list[Exclusion] = field(default_factory=list)
    uncollected: list[Exclusion] = field(default_factory=list)


def find_pages(folder: Path) -> SitePages:
    """Return the pages below a (resolved) folder, sorted; UserError if it contains no HTML.

    Every *.html, *.htm and *.xhtml is a page, except below asset folders (`_static`, `_sources`,
    `_images`, `_downloads`, `_gatsby`, and names that end in `_static`) and hidden ones, such as those
    that macOS adds to archives, and except our own reports. A symbolic link to a file counts once, under
    its own name if its target is in the folder; links out of it are not followed.
    """
    found = SitePages()
    links: list[Path] = []
    for file in _html_files(folder, found):
        if os.path.islink(file):  # noqa: PTH114 - Path's raises where the folder may not be entered
            links.append(file)
        else:
            _add(file, folder, found)
    known = set(found.pages)
    for link in links:
        target = Path(os.path.realpath(link))
        if not target.is_relative_to(folder):
            found.skipped.append(Exclusion(path=link, code="link-leaves-folder"))
        elif not os.path.isfile(target):  # noqa: PTH113 - the same
            found.unreadable.append(Exclusion(path=link, code="broken-link"))
        elif target not in known:
            known.add(target)
            _add(link, folder, found)
    found.pages.sort(key=lambda page: page.relative_to(folder).as_posix())
    if not (found.pages or found.skipped or found.unreadable):
        raise _no_html(folder)
    return found


def _html_files(folder: Path, found: SitePages) -> Iterator[Path]:
    """Yield the HTML files below the folder without following links to folders."""

    def note(error: OSError) -> None:
        path = Path(error.filename)
        if path == folder:
            message = f"The folder {folder} cannot be read: {error.strerror}."
            raise UserError(message, "Check its permissions.") from None
        found.unreadable.append(_unreadable(path, "unreadable-folder", error))

    for path, folders, files in os.walk(folder, onerror=note):
        here = Path(path)
        excluded = {name: found_as for name in folders if (found_as := _exclusion(here / name))}
        for name in sorted(excluded):
            files_in = _may_be_pages(here / name)
            found.uncollected += (replace(excluded[name], path=file) for file in files_in)
        folders[:] = sorted(set(folders) - set(excluded))
        for link in filter(os.path.islink, (here / name for name in folders)):
            if not Path(os.path.realpath(link)).is_relative_to(folder):
                found.skipped.append(Exclusion(path=link, code="link-leaves-folder"))
        found.uncollected += (
            Exclusion(
                path=here / name, code="server-page", values={"suffix": Path(name).suffix.lower()}
            )
            for name in sorted(files)
            if is_server_page(name)
        )
        for name in filter(is_html, sorted(files)):
            if name.startswith("."):
                found.uncollected.append(Exclusion(path=here / name, code="hidden-file"))
            else:
                yield here / name


def _exclusion(folder: Path) -> Exclusion | None:
    """Return why the files in a folder are no candidates, None if they are."""
    if folder.name.startswith("."):
        return Exclusion(path=folder, code="in-hidden-folder")
    if folder.name in _IGNORED_FOLDERS:
        return Exclusion(path=folder, code="in-ignored-folder", values={"folder": folder.name})
    return None


def _may_be_pages(folder: Path) -> Iterator[Path]:
    """Yield the files below an ignored folder that may be pages; a huge folder is not read to its end."""
    entries = 0
    for path, folders, files in os.walk(folder):
        folders.sort()
        yield from (
            Path(path) / name for name in sorted(files) if is_html(name) or is_server_page(name)
        )
        entries += len(folders) + len(files)
        if entries > _MOST_ENTRIES:
            return


def _add(file: Path, folder: Path, found: SitePages) -> None:
    for name in file.relative_to(folder).parts[:-1]:
        if name in _ASSET_FOLDERS or name.endswith("_static"):
            found.skipped.append(
                Exclusion(path=file, code="in-asset-folder", values={"folder": name})
            )
            return
    try:
        with open_regular(file) as opened:
            is_report = _OF_REPORTS in opened.read(_HEAD)
    except OSError as error:
        found.unreadable.append(_unreadable(file, "unreadable-file", error))
        return
    if is_report:
        found.skipped.append(Exclusion(path=file, code="own-report"))
    else:
        found.pages.append(file)


def _unreadable(path: Path, code: str, error: OSError) -> Exclusion:
    return Exclusion(path=path, code=code, values={"error": error.strerror or str(error)})


def _no_html(folder: Path) -> UserError:
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:  # the folder disappeared
        names = set()
    if not names:
        return UserError(f"The folder {folder} is empty.", "Build the site first.")
    sources = [name for name in ("conf.py", "index.md", "index.rst") if name in names]
    if sources:
        return UserError(
            f"The folder {folder} contains no HTML; {sources[0]} in it looks like a source file.",
            "Build the site, then name the folder with the built HTML.",
        )
    return UserError(
        f"The folder {folder} contains no HTML.", "Name the folder with the built HTML."
    )
