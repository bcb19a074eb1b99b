"""Write files whole, or leave them as they were."""

from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.files import write_whole

__all__ = ["write_file"]


def write_file(file: Path, content: bytes) -> None:
    """Write a file by way of a scratch file beside it; one that has the content already is not touched.

    UserError where the file cannot be written.
    """
    try:
        if file.is_file() and file.read_bytes() == content:
            return
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
        write_whole(file, content, mode=mode, lasting=False)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror or error}."
        raise UserError(message, "Mend the folder's permissions, or free some space.") from error
