"""Which success criteria of WCAG 2.2, level A and AA, rules cover, and what is left to people.

4.1.1 Parsing is left out: WCAG 2.2 removed it.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from a11ycheck.model import Rule
from a11ycheck.wcag import CRITERIA, Criterion, Level

__all__ = ["Coverage", "CriterionCoverage", "criteria_coverage"]

_REMOVED = "4.1.1"


class Coverage(StrEnum):
    """How much of a criterion rules decide.

    Automatic: rules decide it for what an audit sees, and report what they cannot tell. Partial: rules find
    some failures. Manual: only people can judge it. No coverage makes a pass of the criterion certain.
    """

    AUTOMATIC = "automatic"
    PARTIAL = "partial"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionCoverage:
    """A criterion, the selected rules that cover it, and the test that a person can do."""

    criterion: Criterion
    coverage: Coverage
    rules: tuple[Rule, ...]
    manual_test: str


def criteria_coverage(rules: Iterable[Rule]) -> tuple[CriterionCoverage, ...]:
    """Return the coverage of each criterion of level A and AA by these rules, in the order of WCAG."""
    by_criterion: dict[str, list[Rule]] = {}
    for rule in rules:
        for number in rule.criteria:
            by_criterion.setdefault(number, []).append(rule)
    tests = tomllib.loads((files(__package__) / "manual_tests.toml").read_text(encoding="utf-8"))
    return tuple(
        CriterionCoverage(
            criterion=criterion,
            coverage=_coverage(
                {rule.id for rule in by_criterion.get(number, ())},
                set(tests[number].get("decided_by", ())),
            ),
            rules=tuple(by_criterion.get(number, ())),
            manual_test=tests[number]["test"],
        )
        for number, criterion in CRITERIA.items()
        if criterion.level is not Level.AAA and number != _REMOVED
    )


def _coverage(rules: set[str], decided_by: set[str]) -> Coverage:
    if decided_by and decided_by <= rules:
        return Coverage.AUTOMATIC
    return Coverage.PARTIAL if rules else Coverage.MANUAL
