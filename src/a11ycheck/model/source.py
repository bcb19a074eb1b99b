"""The source of a page: locations in it, what was read there before any page was made, and fixes of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = [
    "CatalogueEntry",
    "Edit",
    "EditFile",
    "Fix",
    "FixSafety",
    "Precision",
    "SourceFact",
    "SourceKind",
    "SourceLocation",
    "Unfixable",
]


class Precision(StrEnum):
    """How sure a source location is."""

    EXACT = "exact"
    BLOCK = "block"
    SECTION = "section"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """The translation of a text: the `.po` file relative to the project, and the line of its `msgstr`."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLocation:
    """The line to edit: `file` relative to the project, `line` counted from 1.

    Where the text is a translation this is its original, and `catalogue` the entry that translates it.
    """

    file: str
    line: int
    precision: Precision
    catalogue: CatalogueEntry | None = None


class SourceKind(StrEnum):
    """What of the source a fact is about."""

    IMAGE = "image"
    HEADING = "heading"
    LINK = "link"
    TABLE = "table"
    PARAGRAPH = "paragraph"
    CODE = "code"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFact:
    """What an author wrote in one place; `snippet` is the line of the source, without its margins."""

    kind: SourceKind
    location: SourceLocation
    snippet: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


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
