"""Open and hash regular files only: a FIFO would block its reader for ever, a device may have no end."""

import hashlib
import os
import stat
import time
from collections.abc import Mapping
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "ContentHashes",
    "FileVersion",
    "NotRegularError",
    "TooLargeError",
    "open_regular",
    "read_regular",
]

# Larger files are identified by their version alone: to hash them takes too long.
MAX_HASHED_BYTES = 256 << 20
# A file that changes twice within one tick of the file system's clock keeps its time.
_CLOCK_TICK_NS = 100_000_000


class NotRegularError(OSError):
    """The path is a FIFO, a socket, a device or a folder."""

    def __init__(self, path: Path) -> None:
        """Take the path, which the caller names in its message."""
        super().__init__(None, "it is not a regular file", str(path))


class TooLargeError(OSError):
    """The file is larger than its reader allows."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        """Take the path, which the caller names in its message, and the limit."""
        super().__init__(None, f"it is larger than {max_bytes:,} bytes", str(path))


class FileVersion(NamedTuple):
    """The state of a file by which a change is detected, without reading it."""

    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileVersion":
        """Return the version in a file's status."""
        return cls(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    @property
    def is_recent(self) -> bool:
        """Return whether the file may change once more without getting another version."""
        return time.time_ns() - self.ctime_ns < _CLOCK_TICK_NS


def open_regular(path: Path) -> BufferedReader:
    """Open a regular file for reading; NotRegularError if it is of another kind. This never blocks."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotRegularError(path)
    # Something else may have taken its place: a FIFO without a writer would block.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise NotRegularError(path)


def read_regular(path: Path, *, max_bytes: int | None = None) -> bytes:
    """Return the content of a regular file.

    NotRegularError if it is of another kind, TooLargeError if it holds more than `max_bytes`.
    """
    with open_regular(path) as file:
        if max_bytes is None:
            return file.read()
        # A sparse file of any size would be read, too; and a file may grow meanwhile.
        is_small = os.fstat(file.fileno()).st_size <= max_bytes
        content = file.read(max_bytes + 1) if is_small else b""
        if not is_small or len(content) > max_bytes:
            raise TooLargeError(path, max_bytes)
        return content


class ContentHashes:
    """Hashes of files, each computed once for each version of a file; thread-safe."""

    def __init__(self, known: Mapping[tuple[str, FileVersion], str] | None = None) -> None:
        """Take the hashes that are known already, by path and version."""
        self._known = known or {}
        self._used: dict[tuple[str, FileVersion], str] = {}

    @property
    def used(self) -> Mapping[tuple[str, FileVersion], str]:
        """The hashes that were asked for or added, by path and version."""
        return dict(self._used)

    def of(self, file: Path, version: FileVersion) -> str:
        """Return the SHA-256 of a file that had this version just now; OSError if it cannot be read.

        For a file that is too large to be hashed, this is its version.
        """
        key = (os.fspath(file), version)
        if known := self._used.get(key):
            return known
        if known := self._known.get(key):
            self._used[key] = known
            return known
        if version.size > MAX_HASHED_BYTES:
            return " ".join(map(str, version))
        with open_regular(file) as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
            if FileVersion.of(os.fstat(opened.fileno())) == version:
                self.add(file, version, found)
        return found

    def add(self, file: Path, version: FileVersion, found: str) -> None:
        """Remember the hash of what was read from a file of this version."""
        if not version.is_recent:
            self._used[os.fspath(file), version] = found
