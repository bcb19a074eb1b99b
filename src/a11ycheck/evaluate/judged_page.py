"""The judgement of one page, as far as it follows from the evidence of this page alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from a11ycheck.model import (
    Assertion,
    AxeRule,
    FactRule,
    InteractionRule,
    Outcome,
    PageEvidence,
    ResourceRule,
    Rule,
    RuleError,
    SourceRule,
    TreeRule,
)

__all__ = ["JudgedPage", "KnownJudgements", "SharedOutcomes", "follows_from_evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """The outcome of each rule that has one, and by rule the assertions (without pages) and errors."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    assertions: Mapping[str, tuple[Assertion, ...]] = field(default_factory=dict)
    errors: Mapping[str, tuple[RuleError, ...]] = field(default_factory=dict)

    def with_more(self, other: "JudgedPage") -> "JudgedPage":
        """Return the judgement by the rules of both."""
        return JudgedPage(
            outcomes={**self.outcomes, **other.outcomes},
            assertions={**self.assertions, **other.assertions},
            errors={**self.errors, **other.errors},
        )


class SharedOutcomes:
    """Makes equal outcomes the same object: of thousands of pages, most have the same by all rules."""

    def __init__(self) -> None:
        """Start without any."""
        self._known: dict[tuple[tuple[str, Outcome], ...], Mapping[str, Outcome]] = {}

    def share(self, outcomes: Mapping[str, Outcome]) -> Mapping[str, Outcome]:
        """Return outcomes that equal these, in the same order."""
        return self._known.setdefault(tuple(outcomes.items()), outcomes)


class KnownJudgements(Protocol):
    """The judgements of pages in earlier runs, by the same rules with the same options."""

    def get(self, page: str) -> JudgedPage | None:
        """Return the judgement of a page, None if it is not known."""
        ...

    def put(self, page: str, judged: JudgedPage) -> JudgedPage:
        """Remember the judgement of a page; returns one that shares its parts with those of others."""
        ...


def follows_from_evidence(rule: Rule, page: PageEvidence) -> bool:
    """Return whether a rule judges a page by what was measured of it, and by nothing else.

    Rules of other packages may depend on what changes without their version.
    """
    match rule:
        case AxeRule():
            return True
        case FactRule() | InteractionRule() | ResourceRule() | TreeRule():
            return _is_ours(rule.judge)
        case SourceRule():
            return page.source is None and _is_ours(rule.judge)
        case _:
            return False


def _is_ours(judge: object) -> bool:
    return str(getattr(judge, "__module__", "")).startswith("a11ycheck.rules.")
