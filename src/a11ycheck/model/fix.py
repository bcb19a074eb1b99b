"""Fixes: how a rule edits the source of its findings."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from a11ycheck.model.source import SourceFact

__all__ = ["Edit", "EditFile", "Fix", "FixSafety", "Unfixable"]


class FixSafety(StrEnum):
    """Whether a fix keeps the meaning of the source (safe) or may change it (unsafe): ruff's two words."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Unfixable(Exception):  # noqa: N818 - an expected outcome, not an error
    """Why a finding cannot be fixed automatically, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace lines `first` to `last` (counted from 0, `last` excluded) with `lines`."""

    first: int
    last: int
    lines: tuple[str, ...]

    def overlaps(self, other: "Edit") -> bool:
        """Return whether both change the same lines, or insert lines at the same position."""
        if self.first == other.first:
            return True
        return self.first < other.last and other.first < self.last


EditFile = Callable[
    [Sequence[str], Sequence[SourceFact], Sequence[int]], Iterable[tuple[int, Edit | Unfixable]]
]
"""Gets the lines of a file, the facts that the rule reads in it, and the lines of its findings (from 1).

Yields the line of each change, with the edit or the reason why there is none. An edit may change more
than the finding's own line, such as the headings below a heading that moves up.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A rule's fix: what it changes ("table header", "table headers"), when, how safely, and the edit.

    `condition` ends a sentence such as "Adds table headers", for the documentation. `a11ycheck.fix`
    applies the edits.
    """

    safety: FixSafety
    singular: str
    plural: str
    condition: str
    edit: EditFile
