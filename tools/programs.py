"""Run programs with their output in logs, and say in one sentence why one failed."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["ProgramError", "Programs"]


class ProgramError(Exception):
    """What went wrong, in one sentence."""


class Programs:
    """Runs programs, each with a log of its own in a folder."""

    def __init__(self, logs: Path) -> None:
        """Take the folder of the logs; it is made where it is missing."""
        self._logs = logs

    def run(
        self,
        log: str,
        command: Sequence[str],
        problem: str,
        *,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Run a program; ProgramError says the problem, an error in the log, and which log it is."""
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
    """Return the first line that a program marked as an error, else the last one it printed."""
    text = log.read_text(encoding="utf-8", errors="replace")
    if "DO NOT MATCH THE HASHES" in text:
        return "what the index holds is not what is pinned by hash"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return [*marked, *(lines or ["it printed nothing"])[-1:]][0].rstrip(".")
