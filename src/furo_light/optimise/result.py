"""What lightening a site has done, and what it left."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from furo_light.optimise.edits import Shift

__all__ = ["KINDS", "Left", "Lightened", "Moved", "PageWeight", "Tally"]

KINDS = ("pages", "styles", "scripts", "drawings", "other text")
"""The kinds of files that are packed, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A file that was left as it was, by its path in the site, and why, as a sentence's end."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The files of a kind: their number, and their bytes before, after, and as they are sent now."""

    files: int = 0
    before: int = 0
    after: int = 0
    sent: int = 0

    def plus(self, before: int, after: int, sent: int) -> "Tally":
        """Return the tally with one file more."""
        return Tally(
            files=self.files + 1,
            before=self.before + before,
            after=self.after + after,
            sent=self.sent + sent,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWeight:
    """What a page costs a phone: itself, and the files of the site that it names."""

    page: str
    bytes: int
    pictures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A page before and after, and the steps in which its bytes moved."""

    before: bytes
    after: bytes
    shifts: tuple[Shift, ...]

    def place(self, offset: int) -> int | None:
        """Return where a byte of the page stands now, None where it went."""
        place: int | None = offset
        for shift in self.shifts:
            place = None if place is None else shift.moved(place)
        return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Lightened:
    """The result for a site; `moved` tells where the bytes of each changed page went, by its path."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    pictures: Tally = field(default_factory=Tally)
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()
    heaviest: tuple[PageWeight, ...] = ()
    moved: Mapping[str, Moved] = field(default_factory=dict)
    pages: int = 0
