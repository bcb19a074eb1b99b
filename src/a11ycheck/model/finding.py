"""A finding: one fault with all its places, and a fingerprint that survives rebuilds."""

from dataclasses import dataclass
from enum import StrEnum

from a11ycheck.model.evidence import Element
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.rule import RuleId

__all__ = ["Finding", "Place", "Precision", "Scope", "SourceLocation", "Suppression"]


class Scope(StrEnum):
    """Whose fault it is: the theme's (the same on many pages), one page's, or the site's as a whole."""

    THEME = "theme"
    PAGE = "page"
    SITE = "site"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding was seen: page, names of the variants, and the element (None: the whole page).

    `source` is the line that made this element, where a source map tells it.
    """

    page: str
    variants: tuple[str, ...]
    element: Element | None = None
    source: SourceLocation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why a finding is not counted: the reason that was given, and where ("file:line")."""

    reason: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: a failed or cantTell rule with every place where the same cause shows.

    `source` is the first place's line. A finding that is `known` stands in the baseline; it is shown,
    and stops nothing.
    """

    rule: RuleId
    engine: str
    title: str
    outcome: Outcome
    impact: Impact
    criteria: tuple[str, ...]
    message: str
    help_url: str
    fingerprint: str
    scope: Scope
    places: tuple[Place, ...]
    source: SourceLocation | None = None
    suppression: Suppression | None = None
    known: bool = False

    @property
    def pages(self) -> tuple[str, ...]:
        """Return the distinct pages of the places, in their order."""
        return tuple(dict.fromkeys(place.page for place in self.places))
