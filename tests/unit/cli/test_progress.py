"""Progress tells how far an audit is, and never what it cannot know."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from a11ycheck.cli.progress import Pace, show_progress
from a11ycheck.run.job import Progress


def event(done: int, *, cached: int = 0, failed: int = 0, page: str = "a.html") -> Progress:
    return Progress(page=page, done=done, planned=205, cached=cached, failed_rules=failed)


def test_a_single_page_is_no_plural() -> None:
    only = Progress(page="a.html", done=0, planned=1, cached=0, failed_rules=0)

    assert str(Pace(started=10.0).after(only, 11.0)) == "0 of 1 page"


@pytest.mark.parametrize(
    ("progress", "now", "text"),
    [
        (event(1), 10.0, "1 of 205 pages"),
        (event(21), 20.0, "21 of 205 pages, 2.1 pages/s, 1 min 28 s left"),
        (
            event(205, failed=1),
            110.0,
            "205 of 205 pages, 2.0 pages/s, findings of 1 rule, judging the results",
        ),
        (
            event(21, failed=3),
            10_010.0,
            "21 of 205 pages, 0.0 pages/s, 24 h 20 min left, findings of 3 rules",
        ),
        (event(190, cached=180), 20.0, "190 of 205 pages, 1.0 pages/s, 16 s left"),
        (event(100, cached=100), 20.0, "100 of 205 pages"),
    ],
)
def test_pages_rate_time_left_and_rules_that_failed(
    progress: Progress, now: float, text: str
) -> None:
    assert str(Pace(started=10.0).after(progress, now)) == text


def test_the_rate_does_not_count_cached_pages() -> None:
    cached = Pace(started=0.0).after(event(100, cached=100), 5.0)
    visited = cached.after(event(102, cached=100), 6.0)

    assert visited.rate == 2.0


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The times that the clock returns."""
    times: list[float] = []
    monkeypatch.setattr("time.monotonic", lambda: times.pop(0))
    yield times
    monkeypatch.undo()


def test_without_a_terminal_there_is_a_line_every_ten_seconds(
    lines: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lines += [0.0, 1.0, 9.0, 11.0, 12.0, 25.0]
    with show_progress() as show:
        for done in range(1, 6):
            show(event(done))

    assert capsys.readouterr().err.splitlines() == [
        "Audited 3 of 205 pages, 0.3 pages/s, 12 min 21 s left.",
        "Audited 5 of 205 pages, 0.2 pages/s, 16 min 41 s left.",
    ]


def test_after_a_long_audit_the_last_line_says_that_its_results_are_judged(
    lines: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lines += [0.0, 11.0, 12.0]
    with show_progress() as show:
        show(event(200))
        show(event(205))

    _, last = capsys.readouterr().err.splitlines()
    assert last == "Audited 205 of 205 pages, 17.1 pages/s, judging the results."


def test_after_a_short_audit_there_is_no_line(
    lines: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    lines += [0.0, 1.0, 2.0]
    with show_progress() as show:
        show(event(200))
        show(event(205))

    assert capsys.readouterr().err == ""


def test_quiet_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress(quiet=True) as show:
        show(event(1))

    assert capsys.readouterr().err == ""


def read_to_end(leader: int) -> Iterator[str]:
    """Yield what a terminal got until its last writer closed it, which Linux reports as an error."""
    with suppress(OSError):
        while chunk := os.read(leader, 1 << 16):
            yield chunk.decode()


def test_no_line_is_wider_than_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = pty.openpty()
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with show_progress() as show:
            for done in (1, 100, 200):
                show(event(done, failed=12, page="a/very/long/path/of/a/page/" * 5 + "index.html"))
        monkeypatch.undo()
    shown = "".join(read_to_end(leader))
    os.close(leader)

    visible = [line.rpartition("\x1b")[0].rpartition("\x1b")[2] for line in shown.split("\r")]
    assert "of 205 pages" in shown
    assert all(len(line) <= 64 for line in visible)
