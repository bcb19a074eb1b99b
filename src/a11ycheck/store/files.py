"""Write files that are whole or not there at all."""

import os
import stat
import tempfile
from pathlib import Path

__all__ = ["replace_bytes", "write_atomically"]


def write_atomically(path: Path, text: str) -> None:
    """Write a file by way of a scratch file beside it, so that no reader sees half of it; else OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes files private; a report is for everyone who may read the folder.
    _write(path, text.encode("utf-8"), 0o666 & ~_umask())


def replace_bytes(path: Path, data: bytes) -> None:
    """Give a file that is there another content, in one step and with its permissions; else OSError."""
    if not os.access(path, os.W_OK):  # the folder alone decides whether it can be replaced
        raise PermissionError(None, "Permission denied", str(path))
    _write(path, data, stat.S_IMODE(path.stat().st_mode))


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).chmod(mode)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
