"""The lists of the HTML report: findings by what there is to fix, passed rules, and tests by hand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from a11ycheck.model import Finding, Outcome, Report, Scope
from a11ycheck.reporters import text
from a11ycheck.reporters.rows import source_of
from a11ycheck.reporters.triage import (
    RuleGroup,
    Triage,
    by_rule,
    group_by,
    of_scope,
    page_of,
    pages_of,
    primary,
)
from a11ycheck.rules import by_id

__all__ = ["FindingSections", "PassedRule", "finding_sections", "first_location", "passed_rules"]

_FEW_GROUPS = 8
# A rule that fails on more pages than this is one row, not one on each page.
_MOST_PAGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSections:
    """The findings in groups of one rule, by the section that shows them.

    `repeated` are failures of single pages that many pages have alike, `pages` the others by page. `few` is
    true if so few groups are shown that all can be open.
    """

    theme: tuple[RuleGroup, ...]
    repeated: tuple[RuleGroup, ...]
    pages: Mapping[str, tuple[RuleGroup, ...]]
    site: tuple[RuleGroup, ...]
    review: tuple[RuleGroup, ...]
    known: tuple[RuleGroup, ...]
    suppressed: tuple[RuleGroup, ...]

    @property
    def few(self) -> bool:
        """Return whether all groups can be open."""
        lists = (self.theme, self.repeated, self.site, self.review, *self.pages.values())
        return sum(map(len, lists)) <= _FEW_GROUPS


def finding_sections(found: Triage) -> FindingSections:
    """Return the findings in sections, the worst first in each."""
    single = [item for item in found.failed if item.scope is Scope.PAGE]
    by_cause = group_by(single, lambda item: (item.rule, item.impact))
    repeated = [
        item for group in by_cause.values() if len(pages_of(group)) > _MOST_PAGES for item in group
    ]
    fingerprints = {id(item) for item in repeated}
    rest = (item for item in single if id(item) not in fingerprints)
    by_page: Mapping[str, Sequence[Finding]] = group_by(rest, page_of)
    return FindingSections(
        theme=by_rule(of_scope(found.failed, Scope.THEME)),
        repeated=by_rule(repeated),
        pages={page: by_rule(items) for page, items in by_page.items()},
        site=by_rule(of_scope(found.failed, Scope.SITE)),
        review=by_rule(found.review),
        known=by_rule(found.known),
        suppressed=by_rule(found.suppressed),
    )


def first_location(group: RuleGroup, page: str = "") -> str:
    """Return where a group begins: its first source line, else its first page; "" if that is `page`."""
    if source := source_of(group.first):
        return source
    first = text.one_line(primary(group.first).page)
    return "" if first == text.one_line(page) else first


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedRule:
    """A rule that passed on `pages` pages and failed or could not tell on none."""

    rule: str
    title: str
    pages: int


def passed_rules(report: Report) -> tuple[PassedRule, ...]:
    """Return the rules that had something to judge and found nothing, by their id."""
    passed: Counter[str] = Counter()
    others: set[str] = set()
    for outcomes in report.outcomes.values():
        for rule, outcome in outcomes.items():
            if outcome is Outcome.PASSED:
                passed[rule] += 1
            elif outcome is not Outcome.INAPPLICABLE:
                others.add(rule)
    return tuple(
        PassedRule(rule=rule, title=found.title if (found := by_id(rule)) else "", pages=number)
        for rule, number in sorted(passed.items())
        if rule not in others
    )
