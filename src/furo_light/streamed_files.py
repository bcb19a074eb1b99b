"""Files that are written piece by piece, and replaced in one step."""

import filecmp
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.web.atomic_files import SCRATCH_PREFIX, lock_scratch_file

__all__ = ["replacing"]


@contextmanager
def replacing(
    path: Path,
    *,
    is_kept: Callable[[], bool] = lambda: True,
    hint: str = "Fix the folder's permissions, or free some space.",
) -> Iterator[BufferedRandom]:
    """Open a scratch file that replaces a file in the end; if it is not kept, the file is removed.

    A file that has the same content already is not touched. After an error nothing has changed. UserError,
    with a hint, if the file cannot be written.
    """
    scratch = path.with_name(f"{SCRATCH_PREFIX}{secrets.token_hex(8)}")
    try:
        with scratch.open("w+b") as file:
            lock_scratch_file(file.fileno())
            yield file
            file.flush()
            if not is_kept():
                path.unlink(missing_ok=True)
            elif not path.is_file() or not filecmp.cmp(scratch, path, shallow=False):
                scratch.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
                scratch.replace(path)
        scratch.unlink(missing_ok=True)
    except OSError as error:
        _discard(scratch)
        message = f"{path} cannot be written: {error.strerror or error}."
        raise UserError(message, hint) from error
    except BaseException:
        _discard(scratch)
        raise


def _discard(scratch: Path) -> None:
    try:
        scratch.unlink(missing_ok=True)
    except OSError:  # its folder is no folder, or is gone
        return
