"""Changes to a text, kept as spans: what no edit names stays as it was, byte for byte."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

__all__ = ["Edit", "Shift", "apply_edits", "shift_of"]


class Edit(NamedTuple):
    """Put `text` in the place of what stands from `start` up to `end` (offsets in characters)."""

    start: int
    end: int
    text: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with its edits, which must not overlap; insertions at one place keep their order."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start < position:
            message = f"edits overlap at {edit.start}"
            raise ValueError(message)
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join((*parts, text[position:]))


class Shift(NamedTuple):
    """Where the bytes of a text went: sorted byte offsets of edits, their ends, and the growth so far."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    growth: tuple[int, ...]

    def moved(self, offset: int) -> int | None:
        """Return where a byte stands now, None where it was replaced.

        What is inserted at the offset itself comes before it.
        """
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return offset
        if self.starts[index] <= offset < self.ends[index]:
            return None
        return offset + self.growth[index]


def shift_of(text: str, edits: Sequence[Edit]) -> Shift:
    """Return where edits move the bytes of a text in UTF-8."""
    ordered = sorted(edits, key=lambda edit: edit[:2])
    starts, ends, growth, position, count = [], [], [], 0, 0
    for edit in ordered:
        count += len(text[position : edit.start].encode())
        old = len(text[edit.start : edit.end].encode())
        starts.append(count)
        ends.append(count + old)
        growth.append(len(edit.text.encode()) - old)
        count += old
        position = edit.end
    return Shift(tuple(starts), tuple(ends), tuple(accumulate(growth)))
