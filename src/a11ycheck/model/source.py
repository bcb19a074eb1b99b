"""Places in the source of a page, and what was read there before any page was made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["CatalogueEntry", "Precision", "SourceFact", "SourceKind", "SourceLocation"]


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
