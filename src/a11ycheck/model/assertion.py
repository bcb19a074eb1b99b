"""An assertion, in EARL's sense: what one rule says of one target of one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.model.evidence import Element
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.rule import RuleId
from a11ycheck.model.source import SourceFact

__all__ = ["Assertion", "Evaluation", "Passed", "RuleError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A failed or cantTell outcome of `rule` for `element` (None: the page as a whole).

    `source` is set where the fault was seen in the source, before any page was made of it.
    """

    rule: RuleId
    outcome: Outcome
    page: str
    variants: tuple[str, ...]
    impact: Impact
    message: str
    element: Element | None = None
    source: SourceFact | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleError:
    """A rule or probe that threw on a page: counted and reported, never an outcome."""

    rule: RuleId
    page: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A rule that had something to judge on a page, and nothing to report of it."""

    rule: RuleId
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The judgement of some pages: what failed or stayed open, what threw, and what passed."""

    assertions: tuple[Assertion, ...] = ()
    errors: tuple[RuleError, ...] = ()
    passed: tuple[Passed, ...] = ()
