"""The text of a source file as lines that can be edited, with its ends of line and its mark kept."""

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Edit", "SourceText", "Unmendable"]

# As Python reads text, and so as Sphinx counts lines: U+2028 and the like end no line.
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


class Unmendable(Exception):  # noqa: N818 - it is an answer, and no error
    """Why a place cannot be mended without a person, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Lines `first` to `last` (counted from 0, `last` not included) become `lines`."""

    first: int
    last: int
    lines: tuple[str, ...]

    def overlaps(self, other: "Edit") -> bool:
        """Tell whether both would change the same lines, or put lines into the same place."""
        if self.first == other.first:
            return True
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A file's lines without their ends, the end of each, and the byte order mark if there is one."""

    lines: tuple[str, ...]
    ends: tuple[str, ...]
    mark: bytes = b""

    @classmethod
    def read(cls, data: bytes) -> "SourceText":
        """Return the text of a file; UnicodeDecodeError where it is not UTF-8."""
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        found = _LINE.findall(data[len(mark) :].decode("utf-8"))
        # The pattern matches once more, empty, behind a last end of line.
        parts = found[:-1] if found and found[-1] == ("", "") else found
        return cls(
            lines=tuple(text for text, _ in parts), ends=tuple(end for _, end in parts), mark=mark
        )

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the file's bytes with the edits, none of which overlap."""
        lines, ends = list(self.lines), list(self.ends)
        for edit in sorted(edits, key=lambda item: item.first, reverse=True):
            kept = self.ends[edit.first : edit.last]
            ends[edit.first : edit.last] = self._ends_for(edit, kept)
            lines[edit.first : edit.last] = edit.lines
        return self.mark + "".join(map("".join, zip(lines, ends, strict=True))).encode()

    def _ends_for(self, edit: Edit, kept: Sequence[str]) -> list[str]:
        """Return the ends of an edit's lines: those of the old ones, and for more the usual one."""
        usual = next((end for end in (*self.ends[edit.first :], *self.ends) if end), "\n")
        count = len(edit.lines)
        if not kept:
            return [usual] * count
        inner = [*(end or usual for end in kept[:-1]), *([usual] * count)]
        return [*inner[: count - 1], kept[-1]]
