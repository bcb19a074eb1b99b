"""The text of a source file as lines to edit; line endings and the byte order mark are kept."""

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from a11ycheck.model import Edit

__all__ = ["SourceText"]

# Python's universal newlines, which Sphinx counts lines by: U+2028 and the like do not end a line.
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The lines of a file without their endings, each ending, and the byte order mark, if any."""

    lines: tuple[str, ...]
    ends: tuple[str, ...]
    mark: bytes = b""

    @classmethod
    def read(cls, data: bytes) -> "SourceText":
        """Return the text of a file; UnicodeDecodeError if it is not UTF-8."""
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        found = _LINE.findall(data[len(mark) :].decode("utf-8"))
        # After a final line ending the pattern matches once more, an empty string.
        parts = found[:-1] if found and found[-1] == ("", "") else found
        return cls(
            lines=tuple(text for text, _ in parts), ends=tuple(end for _, end in parts), mark=mark
        )

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the bytes of the file with the edits, which must not overlap."""
        lines, ends = list(self.lines), list(self.ends)
        for edit in sorted(edits, key=lambda item: item.first, reverse=True):
            kept = self.ends[edit.first : edit.last]
            ends[edit.first : edit.last] = self._ends_for(edit, kept)
            lines[edit.first : edit.last] = edit.lines
        return self.mark + "".join(map("".join, zip(lines, ends, strict=True))).encode()

    def _ends_for(self, edit: Edit, kept: Sequence[str]) -> list[str]:
        """Return the endings of an edit's lines: those of the replaced lines, then the file's usual one."""
        usual = next((end for end in (*self.ends[edit.first :], *self.ends) if end), "\n")
        count = len(edit.lines)
        if not kept:
            return [usual] * count
        inner = [*(end or usual for end in kept[:-1]), *([usual] * count)]
        return [*inner[: count - 1], kept[-1]]
