"""Earlier names of `web.atomic_files`, for modules that still use them."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from a11ycheck.web.atomic_files import replace_file as replace_bytes
from a11ycheck.web.atomic_files import write_file as write_atomically

__all__ = ["replace_bytes", "write_atomically", "write_whole"]


def write_whole(
    path: Path,
    data: bytes,
    *,
    mode: int | None = None,
    lasting: bool = True,
    prefix: str = ".new-",
    finish: Callable[[Path], None] = lambda _scratch: None,
) -> None:
    """Replace a file in an existing folder; `finish` gets the scratch file as the last step."""
    scratch = Path(path).with_name(f"{prefix}{secrets.token_hex(8)}")
    descriptor = os.open(
        scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        finish(scratch)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
