"""Pages that an earlier build of Sphinx has left behind: no document makes them now."""

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

__all__ = ["left_pages"]

_INVENTORY: Final = "objects.inv"
_HEADER: Final = b"# Sphinx inventory version 2"
_HEADER_LINES: Final = 4
_ROLE: Final = " std:doc "
# Sphinx copies the source of each document, and removes neither when the document is gone.
_SOURCES: Final = "_sources"
_SUFFIXES: Final = (".rst", ".md", ".txt", ".ipynb")


def left_pages(site: Path, pages: Iterable[Path]) -> Iterator[Path]:
    """Yield the pages of a folder with a copied source that no inventory of Sphinx names.

    The inventory is `objects.inv` in the nearest folder above; it lists all documents of a build. Pages
    that Sphinx makes of no document, such as `genindex.html`, have no source.
    """

    @cache
    def build_of(folder: Path) -> Path | None:
        if (folder / _INVENTORY).is_file():
            return folder
        return None if folder in {site, folder.parent} else build_of(folder.parent)

    documents = cache(_documents)
    for page in pages:
        build = build_of(page.parent)
        known = documents(build / _INVENTORY) if build else None
        if build is None or known is None:
            continue
        names = _names(page.relative_to(build).as_posix())
        if not known.intersection(names) and any(_has_source(build, name) for name in names):
            yield page


def _names(page: str) -> tuple[str, ...]:
    """Return the names that the document of a page may have, for the builders `html` and `dirhtml`."""
    name = page.removesuffix(PurePosixPath(page).suffix)
    return (name, name.removesuffix("/index")) if name.endswith("/index") else (name,)


def _has_source(build: Path, name: str) -> bool:
    return any((build / _SOURCES / f"{name}{suffix}.txt").is_file() for suffix in _SUFFIXES)


def _documents(inventory: Path) -> frozenset[str] | None:
    """Return the names of all documents, None if the inventory cannot be read."""
    try:
        *header, data = inventory.read_bytes().split(b"\n", _HEADER_LINES)
        lines = zlib.decompress(data).decode("utf-8").splitlines()
    except (OSError, ValueError, zlib.error):
        return None
    if not header or header[0].strip() != _HEADER:
        return None
    return frozenset(line.partition(_ROLE)[0] for line in lines if _ROLE in line)
