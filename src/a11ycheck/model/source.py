"""Places in the source of a page, and what was read there before any page was made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["Precision", "SourceFact", "SourceKind", "SourceLocation"]


class Precision(StrEnum):
    """How sure a source location is."""

    EXACT = "exact"
    BLOCK = "block"
    SECTION = "section"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLocation:
    """The line to edit: `file` relative to the project, `line` counted from 1."""

    file: str
    line: int
    precision: Precision


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
