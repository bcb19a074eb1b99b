"""The result of optimising a site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["KINDS", "PageCost", "Result", "Skipped", "Tally"]

KINDS: Final = ("pages", "styles", "scripts", "drawings", "other text")
"""The kinds of files that are compressed, in the order of reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that was left unchanged, by its path in the site, and the reason, as the end of a sentence."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The files of a kind: their number, and their bytes before, after, and as they are sent now."""

    files: int = 0
    before: int = 0
    after: int = 0
    sent: int = 0

    @classmethod
    def of(cls, files: Iterable[tuple[int, int, int]]) -> "Tally":
        """Return the sums over files, each given as (before, after, sent)."""
        found = tuple(files)
        before, after, sent = (
            (sum(sizes) for sizes in zip(*found, strict=True)) if found else (0,) * 3
        )
        return cls(files=len(found), before=before, after=after, sent=sent)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCost:
    """The bytes that a phone loads for a page: all, and those of images."""

    page: str
    bytes: int
    images: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was changed, removed and skipped in a site; files by their paths in it."""

    pages: int
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    images: Tally = field(default_factory=Tally)
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    heaviest: tuple[PageCost, ...] = ()
