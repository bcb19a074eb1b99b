"""What a terminal can show: colour, width, and progress only where a person is watching."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from a11ycheck.runner import Progress as Step

__all__ = ["has_colour", "progress_bar", "say", "width"]

_NARROW, _WIDE, _PLAIN = 60, 120, 80


def has_colour(stream: TextIO) -> bool:
    """Tell whether to colour a stream: FORCE_COLOR, NO_COLOR (no-color.org), else only on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """Return the columns to fill: the terminal's within reason, 80 where there is none."""
    if not stream.isatty():
        return _PLAIN
    return max(_NARROW, min(_WIDE, shutil.get_terminal_size().columns))


def say(message: str, hint: str = "") -> None:
    """Print a sentence for a person to standard error, with its remedy on the next line."""
    colour = has_colour(sys.stderr)
    start, end = ("\x1b[1;31m", "\x1b[0m") if colour else ("", "")
    sys.stderr.write(f"{start}a11ycheck:{end} {message}\n")
    if hint:
        sys.stderr.write(f"  {hint}\n")


@contextmanager
def progress_bar() -> Iterator[Callable[[Step], None]]:
    """Give a function that shows how far the audit is; it shows nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    console = Console(file=sys.stderr, no_color=not has_colour(sys.stderr))
    columns = (
        TextColumn("Auditing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[page]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("audit", total=None, page="")

        def show(step: Step) -> None:
            bar.update(task, completed=step.done, total=step.planned, page=step.page)

        yield show
