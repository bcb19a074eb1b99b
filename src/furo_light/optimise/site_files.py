"""The files of a folder of built pages: their names, the URLs that lead to them, and their replacement."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from a11ycheck.web import atomic_files
from a11ycheck.web.atomic_files import SCRATCH_PREFIX, FileChangedError, FileStamp, write_file
from a11ycheck.web.regular_files import read_regular

__all__ = [
    "CHANGED",
    "SiteFolder",
    "SkipFileError",
    "Snapshot",
    "put",
    "reason",
    "remove_scratch_files",
    "replace",
    "snapshot",
    "walk_files",
]

CHANGED = "another process changed it during the run; run again when the site is built"
"""The reason to give for a FileChangedError."""


class SkipFileError(Exception):
    """A file has to be left unchanged; the text is the reason, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFolder:
    """A folder of built pages (resolved), published under the path `base` ("/" or "/docs/")."""

    root: Path
    base: str = "/"

    def file(self, page: Path, url: str) -> Path | None:
        """Return the file, existing or not, to which a URL on a page leads; None outside the folder."""
        try:
            parts = urlsplit(url.strip())
        except ValueError:
            return None
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or not path or "\0" in path:
            return None
        if path.startswith("/"):
            if not path.startswith(self.base):
                return None
            target = self.root / path.removeprefix(self.base)
        else:
            target = page.parent / path
        found = Path(os.path.normpath(target))  # `resolve` would follow links
        inside = found.is_relative_to(self.root) and found.resolve().is_relative_to(self.root)
        return found if inside else None

    def url(self, page: Path, file: Path, *, like: str) -> str:
        """Return the URL of a file from a page: from the server's root where the URL `like` is, too."""
        if like.strip().startswith("/"):
            return quote(self.base + self.name(file))
        return quote(PurePosixPath(os.path.relpath(file, page.parent)).as_posix())

    def name(self, file: Path) -> str:
        """Return the path of a file in the folder, with slashes."""
        return file.relative_to(self.root).as_posix()


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder in order: no links, and nothing whose name begins with a dot."""
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(path, name)
            if not name.startswith(".") and not file.is_symlink():
                yield file


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A file as it was read: its bytes, the stamp by which a change is detected, and its permissions."""

    path: Path
    data: bytes
    stamp: FileStamp
    mode: int


def snapshot(path: Path) -> Snapshot:
    """Return a file as it is now; FileChangedError if it changes meanwhile, OSError if it is unreadable."""
    stamp, mode = FileStamp.of(path), path.stat().st_mode & 0o7777
    found = Snapshot(path=path, data=read_regular(path), stamp=stamp, mode=mode)
    if FileStamp.of(path) != stamp:
        raise FileChangedError
    return found


def replace(known: Snapshot, data: bytes) -> None:
    """Replace a file's bytes; FileChangedError if it is no longer what was read."""
    try:
        write_file(known.path, data, mode=known.mode, expected=known.stamp)
    except FileNotFoundError:
        raise FileChangedError from None


def put(path: Path, data: bytes, *, mtime_ns: int | None = None) -> bool:
    """Write a file of our own, with a modification time if one is given; return whether bytes changed."""
    if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
        write_file(path, data, mtime_ns=mtime_ns)
        return True
    if mtime_ns is not None and path.stat().st_mtime_ns != mtime_ns:
        os.utime(path, ns=(mtime_ns, mtime_ns))
    return False


def reason(error: OSError) -> str:
    """Return the system's text of an error, without a path."""
    return error.strerror or str(error)


def remove_scratch_files(folder: Path) -> None:
    """Remove the scratch files of a run that was killed."""
    for parent in {path.parent for path in folder.rglob(f"{SCRATCH_PREFIX}*")}:
        atomic_files.remove_scratch_files(parent)
