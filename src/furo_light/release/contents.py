"""The files of a built site that belong on a server, and their checksums."""

import gzip
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import brotli

from a11ycheck.errors import UserError

__all__ = ["Contents", "read_contents", "unpacked"]

_NOT_FOR_SERVERS = frozenset({"__pycache__", "node_modules", "Thumbs.db", "desktop.ini"})
_KEPT_DOTS = frozenset({".well-known"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The folder, and the SHA-256 of each file in it by its path, sorted."""

    root: Path
    sums: Mapping[str, str]

    @property
    def pages(self) -> int:
        """How many of the files are HTML."""
        return sum(path.endswith((".html", ".htm", ".xhtml")) for path in self.sums)


def read_contents(root: Path) -> Contents:
    """Return what of a folder belongs on a server: all but hidden files and what tools leave behind.

    UserError where the folder cannot be read, a link leads out of it, or a compressed file is not what the
    plain file beside it says: readers would get something else than what was audited.
    """
    if not root.is_dir():
        raise UserError(f"{root} is no folder.", "Name the folder of a built site.")
    sums: dict[str, str] = {}
    for path in sorted(_files(root)):
        content = read_file(root, path)
        sums[path] = sha256(content).hexdigest()
        _demand_same(root, path, content)
    return Contents(root=root, sums=MappingProxyType(sums))


def read_file(root: Path, path: str) -> bytes:
    """Return a file of the folder; UserError where it cannot be read, or lies elsewhere."""
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        message = f"{file} is a link that leads out of {root}."
        raise UserError(message, "Put the file itself there.")
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror or error}."
        raise UserError(message, "Mend its permissions, or build the site again.") from error


def _files(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root, onerror=_raise):
        folders[:] = [name for name in folders if _belongs(name)]
        for name in filter(_belongs, files):
            yield (Path(folder) / name).relative_to(root).as_posix()


def _raise(error: OSError) -> None:
    message = f"{error.filename} cannot be read: {error.strerror or error}."
    raise UserError(message, "Mend its permissions.")


def _belongs(name: str) -> bool:
    hidden = name.startswith(".") and name not in _KEPT_DOTS
    return not hidden and name not in _NOT_FOR_SERVERS


def _demand_same(root: Path, path: str, content: bytes) -> None:
    plain = root / path[:-3]
    if not path.endswith((".br", ".gz")) or not plain.is_file():
        return
    if unpacked(path, content) != plain.read_bytes():
        message = f"{root / path} does not hold what {plain.name} says now."
        remedy = f"Compress it anew: a11ycheck lighten {root}; or delete it."
        raise UserError(message, remedy)


def unpacked(path: str, content: bytes) -> bytes | None:
    """Return what a file compressed as its name says holds; None where it is damaged."""
    try:
        return brotli.decompress(content) if path.endswith(".br") else gzip.decompress(content)
    except (brotli.error, OSError, EOFError, zlib.error):
        return None
