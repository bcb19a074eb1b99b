"""Find the pages of a folder of built HTML, and say which files there are no pages, and why."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.web.media_types import is_html

__all__ = ["Walk", "walk"]

# Sphinx puts files there that pages load or offer; `_modules` (highlighted source) holds pages.
_ASSET_FOLDERS = frozenset({"_static", "_sources", "_images", "_downloads"})
# No generator writes pages there, and they can be huge.
_UNSEEN_FOLDERS = frozenset({"node_modules", "__pycache__"})


@dataclass(slots=True, kw_only=True)
class Walk:
    """What a folder holds: pages in order; what is no page or cannot be read, each with the reason."""

    pages: list[Path] = field(default_factory=list)
    skipped: dict[Path, str] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)


def walk(folder: Path) -> Walk:
    """Return the pages below `folder` (resolved), sorted; UserError if there is none.

    Every *.html, *.htm and *.xhtml is a page, except below folders of assets (`_static`, `_sources`,
    `_images`, `_downloads`, and names that end in `_static`) and hidden folders. A linked file counts
    once, under its own name where that lies in the folder; links that lead out of it are not followed.
    """
    _check_readable(folder)
    found = Walk()
    links: list[Path] = []
    for file in _files(folder, found):
        if file.is_symlink():
            links.append(file)
        else:
            _sort_in(file, folder, found)
    _follow(links, folder, found)
    found.pages.sort(key=lambda page: page.relative_to(folder).as_posix())
    if not (found.pages or found.skipped or found.unreadable):
        raise _nothing_found(folder)
    return found


def _check_readable(folder: Path) -> None:
    try:
        os.scandir(folder).close()
    except OSError as error:
        message = f"The folder {folder} cannot be read: {error.strerror}."
        raise UserError(message, "Check its permissions.") from None


def _files(folder: Path, found: Walk) -> Iterator[Path]:
    """Yield every HTML file below the folder without following links to folders."""

    def note(error: OSError) -> None:
        found.unreadable[Path(error.filename)] = f"The folder cannot be read: {error.strerror}."

    for path, folders, files in os.walk(folder, onerror=note):
        here = Path(path)
        folders[:] = sorted(name for name in folders if not _is_unseen(name))
        for name in folders:
            target = here / name
            if target.is_symlink() and not _is_inside(target, folder):
                found.skipped[target] = "a link that leads out of the audited folder"
        yield from (here / name for name in sorted(files) if is_html(name))


def _is_unseen(name: str) -> bool:
    return name.startswith(".") or name in _UNSEEN_FOLDERS


def _is_inside(link: Path, folder: Path) -> bool:
    return link.resolve().is_relative_to(folder)


def _sort_in(file: Path, folder: Path, found: Walk) -> None:
    asset = next(filter(_is_asset_folder, file.relative_to(folder).parts[:-1]), None)
    if asset:
        found.skipped[file] = f"in {asset}, which holds files for pages and no pages"
    elif file.is_file():
        try:
            file.open("rb").close()
        except OSError as error:
            found.unreadable[file] = f"The file cannot be read: {error.strerror}."
        else:
            found.pages.append(file)


def _is_asset_folder(name: str) -> bool:
    return name in _ASSET_FOLDERS or name.endswith("_static")


def _follow(links: list[Path], folder: Path, found: Walk) -> None:
    """Take in links to files: once each, and none that leads out or nowhere."""
    known = set(found.pages)
    for link in links:
        target = link.resolve()
        if not target.is_relative_to(folder):
            found.skipped[link] = "a link that leads out of the audited folder"
        elif not target.is_file():
            found.unreadable[link] = "The link leads to no file."
        elif target not in known:
            known.add(target)
            _sort_in(link, folder, found)


def _nothing_found(folder: Path) -> UserError:
    if not any(folder.iterdir()):
        return UserError(f"The folder {folder} is empty.", "Build the site first.")
    sources = [name for name in ("conf.py", "index.md", "index.rst") if (folder / name).is_file()]
    if sources:
        return UserError(
            f"The folder {folder} holds no HTML; its {sources[0]} looks like a page's source.",
            "Build the site, then name the folder with the built HTML.",
        )
    return UserError(f"The folder {folder} holds no HTML.", "Name the folder with the built HTML.")
