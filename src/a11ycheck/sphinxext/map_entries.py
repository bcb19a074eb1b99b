"""The entries of a source map, and those of an earlier one."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from a11ycheck.locate import MAP_SCHEMA

__all__ = ["EarlierPage", "MappedFact", "MappedPage", "Mark", "Position", "read_pages"]


class Position(msgspec.Struct, array_like=True, gc=False):
    """A line: the index of its file, its number, and its precision."""

    file: int
    line: int
    precision: str


class Mark(msgspec.Struct, array_like=True, gc=False):
    """A start tag: its offset in bytes, and its source line as in `Position`."""

    offset: int
    file: int
    line: int
    precision: str


class MappedFact(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """A fact of the source; `catalogue` is the file and line of its translation."""

    kind: str
    at: Position
    snippet: str
    facts: msgspec.Raw
    catalogue: tuple[int, int] | None = None


class MappedPage(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The entry of a page; `catalogue` has the file and line of the translation by the index of a mark."""

    sha256: str
    marks: list[Mark]
    moved: bool = False
    catalogue: dict[int, tuple[int, int]] = {}
    facts: list[MappedFact]


class EarlierPage(msgspec.Struct):
    """The entry of a page in an earlier map, as far as it is needed again."""

    sha256: str
    marks: list[Mark]
    moved: bool = False


class EarlierMap(msgspec.Struct):
    schema: str
    pages: dict[str, EarlierPage]


def read_pages(path: Path) -> Mapping[str, EarlierPage]:
    """Return the pages of an earlier map; none if it is missing, damaged, or of another schema."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=EarlierMap)
    except (OSError, msgspec.MsgspecError):
        return {}
    return found.pages if found.schema == MAP_SCHEMA else {}
