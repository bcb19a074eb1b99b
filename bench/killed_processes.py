"""The processes of an audit, as Linux shows them: which to kill, and which are still alive."""

import os
import random
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Victims", "alive", "handles"]

PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A living process; `started` distinguishes it from a later one with the same number."""

    pid: int
    session: int
    started: str
    command: bytes = field(compare=False)
    environment: bytes = field(compare=False)

    @property
    def kind(self) -> str:
        """Return "browser", "renderer", "driver", or "" for any other."""
        if b"--type=renderer" in self.command:
            return "renderer"
        if b"--user-data-dir=" in self.command and b"--type=" not in self.command:
            return "browser"
        return "driver" if b"chromedriver" in self.command.partition(b"\0")[0] else ""


def processes() -> Iterator[Process]:
    for path in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            if fields[0] != "Z":
                yield Process(
                    pid=int(path.name),
                    session=int(fields[3]),
                    started=fields[19],
                    command=(path / "cmdline").read_bytes(),
                    environment=(path / "environ").read_bytes(),
                )


def _of(scratch: Path) -> list[Process]:
    """Return the processes with this temporary folder, and all others of their sessions."""
    found = list(processes())
    name = bytes(scratch)
    named = [item for item in found if name in item.command or name in item.environment]
    sessions = {item.session for item in named}
    return [item for item in found if item.session in sessions]


@dataclass(kw_only=True)
class Victims:
    """The processes of an audit that have been seen."""

    seen: set[Process] = field(default_factory=set)
    current: list[Process] = field(default_factory=list)
    is_hit: bool = False

    @classmethod
    def of(cls, scratch: Path) -> "Victims":
        """Return the processes of the audit with this temporary folder."""
        return cls().update(scratch)

    def update(self, scratch: Path) -> "Victims":
        """Look again, and return itself."""
        self.current = _of(scratch)
        self.seen.update(self.current)
        return self

    def kill(self, kind: str, chosen: random.Random) -> bool:
        """Kill one process of a kind, and return whether there was one."""
        found = sorted(
            (item for item in self.current if item.kind == kind), key=lambda item: item.pid
        )
        if not found:
            return False
        with suppress(ProcessLookupError):
            os.kill(chosen.choice(found).pid, signal.SIGKILL)
            self.is_hit = True
        return self.is_hit


def alive(scratch: Path, known: Victims) -> Iterator[str]:
    """Yield the processes with this temporary folder, and those known ones, that are alive."""
    named = set(_of(scratch))
    for item in processes():
        if item in named or item in known.seen:
            yield f"{item.pid} {item.command[:80]!r}"


def handles(pid: int, number: int) -> bool:
    """Return whether a process has a handler of a signal."""
    with suppress(OSError):
        for line in (PROCESSES / str(pid) / "status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == "SigCgt":
                return bool(int(value, 16) >> (number - 1) & 1)
    return True
