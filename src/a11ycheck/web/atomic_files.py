"""Atomic file writes: a reader sees the old content or the new, never a part of it."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from a11ycheck.signals import deferred_signals
from a11ycheck.system import lock_file

__all__ = [
    "SCRATCH_PREFIX",
    "FileChangedError",
    "FileStamp",
    "lock_scratch_file",
    "make_ignored_folder",
    "remove_scratch_files",
    "replace_file",
    "write_changed",
    "write_file",
]

SCRATCH_PREFIX: Final = ".a11ycheck-new-"
"""The start of the names of scratch files; one that is not locked was left by a killed process."""


_IGNORED = "# Created by a11ycheck. The folder can be deleted at any time.\n*\n"


class FileChangedError(OSError):
    """Another process changed the file since it was read."""


class FileStamp(NamedTuple):
    """The state of a file by which a change is detected: modification time, size and inode."""

    mtime_ns: int
    size: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "FileStamp":
        """Return the stamp of a file as it is now; OSError where it cannot be found."""
        status = path.stat()
        return cls(status.st_mtime_ns, status.st_size, status.st_ino)


def write_file(
    path: Path,
    content: bytes | str,
    *,
    mode: int | None = None,
    mtime_ns: int | None = None,
    durable: bool = True,
    expected: FileStamp | None = None,
) -> None:
    """Create or replace a file, and create the folders above it; text is written as UTF-8.

    `mode` are its permissions, by default those of any new file. `mtime_ns` is its modification time, by
    default now. A `durable` write is on the disk before the file is replaced, and so survives a power
    failure; it takes longer. With `expected`, raises FileChangedError unless the file has that stamp.
    Raises OSError where the file cannot be written, and then leaves it as it was. A signal that ends the
    run takes effect when the file is written.
    """
    data = content.encode() if isinstance(content, str) else content
    # Sphinx's subclass of Path has the `replace` of a string.
    scratch = Path(path).with_name(f"{SCRATCH_PREFIX}{secrets.token_hex(8)}")
    with deferred_signals(), _named_in_errors(path, scratch):
        try:
            descriptor = _create(scratch, mode)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = _create(scratch, mode)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                if mode is not None:
                    os.fchmod(file.fileno(), mode)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
                if mtime_ns is not None:
                    os.utime(scratch, ns=(mtime_ns, mtime_ns))
                if expected is not None:
                    _check_unchanged(path, expected)
                scratch.replace(path)  # as long as it is open, it is locked
        except BaseException:
            scratch.unlink(missing_ok=True)
            raise


@contextmanager
def _named_in_errors(path: Path, scratch: Path) -> Iterator[None]:
    """Name the file in errors about its scratch file, of which nobody knows."""
    try:
        yield
    except OSError as error:
        if error.filename == os.fspath(scratch):
            error.filename = os.fspath(path)
        raise


def write_changed(path: Path, content: bytes | str) -> bool:
    """Replace a file atomically unless it has this content, and return whether it was written."""
    data = content.encode() if isinstance(content, str) else content
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    write_file(path, data, durable=False)
    return True


def make_ignored_folder(folder: Path) -> None:
    """Create a folder of ours, if it does not exist, that Git ignores; OSError if that is impossible.

    A folder that holds files already may be a project, where Git would ignore all files of it from now on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with os.scandir(folder) as entries:
        has_files = any(entry.is_file() for entry in entries)
    if not has_files:
        (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")


def replace_file(path: Path, content: bytes | str) -> None:
    """Replace the content of an existing file and keep its permissions; OSError where it is read-only."""
    if not os.access(path, os.W_OK):  # replacing needs only write permission for the folder
        raise PermissionError(None, "Permission denied", str(path))
    remove_scratch_files(path.parent)
    write_file(path, content, mode=stat.S_IMODE(path.stat().st_mode))


def lock_scratch_file(descriptor: int) -> None:
    """Lock a new scratch file, so that other processes do not remove it, until it is closed."""
    with suppress(OSError):  # where the file system has no locks, no process removes scratch files
        lock_file(descriptor)


def remove_scratch_files(folder: Path) -> None:
    """Remove the scratch files in a folder that no process has locked: they were left by a killed one."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(SCRATCH_PREFIX) and entry.is_file(follow_symlinks=False):
                with suppress(OSError), Path(entry.path).open("rb") as file:
                    lock_file(file.fileno(), wait=False)
                    Path(entry.path).unlink()


def _create(path: Path, mode: int | None) -> int:
    # The kernel applies the umask to 0o666: to read it, Python would have to change it for all threads.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    while True:
        descriptor = os.open(path, flags, 0o666 if mode is None else 0o600)
        lock_scratch_file(descriptor)
        if os.fstat(descriptor).st_nlink:
            return descriptor
        os.close(descriptor)  # another process found it before it was locked, and removed it


def _check_unchanged(path: Path, expected: FileStamp) -> None:
    try:
        is_unchanged = FileStamp.of(path) == expected
    except FileNotFoundError:
        is_unchanged = False
    if not is_unchanged:
        raise FileChangedError(None, "The file was changed by another process", str(path))
