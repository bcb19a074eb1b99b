"""A finding: one fault with all its places, and a fingerprint that survives rebuilds."""

from dataclasses import dataclass
from enum import StrEnum

from a11ycheck.model.evidence import Element
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.rule import RuleId
from a11ycheck.model.source import Precision, SourceLocation

__all__ = ["Finding", "Place", "Precision", "Scope", "SourceLocation", "Suppression"]


class Scope(StrEnum):
    """Whose fault it is: the theme's (the same on many pages), one page's, or the site's as a whole."""

    THEME = "theme"
    PAGE = "page"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding was seen: page, names of the variants, and the element (None: the whole page).

    `page` is empty where the fault is in a source file and on no page of its own.
    `source` is the line that made this element, where a source map tells it; `snippet` is that line's
    text, where the fault was seen in the source itself.
    """

    page: str
    variants: tuple[str, ...]
    element: Element | None = None
    source: SourceLocation | None = None
    snippet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why a finding is not counted: the reason that was given, and where ("file:line")."""

    reason: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: a failed or cantTell rule with every place where the same cause shows.

    `fragment` is the markup that the places share, without what moves or is made anew: it names the
    cause in a baseline. `source` is the first place's line. A finding that is `known` stands in the
    baseline; it is shown, and stops nothing.
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
    fragment: str = ""
    source: SourceLocation | None = None
    suppression: Suppression | None = None
    known: bool = False

    @property
    def pages(self) -> tuple[str, ...]:
        """Return the distinct pages of the places, in their order; a place in a source alone has none."""
        return tuple(dict.fromkeys(place.page for place in self.places if place.page))
