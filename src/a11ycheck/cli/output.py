"""Where reports go: to the terminal, or to a file that is whole or not there at all."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.config import Loaded
from a11ycheck.errors import UserError
from a11ycheck.reporters import REPORTERS

__all__ = ["Destination", "chosen_formats", "read_destinations", "to_stdout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A format, and the file to write it to; None is standard output."""

    format: str
    path: Path | None = None


def chosen_formats(loaded: Loaded) -> tuple[str, ...]:
    """Return the formats to write: those asked for, else annotations where GitHub Actions runs us."""
    by_itself = "formats" not in loaded.origins and os.environ.get("GITHUB_ACTIONS") == "true"
    return ("github",) if by_itself else loaded.config.formats


def read_destinations(formats: tuple[str, ...]) -> tuple[Destination, ...]:
    """Return the destinations that NAME[=PATH] values name; UserError for what cannot be."""
    destinations = tuple(_read(text) for text in formats)
    to_stdout = [item.format for item in destinations if item.path is None]
    if len(to_stdout) > 1:
        message = f"Only one format can go to standard output, not {' and '.join(to_stdout)}."
        raise UserError(message, "Give the others a file: --format json=report.json")
    paths = [item.path for item in destinations if item.path is not None]
    if len(set(paths)) < len(paths):
        message = "Two formats would be written to the same file."
        raise UserError(message, "Give each --format a file of its own.")
    return destinations


def _read(text: str) -> Destination:
    name, _, path = text.partition("=")
    if name not in REPORTERS:
        known = ", ".join(REPORTERS)
        message = f'There is no format "{name}".'
        raise UserError(message, f"Formats: {known}.")
    return Destination(format=name, path=Path(path) if path else None)


def to_stdout(text: str) -> None:
    """Print a report; OSError where that fails. A reader that has gone away (a closed pipe) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python flushes what is left once more when it ends, and would fail there again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise
