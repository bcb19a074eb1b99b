"""Standard output and error: colour, width, and errors that lose no output."""

import os
import shutil
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from a11ycheck.errors import UserError
from a11ycheck.web.escapes import escape_lines

__all__ = [
    "LossyStream",
    "has_colour",
    "has_width",
    "prepare_streams",
    "print_error",
    "print_note",
    "to_stdout",
    "width",
]

_NARROW, _PLAIN = 40, 80


def prepare_streams() -> None:
    """Escape characters that a stream cannot encode, and replace a closed stream by the null device."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # its file descriptor was closed when Python started
            null = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
            setattr(sys, name, null)
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def to_stdout(text: str, *, as_utf8: bool = False) -> None:
    """Print text; UserError if that fails. A reader that has gone away (a closed pipe) is no error.

    `as_utf8` is for programs, which expect that encoding whatever the terminal has.
    """
    try:
        buffer = getattr(sys.stdout, "buffer", None)
        if as_utf8 and buffer is not None:
            sys.stdout.flush()
            buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python flushes the rest once more when it ends, and would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            raise UserError(f"Standard output cannot be written: {reason}.") from None


def print_note(text: str) -> None:
    """Print lines to standard error, if that is still open; control characters are escaped."""
    _to_stderr(escape_lines(text))


def _to_stderr(text: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def print_error(message: str, hint: str = "") -> None:
    """Print a message to standard error, with its hint on the next line."""
    start, end = ("\x1b[1;31m", "\x1b[0m") if has_colour(sys.stderr) else ("", "")
    _to_stderr(f"{start}a11ycheck:{end} {escape_lines(message)}")
    if hint:
        print_note(f"  {hint}")


def has_colour(stream: TextIO) -> bool:
    """Return whether to colour a stream: by NO_COLOR (no-color.org), FORCE_COLOR, else on terminals."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """Return the columns to fill: those of COLUMNS or of the terminal, at least 40; without both, 80."""
    if not has_width(stream):
        return _PLAIN
    return max(_NARROW, shutil.get_terminal_size().columns)


def has_width(stream: TextIO) -> bool:
    """Return whether lines that are too long have to be cut: on terminals, and if COLUMNS asks for it."""
    return stream.isatty() or os.environ.get("COLUMNS", "").isdecimal()


class LossyStream:
    """A stream that may be closed at any time: what cannot be printed is dropped."""

    def __init__(self, stream: TextIO) -> None:
        """Take the stream."""
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        """Return what the stream has."""
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text, if that is possible."""
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush the stream, if that is possible."""
        with suppress(OSError):
            self._stream.flush()
