"""The processes that descend from one, as Linux reports them in /proc."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

__all__ = ["descendants", "is_alive", "start_time"]


def _fields(process: int | str) -> list[str]:
    """Return the fields of a process after its name: state, parent, and so on; [] if there is none."""
    try:
        return (
            Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        )
    except OSError:
        return []


def start_time(process: int) -> str:
    """Return when a process was started: with its number, it identifies the process."""
    fields = _fields(process)
    return fields[19] if fields else ""


def is_alive(process: int, started: str) -> bool:
    """Return whether a process runs that was started then."""
    fields = _fields(process)
    return bool(fields) and fields[0] != "Z" and fields[19] == started


def descendants(process: int) -> list[int]:
    """Return the living processes that a process or one of its descendants started."""
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*"):
        if (fields := _fields(path.name)) and fields[0] != "Z":
            children[int(fields[1])].append(int(path.name))
    found: list[int] = []
    waiting = [process]
    while waiting:
        below = children[waiting.pop()]
        found += below
        waiting += below
    return found
