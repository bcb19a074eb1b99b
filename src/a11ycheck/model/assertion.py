"""Assertions, in EARL's sense: the outcome of one rule for one target of one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from a11ycheck.model.evidence import Element
from a11ycheck.model.message import Message
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.rule import RuleId
from a11ycheck.model.source import SourceLocation

__all__ = ["Assertion", "Evaluation", "RuleError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A failed or cantTell outcome of `rule` for `element` (None: the page as a whole).

    `cause` is the verdict's. `source` is the line that made the element, where it is known; `snippet` is
    that line's text where the rule judged the source itself.
    """

    rule: RuleId
    outcome: Outcome
    page: str
    variants: tuple[str, ...]
    impact: Impact
    messages: tuple[Message, ...]
    cause: tuple[str, ...] = ()
    element: Element | None = None
    source: SourceLocation | None = None
    snippet: str = ""

    @property
    def judges_source(self) -> bool:
        """Return whether the rule judged a source file, before any page was made of it."""
        return self.element is None and self.source is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleError:
    """A rule or probe that raised an exception on a page: counted and reported, never an outcome."""

    rule: RuleId
    page: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The judgement of some pages.

    `outcomes` gives, page by page, one outcome for each rule: failed before cantTell before passed before
    inapplicable. A rule that raised an exception on a page has no outcome there, but an error.
    """

    assertions: tuple[Assertion, ...] = ()
    errors: tuple[RuleError, ...] = ()
    outcomes: Mapping[str, Mapping[str, Outcome]] = field(default_factory=dict)
