"""Assertions, in EARL's sense (the outcome of one rule for one target of one page), and findings.

A finding groups the assertions of one cause, and has a fingerprint that survives rebuilds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from a11ycheck.model.element import Element
from a11ycheck.model.message import Message, joined_messages
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.rule import RuleId
from a11ycheck.model.source import SourceLocation

__all__ = ["Assertion", "Evaluation", "Finding", "Location", "RuleError", "Scope", "Suppression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A failed or cantTell outcome of `rule` for `element` (None: the page as a whole), and all its pages.

    Pages that share an element share its assertion; one without element is of one page. `cause` is the
    verdict's. `source` is the line that made the element, where it is known; `snippet` is that line's text
    where the rule judged the source itself.
    """

    rule: RuleId
    outcome: Outcome
    pages: tuple[str, ...]
    variants: tuple[str, ...]
    impact: Impact
    messages: tuple[Message, ...]
    cause: tuple[str, ...] = ()
    element: Element | None = None
    source: SourceLocation | None = None
    snippet: str = ""

    @property
    def page(self) -> str:
        """Return the first page, or "" where there is none."""
        return self.pages[0] if self.pages else ""

    @property
    def judges_source(self) -> bool:
        """Return whether the rule judged a source file, before any page was made of it."""
        return self.element is None and self.source is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleError:
    """A rule or probe that raised an exception on a page: counted and reported, never an outcome.

    `element` is the first one on which it was raised, None where it is not known, and `variants` those in
    which it was.
    """

    rule: RuleId
    page: str
    message: Message
    element: Element | None = None
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The judgement of some pages.

    `outcomes` gives, page by page, one outcome for each rule: failed before cantTell before passed before
    inapplicable. A rule that raised an exception on a page has no outcome there, but an error.
    """

    assertions: tuple[Assertion, ...] = ()
    errors: tuple[RuleError, ...] = ()
    outcomes: Mapping[str, Mapping[str, Outcome]] = field(default_factory=dict)


class Scope(StrEnum):
    """What has to change: the theme (many pages at once), the source of a page, or the site as a whole."""

    THEME = "theme"
    PAGE = "page"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One distinct element (None: whole pages), and every page and variant that shows it.

    `pages` is empty where the finding is in a source file and on no page of its own. `source` is the line
    that made the element, where a source map has it; `snippet` is the text of that line where the rule
    judged the source itself. `fragment` identifies the element in a baseline, where the locations of a
    finding differ; otherwise the finding's does. `announced` is what a screen reader says of the element:
    role, name and states; empty where that was not read.
    """

    pages: tuple[str, ...]
    variants: tuple[str, ...]
    messages: tuple[Message, ...]
    element: Element | None = None
    source: SourceLocation | None = None
    snippet: str = ""
    fragment: str = ""
    announced: tuple[Message, ...] = ()

    @property
    def message(self) -> str:
        """Return the messages in English."""
        return joined_messages(self.messages)

    @property
    def page(self) -> str:
        """Return the first page, or "" where there is none."""
        return self.pages[0] if self.pages else ""

    @property
    def count(self) -> int:
        """Return on how many pages the element is; 1 for a line of a source file that is on none."""
        return len(self.pages) or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why a finding is accepted: the reason given, and where it is written ("file:line")."""

    reason: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A failed or cantTell rule with every location of the same cause.

    `pages` are the distinct pages of all locations, in their order. `messages` are those of the worst
    location. `fragment` identifies the cause in a baseline: the markup that the locations share, without
    what moves or is generated. `fingerprint` is "a11ycheck/v2", `fingerprint_v1` the older one, which is
    written beside it for one release. A finding that is `known` is in the baseline: it is reported, and
    does not fail the audit.
    """

    rule: RuleId
    engine: str
    title: str
    outcome: Outcome
    impact: Impact
    criteria: tuple[str, ...]
    messages: tuple[Message, ...]
    help_url: str
    fingerprint: str
    scope: Scope
    locations: tuple[Location, ...]
    fingerprint_v1: str = ""
    fragment: str = ""
    suppression: Suppression | None = None
    known: bool = False
    pages: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Collect the pages: every report needs them, and there can be millions of occurrences."""
        every = chain.from_iterable(item.pages for item in self.locations)
        object.__setattr__(self, "pages", tuple(dict.fromkeys(every)))

    @property
    def message(self) -> str:
        """Return the messages in English."""
        return joined_messages(self.messages)

    @property
    def source(self) -> SourceLocation | None:
        """Return the first source location that is known."""
        return next((item.source for item in self.locations if item.source is not None), None)

    @property
    def count(self) -> int:
        """Return how often the cause shows: the elements, counted on each of their pages."""
        return sum(item.count for item in self.locations)
