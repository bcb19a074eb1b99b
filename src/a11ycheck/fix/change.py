"""A change of a file: its bytes before and after, shown as a patch, and written atomically."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.fix.file_lines import SourceText
from a11ycheck.model import RuleId
from a11ycheck.web.atomic_files import replace_file

__all__ = ["Change", "write_change"]

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
        diff = unified_diff(_lines(self.before), _lines(self.after), old, new)
        return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in diff)


def _lines(data: bytes) -> list[str]:
    return list(_joined(SourceText.read(data)))


def _joined(text: SourceText) -> Iterator[str]:
    """Yield lines as `patch` counts them: a lone carriage return does not end one."""
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
