"""The files of a built site that its pages can ask for, directly or by way of other files.

Each file is read as text, and each name in it counts as a reference. So a script that composes a URL from
parts keeps the file whose name it contains, or the whole folder that it names with a slash at its end, such
as "_static/search/".
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from a11ycheck.web.compression import COPY_SUFFIXES
from a11ycheck.web.media_types import is_html, is_text, media_type
from a11ycheck.web.regular_files import read_regular

__all__ = ["referenced"]

_ASKED_FOR_BY_NAME: Final = frozenset(
    {"CNAME", "_headers", "_redirects", "favicon.ico", "humans.txt", "objects.inv", "robots.txt"}
    | {"ads.txt", "apple-touch-icon.png", "security.txt", "sitemap.xml"}
)
"""Files that browsers, hosts, search engines and other projects ask for without a link."""

_WELL_KNOWN: Final = ".well-known/"
_TEXT_SUFFIXES: Final = frozenset({".json", ".map", ".svg", ".webmanifest", ".xml"})
_BETWEEN_NAMES: Final = re.compile(r"""[\s"'`()<>=,?#&;|\\]+""")


def referenced(root: Path, paths: Collection[str]) -> frozenset[str]:
    """Return those of `paths`, files in the folder `root`, that a page can ask for, and all pages.

    Compressed copies belong to their plain file.
    """
    plain = {path for path in paths if not _is_copy(path, paths)}
    by_name: dict[str, list[str]] = {}
    by_folder: dict[str, list[str]] = {}
    for path in plain:
        folder, _slash, name = path.rpartition("/")
        by_name.setdefault(name, []).append(path)
        by_folder.setdefault(folder, []).append(path)
    found: set[str] = set()
    waiting = [path for path in plain if _is_start(path)]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for name in _names(root / path):
            waiting += by_name.get(name.rpartition("/")[2], ())
            if name.endswith("/"):
                wanted = name.strip("/")
                waiting += (
                    file
                    for folder in by_folder
                    if wanted and f"/{folder}".endswith(f"/{wanted.lstrip('./')}")
                    for file in by_folder[folder]
                )
    return frozenset(path for path in paths if path in found or _plain(path) in found)


def _is_start(path: str) -> bool:
    name = path.rpartition("/")[2]
    return is_html(path) or name in _ASKED_FOR_BY_NAME or path.startswith(_WELL_KNOWN)


def _names(file: Path) -> Iterator[str]:
    """Yield what may be a reference in a file, decoded."""
    if not (is_text(media_type(file.name)) or file.suffix in _TEXT_SUFFIXES):
        return
    text = read_regular(file).decode("utf-8", "replace")
    for name in set(_BETWEEN_NAMES.split(text)):
        if name:
            yield unquote(name)


def _is_copy(path: str, paths: Collection[str]) -> bool:
    return _plain(path) != path and _plain(path) in paths


def _plain(path: str) -> str:
    """Return the path of the plain file of a compressed copy."""
    suffix = path[-3:]
    return path[:-3] if suffix in COPY_SUFFIXES.values() else path
