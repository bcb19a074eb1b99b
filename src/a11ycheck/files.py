"""Write files that are whole or not there at all."""

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

__all__ = ["replace_bytes", "write_atomically", "write_whole"]

_PREFIX = ".new-"


def write_atomically(path: Path, text: str) -> None:
    """Write a text by way of a scratch file beside it, so that no reader sees half of it; else OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8"))


def replace_bytes(path: Path, data: bytes) -> None:
    """Give a file that is there another content, in one step and with its permissions; else OSError."""
    if not os.access(path, os.W_OK):  # the folder alone decides whether it can be replaced
        raise PermissionError(None, "Permission denied", str(path))
    write_whole(path, data, mode=stat.S_IMODE(path.stat().st_mode))


def write_whole(
    path: Path,
    data: bytes,
    *,
    mode: int | None = None,
    lasting: bool = True,
    prefix: str = _PREFIX,
    finish: Callable[[Path], None] = lambda _scratch: None,
) -> None:
    """Write a file in one step into a folder that is there; OSError leaves what was there before.

    `mode` are its permissions, those of any new file unless they are given. What is `lasting` is on the
    disk before it takes its place: it survives a power cut, and takes longer. `prefix` begins the name of
    the scratch file, and `finish` gets its path as the last step: what it raises stops the writing.
    """
    descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        # mkstemp makes files private; a report is for everyone who may read the folder.
        Path(scratch).chmod(0o666 & ~_umask() if mode is None else mode)
        finish(Path(scratch))
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
