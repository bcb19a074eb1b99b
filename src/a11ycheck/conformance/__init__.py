"""What an audit can say about WCAG 2.2: coverage of its criteria, and drafts of statements."""

from a11ycheck.conformance.act_rules import act_titles, rules_by_act_id
from a11ycheck.conformance.coverage import Coverage, CriterionCoverage, criteria_coverage
from a11ycheck.conformance.statement import StatementDetails, draft_statement

__all__ = [
    "Coverage",
    "CriterionCoverage",
    "StatementDetails",
    "act_titles",
    "criteria_coverage",
    "draft_statement",
    "rules_by_act_id",
]
