"""Write files whole, or leave them as they were."""

import os
import tempfile
from pathlib import Path

from a11ycheck.errors import UserError

__all__ = ["write_file"]


def write_file(file: Path, content: bytes) -> None:
    """Write a file by way of a scratch file beside it; one that has the content already is not touched.

    UserError where the file cannot be written.
    """
    try:
        if file.is_file() and file.read_bytes() == content:
            return
        descriptor, scratch = tempfile.mkstemp(dir=file.parent, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
            Path(scratch).chmod(mode)
            Path(scratch).replace(file)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror or error}."
        raise UserError(message, "Mend the folder's permissions, or free some space.") from error
