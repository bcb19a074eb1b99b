"""The folder to serve so that pages find their files: the top of the site, which may lie above a target."""

import os.path
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from a11ycheck.collect.page_references import base_of_file
from a11ycheck.web.html_tokens import Kind, attributes, tokenize
from a11ycheck.web.regular_files import open_regular

__all__ = ["is_site_top", "root_of_file", "root_of_folder"]

# What is at the top of a built site, or of each of its languages.
_SITE_MARKERS = (
    *("objects.inv", "searchindex.js", ".nojekyll", "CNAME"),
    *("robots.txt", "sitemap.xml", "404.html", "_static"),
)
_PAGES: Final = 25
_BYTES: Final = 200_000
# For text in lower case: to ignore the case takes more than twice as long.
_OUTWARD: Final = re.compile(r"""(?:href|src)\s*=\s*["']?\s*(?:/(?!/)|(?:\./)*\.\./)""")
_NAMES_FILE: Final = {"link": "href", "script": "src", "img": "src"}


def root_of_file(file: Path) -> Path:
    """Return the folder to serve for the page in a (resolved) file.

    That is the nearest folder above with a marker of a site's top, such as `objects.inv`, `robots.txt`
    or `_static`; otherwise the topmost of the consecutive folders above that have an `index.html`;
    otherwise the page's own folder. If the page names files that only a folder above has, it is that.
    The search ends at a project's top (`.git`) and below the home folder.
    """
    folders = _folders_above(file.parent)
    marked = (folder for folder in folders if _has_marker(folder))
    root = next(marked, None) or _topmost_with_index(folders)
    return _with_files(root, [file], folders, has_base=False)


def root_of_folder(folder: Path, pages: Sequence[Path]) -> Path:
    """Return the folder to serve for the pages of a (resolved) folder: itself if it has all their files.

    A part of a site names files above it, as `../_static/style.css` or from the site's root: then it is
    the nearest folder above that has them all. Where a page finds a file at the folder's root, it is that.
    """
    by_depth = sorted(pages, key=lambda page: (len(page.parts), page))
    return _with_files(folder, by_depth[:_PAGES], _folders_above(folder), has_base=True)


def is_site_top(folder: Path) -> bool:
    """Return whether a (resolved) folder is the top of its site."""
    # Whether that file exists does not matter, only its folder.
    if root_of_file(folder / "index.html") != folder:
        return False
    return root_of_folder(folder, [*folder.glob("*.html")]) == folder


def _folders_above(folder: Path) -> list[Path]:
    """Return the folder and those above that may be the top of its site, the nearest first."""
    folders = [folder]
    home = Path.home()
    while not _exists(folders[-1] / ".git"):
        parent = folders[-1].parent
        if parent in (folders[-1], home, Path(parent.anchor)):
            break
        folders.append(parent)
    return folders


def _has_marker(folder: Path) -> bool:
    return any(_exists(folder / marker) for marker in _SITE_MARKERS)


def _topmost_with_index(folders: Sequence[Path]) -> Path:
    has_index = [_exists(folder / "index.html") for folder in folders]
    if True not in has_index:
        return folders[0]
    first = has_index.index(True)
    last = has_index.index(False, first) if False in has_index[first:] else len(has_index)
    return folders[last - 1]


def _with_files(
    root: Path, pages: Iterable[Path], allowed: Sequence[Path], *, has_base: bool
) -> Path:
    """Return the root, or the one of the allowed folders above it that has the files which pages name.

    A file below the path of a base is at the root as well, if it `has_base`: one is inferred for folders.
    """
    top = root
    for page in pages:
        for path in _named_files(page):
            base = base_of_file(path, root) if path.startswith("/") else ""
            if base and (has_base or base == "/"):
                return root
            common = _folder_with(path, page, top, allowed)
            top = common if common in allowed else top
    return top


def _folder_with(path: str, page: Path, root: Path, folders: Iterable[Path]) -> Path:
    """Return the nearest folder from `root` upwards in which a page finds a file; `root` if none has it."""
    if path.startswith("/"):
        has_file = (folder for folder in folders if _is_file(folder / path.lstrip("/")))
        found = next(has_file, root)
        return found if root.is_relative_to(found) else root
    file = Path(os.path.normpath(page.parent / path))
    return Path(os.path.commonpath((root, file))) if _is_file(file) else root


def _named_files(page: Path) -> Iterator[str]:
    """Yield the paths of stylesheets, scripts and images, if any begins at the root or leads upwards."""
    try:
        with open_regular(page) as file:
            html = file.read(_BYTES).decode("utf-8", "replace")
    except OSError:
        return
    if not _OUTWARD.search(html.lower()):
        return
    for token in tokenize(html):
        if token.kind is not Kind.START or token.name not in _NAMES_FILE:
            continue
        value = attributes(html, token).get(_NAMES_FILE[token.name])
        path = _path(value.value) if value else ""
        if path and "\0" not in path:
            yield path


def _path(url: str) -> str:
    """Return the path of a URL without scheme and host, "" for any other."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)


def _exists(path: Path) -> bool:
    """Return whether a path exists, also where its folder may not be entered."""
    try:
        path.stat()
    except OSError:
        return False
    return True


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
