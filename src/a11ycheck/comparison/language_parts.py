"""Lines that are read in parts, since the parts have different languages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from a11ycheck.comparison.spoken_units import Unit

__all__ = ["split_by_language"]


def split_by_language(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """Return units; a line that is read in parts, here or in `others`, is split into these parts.

    Equal lines are split alike on both sides. Without that, a part that loses its language would
    be another text and a removed one.
    """
    lines = {_compact(parts): parts for side in (units, others) for parts in _parted_lines(side)}
    found: list[Unit] = []
    for unit in units:
        parts = lines.get(_compact([unit])) if unit.is_text else None
        found += [replace(unit, name=part.name) for part in parts] if parts else [unit]
    return found


def _parted_lines(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    line: list[Unit] = []
    for unit in units:
        if unit.is_text and line and not unit.starts_line:
            line.append(unit)
            continue
        if len(line) > 1:
            yield line
        line = [unit] if unit.is_text else []
    if len(line) > 1:
        yield line


def _compact(parts: Sequence[Unit]) -> str:
    return "".join("".join(part.name.split()) for part in parts)
