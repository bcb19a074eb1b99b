"""The page of WCAG's criteria: the rules that test each, and its manual test."""

from collections import Counter

from a11ycheck.conformance import Coverage, CriterionCoverage, criteria_coverage
from a11ycheck.model import AxeRule
from a11ycheck.rules import default_rules
from docgen.markup import literal, page, table

__all__ = ["wcag_coverage_page"]

_MEANINGS = {
    Coverage.AUTOMATIC: "Rules decide it for what an audit sees; what they cannot tell, they report.",
    Coverage.PARTIAL: "Rules find some of its failures. The manual test is needed too.",
    Coverage.MANUAL: "No rule tests it: only the manual test does.",
}


def wcag_coverage_page() -> str:
    """Return the page."""
    coverage = criteria_coverage(default_rules())
    count = Counter(item.coverage for item in coverage)
    return page(
        "wcag-coverage.md.j2",
        total=len(coverage),
        counts=[(kind, count[kind], meaning) for kind, meaning in _MEANINGS.items()],
        rules=table(
            ("Criterion", "Level", "Coverage", "Rules"),
            (
                (_name(item), item.criterion.level, item.coverage, _rules(item) or "none")
                for item in coverage
            ),
        ),
        tests=table(
            ("Criterion", "Test"), ((_name(item), literal(item.manual_test)) for item in coverage)
        ),
    )


def _name(item: CriterionCoverage) -> str:
    return f"[{item.criterion.number}]({item.criterion.url}) {item.criterion.name}"


def _rules(item: CriterionCoverage) -> str:
    return ", ".join(
        f"`{rule.id}`" if isinstance(rule, AxeRule) else f"[{rule.id}](rules/{rule.id}.md)"
        for rule in item.rules
    )
