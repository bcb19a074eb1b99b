"""Say why a command ended with an exception: the system refused something, or it is a bug."""

import errno
import os
from pathlib import Path
from typing import Final

from a11ycheck.cli.console import print_error, print_note

__all__ = ["print_failure"]

# What the system refuses is no bug: permissions, a full or read-only disk, a name that is too long.
_OF_SYSTEM: Final = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO),
        *(errno.ENAMETOOLONG, errno.ELOOP, errno.EMFILE, errno.ENFILE),
    }
)
_SYSTEM_HINT: Final = "Check permissions and free space; a11ycheck --debug shows where it happened."


def print_failure(error: Exception) -> None:
    """Print what the system refused, as one sentence, or else the traceback of a bug."""
    if isinstance(error, OSError) and error.errno in _OF_SYSTEM:
        import logging  # noqa: PLC0415 - of no use otherwise

        logging.getLogger(__name__).debug("The system refused it here.", exc_info=error)
        # What has no name is a stream: click and rich print to standard output.
        name = os.fsdecode(error.filename) if error.filename else "Standard output"
        print_error(f"{name}: {error.strerror}.", _SYSTEM_HINT)
        return
    if isinstance(error, FileNotFoundError) and not _has_current_folder():
        print_error("The current folder does not exist any more.", "Change to one that does.")
        return
    import traceback  # noqa: PLC0415 - of no use otherwise

    print_note("".join(traceback.format_exception(error)).rstrip())
    print_error("This is a bug in a11ycheck.", "Report it with the lines above.")


def _has_current_folder() -> bool:
    try:
        Path.cwd()
    except OSError:
        return False
    return True
