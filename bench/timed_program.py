"""Run a program and measure it with all its descendants: wall time, and processor time."""

import contextlib
import ctypes
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ProgramError", "Used", "adopt_orphans", "run_timed"]

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


class ProgramError(Exception):
    """A program that failed, in one sentence and its output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Wall and processor time in seconds, and what the program printed."""

    wall: float
    cpu: float
    output: bytes


def adopt_orphans() -> None:
    """Adopt orphaned processes, so that their processor time is counted (Linux only)."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run_timed(
    command: Sequence[str],
    folder: Path,
    expected: Sequence[int],
    env: Mapping[str, str] | None = None,
) -> Used:
    """Run a program in a folder; ProgramError if its exit code is not in `expected`."""
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        program = subprocess.Popen(command, cwd=folder, stdout=printed, stderr=errors, env=env)
        wall = cpu = 0.0
        while True:
            try:
                number, status, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            cpu += usage.ru_utime + usage.ru_stime
            if number == program.pid:
                wall, program.returncode = (
                    time.perf_counter() - start,
                    os.waitstatus_to_exitcode(status),
                )
        printed.seek(0)
        errors.seek(0)
        if program.returncode not in expected:
            text = (errors.read() or printed.read()).decode(errors="replace").strip()
            name = Path(command[0]).name
            raise ProgramError(f"{name} exited with {program.returncode}:\n{text[-2000:]}")
        return Used(wall=wall, cpu=cpu, output=printed.read())
