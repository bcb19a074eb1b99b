"""Files that are read, and replaced whole or not at all, and never behind the back of whoever builds."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.files import write_whole

__all__ = [
    "CHANGED",
    "ChangedMeanwhile",
    "Snapshot",
    "put",
    "reason",
    "replace",
    "snapshot",
    "sweep",
    "walk_files",
]

CHANGED = "it was written by somebody else meanwhile; run again when the site is built"
"""What to say of a file for which there is `ChangedMeanwhile`."""

_SCRATCH = ".a11ycheck-new-"

Stamp = tuple[int, int, int]


class ChangedMeanwhile(Exception):  # noqa: N818 - it says what happened
    """Somebody wrote the file after it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A file as it was read: its bytes, and the time, size and number by which a change is known."""

    path: Path
    data: bytes
    stamp: Stamp
    mode: int

    @property
    def mtime_ns(self) -> int:
        """Return the time of its last change."""
        return self.stamp[0]


def snapshot(path: Path) -> Snapshot:
    """Return a file as it is now; OSError where it cannot be read, ChangedMeanwhile while it is written."""
    before = path.stat()
    data = path.read_bytes()
    found = Snapshot(path=path, data=data, stamp=_stamp(before), mode=before.st_mode & 0o7777)
    _refuse_change(found)
    return found


def replace(known: Snapshot, data: bytes) -> None:
    """Put new bytes in the place of a file; ChangedMeanwhile where it is no longer what was read."""
    _refuse_change(known)
    write_whole(
        known.path,
        data,
        mode=known.mode,
        prefix=_SCRATCH,
        finish=lambda _scratch: _refuse_change(known),
    )


def put(path: Path, data: bytes, *, mtime_ns: int | None = None) -> bool:
    """Write a file of our own, with a time of change if one is given; return whether bytes changed."""
    same = path.is_file() and not path.is_symlink() and path.read_bytes() == data
    if not same:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(
            path, data, prefix=_SCRATCH, finish=lambda scratch: _set_time(scratch, mtime_ns)
        )
    elif path.stat().st_mtime_ns != mtime_ns:
        _set_time(path, mtime_ns)
    return not same


def _set_time(path: Path, mtime_ns: int | None) -> None:
    if mtime_ns is not None:
        os.utime(path, ns=(mtime_ns, mtime_ns))


def reason(error: OSError) -> str:
    """Return what the system says of a failure, without a path."""
    return error.strerror or str(error)


def sweep(folder: Path) -> None:
    """Remove what an earlier run that was killed left of files that it had not finished."""
    for path in folder.rglob(f"{_SCRATCH}*"):
        path.unlink(missing_ok=True)


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder in order: no links, and nothing whose name begins with a dot."""
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(path, name)
            if not name.startswith(".") and not file.is_symlink():
                yield file


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _refuse_change(known: Snapshot) -> None:
    try:
        now = _stamp(known.path.stat())
    except FileNotFoundError:
        raise ChangedMeanwhile from None
    if now != known.stamp:
        raise ChangedMeanwhile
