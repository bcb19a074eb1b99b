"""Show how far an audit is: on a terminal a line that is updated, elsewhere a line every few seconds."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TextIO, cast

from a11ycheck.cli.console import LossyStream, has_colour, print_note
from a11ycheck.web.escapes import escape_invisible

if TYPE_CHECKING:
    from a11ycheck.run.job import Progress

__all__ = ["Pace", "show_progress"]

_LINE_SECONDS: Final = 10.0
_MINUTE = 60
_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What is known of an audit at a moment: times are in seconds, of any clock.

    Cached pages take almost no time, so the rate counts those that a browser visited since the first.
    """

    started: float
    now: float = 0.0
    done: int = 0
    planned: int = 0
    visited: int = 0
    failed_rules: int = 0

    def after(self, event: "Progress", now: float) -> "Pace":
        """Return the pace when the result of another page has arrived."""
        visited = event.done - event.cached
        return replace(
            self,
            started=self.started if visited else now,
            now=now,
            done=event.done,
            planned=event.planned,
            visited=visited,
            failed_rules=event.failed_rules,
        )

    @property
    def rate(self) -> float:
        """Return the pages per second, 0 while that is unknown."""
        seconds = self.now - self.started
        return self.visited / seconds if seconds > 0 else 0.0

    def __str__(self) -> str:
        """Return pages, rate, time left, the axe rules that failed on some page, and what comes last."""
        parts = [f"{self.done:,} of {self.planned:,} page{'s' * (self.planned != 1)}"]
        if self.rate:
            parts.append(f"{self.rate:.1f} pages/s")
            if self.done < self.planned:
                parts.append(f"{_duration((self.planned - self.done) / self.rate)} left")
        if self.failed_rules:
            parts.append(f"findings of {self.failed_rules} rule{'s' * (self.failed_rules > 1)}")
        if self.done == self.planned:
            # Of thousands of pages, this takes minutes.
            parts.append("judging the results")
        return ", ".join(parts)


def _duration(seconds: float) -> str:
    whole = int(seconds) + 1
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"


@contextmanager
def show_progress(*, quiet: bool = False) -> Iterator[Callable[["Progress"], None]]:
    """Yield a function that shows the progress of an audit on standard error."""
    if quiet:
        yield lambda _event: None
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _lines(time.monotonic)


def _lines(clock: Callable[[], float]) -> Callable[["Progress"], None]:
    """Return a function that prints a line if the last one, or the start, was long ago.

    There is one after the last page, too, if there was any.
    """
    pace = Pace(started=clock())
    start = printed = pace.started

    def show(event: "Progress") -> None:
        nonlocal pace, printed
        pace = pace.after(event, clock())
        is_last = pace.done == pace.planned and printed > start
        if is_last or pace.now - printed >= _LINE_SECONDS:
            printed = pace.now
            print_note(f"Audited {pace}.")

    return show


@contextmanager
def _bar() -> Iterator[Callable[["Progress"], None]]:
    from rich import progress  # noqa: PLC0415 - most runs show none
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Column  # noqa: PLC0415

    console = Console(
        file=cast("TextIO", LossyStream(sys.stderr)), no_color=not has_colour(sys.stderr)
    )
    # The line is cut where the terminal is narrower: a line that wraps could not be replaced.
    text = progress.TextColumn(
        "{task.fields[pace]}  {task.fields[page]}",
        markup=False,
        table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
    )
    columns = (progress.BarColumn(bar_width=10), text)
    pace = Pace(started=time.monotonic())
    with progress.Progress(*columns, console=console, transient=True, expand=True) as bar:
        task = bar.add_task("audit", total=None, pace="", page="")

        def show(event: "Progress") -> None:
            nonlocal pace
            pace = pace.after(event, time.monotonic())
            page = escape_invisible(event.page)
            bar.update(task, completed=event.done, total=event.planned, pace=str(pace), page=page)

        yield show
