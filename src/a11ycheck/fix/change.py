"""A change of a source file: its lines, edited, as a patch, and written atomically.

Line endings and the byte order mark are kept.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.model import Edit, RuleId
from a11ycheck.web.atomic_files import replace_file

__all__ = ["Change", "SourceText", "write_change"]

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


_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fixed file: its name in reports, its path, its bytes, and the number of fixes of each rule."""

    file: str
    path: Path
    before: bytes
    after: bytes
    fixed: Mapping[RuleId, int]

    @property
    def patch(self) -> str:
        """Return the change as a unified diff that `git apply` and `patch -p1` accept."""
        old, new = f"a/{self.file}", f"b/{self.file}"
        diff = unified_diff(list(_lines(self.before)), list(_lines(self.after)), old, new)
        return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in diff)


def _lines(data: bytes) -> Iterator[str]:
    """Yield lines as `patch` counts them: a lone carriage return does not end one."""
    text = SourceText.read(data)
    line = text.mark.decode()
    for words, end in zip(text.lines, text.ends, strict=True):
        line += words + end
        if end.endswith("\n"):
            yield line
            line = ""
    if line:
        yield line


def write_change(change: Change) -> None:
    """Write a fixed file; UserError if the file has changed since it was read, or cannot be written."""
    try:
        if change.path.read_bytes() != change.before:
            message = f"{change.file} has changed since it was read; it was not fixed."
            raise UserError(message, "Rebuild the site and run the audit again.")
        replace_file(change.path, change.after)
    except OSError as error:
        message = f"{change.file} cannot be written: {error.strerror or error}."
        raise UserError(message, "The file was not changed.") from error
