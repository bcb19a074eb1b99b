"""Run programs with their output in log files, and report a failure in one sentence."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["ProgramError", "Programs"]


class ProgramError(Exception):
    """A program that failed; the message is one sentence."""


class Programs:
    """Runs programs, each with its own log file in a folder."""

    def __init__(self, logs: Path) -> None:
        """Set the folder of the log files; it is created when needed."""
        self._logs = logs

    def run(
        self,
        log: str,
        command: Sequence[str],
        problem: str,
        *,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Run a program; ProgramError names the problem, an error from the log, and the log file."""
        file = self._logs / f"{log}.log"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8") as output:
            done = subprocess.run(
                command, stdout=output, stderr=subprocess.STDOUT, env=env, check=False
            )
        if done.returncode:
            message = f"{problem}: {_reason(file)} (see {file})"
            raise ProgramError(message)


def _reason(log: Path) -> str:
    """Return the first error line of a log, otherwise its last line."""
    text = log.read_text(encoding="utf-8", errors="replace")
    if "DO NOT MATCH THE HASHES" in text:
        return "the downloaded file does not match the pinned hash"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return [*marked, *(lines or ["no output"])[-1:]][0].rstrip(".")
