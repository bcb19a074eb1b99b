"""`a11ycheck watch` as a user runs it: a process, what it prints, and its preview."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from command import environment

__all__ = ["Watching", "watching"]

_PATIENCE = 120.0


class Watching:
    """A running `a11ycheck watch`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.text = ""
        self._seen = 0
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._news:
                self.text += line
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def wait_for(self, pattern: str) -> str:
        """Return what was printed since the last call, up to the end of the line with a pattern."""
        found: re.Match[str] | None = None

        def has_come() -> bool:
            nonlocal found
            found = re.search(f"{pattern}.*\n", self.text[self._seen :])
            return found is not None or not self._reader.is_alive()

        with self._news:
            self._news.wait_for(has_come, _PATIENCE)
        assert found is not None, f"{pattern!r} did not come:\n{self.text}"
        start, self._seen = self._seen, self._seen + found.end()
        return self.text[start : self._seen]

    @property
    def url(self) -> str:
        found = re.search(r"Preview: (\S+)", self.text)
        assert found is not None, self.text
        return found[1]

    def interrupt(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)


@contextmanager
def watching(cwd: Path, *arguments: str) -> Iterator[Watching]:
    """Run `a11ycheck watch` in a folder until the block ends."""
    command = [sys.executable, "-m", "a11ycheck", "watch", *arguments, "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    found = Watching(process)
    try:
        found.wait_for("Preview: ")
        yield found
    finally:
        if process.poll() is None:
            found.interrupt()
        if process.stdout is not None:
            process.stdout.close()
