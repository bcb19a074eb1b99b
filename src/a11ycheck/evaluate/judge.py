"""Judge the evidence of some pages by some rules."""

from collections.abc import Mapping, Sequence

from a11ycheck.evaluate.consequences import share_causes
from a11ycheck.evaluate.limits import PageLimits
from a11ycheck.evaluate.occurrences import Occurrences
from a11ycheck.evaluate.repeated_questions import without_repeated_questions
from a11ycheck.evaluate.rule_judge import PageJudgement, Results, RuleJudge, results_by_rule
from a11ycheck.evaluate.site_judge import judge_site
from a11ycheck.model import (
    Assertion,
    AxeRule,
    Evaluation,
    FactRule,
    InteractionRule,
    MarkupRule,
    Outcome,
    PageEvidence,
    PolicyRule,
    ResourceRule,
    Rule,
    RuleError,
    SiteRule,
    SourceRule,
    TreeRule,
)

__all__ = ["judge"]


def judge(
    pages: Sequence[PageEvidence], rules: Sequence[Rule], options: Mapping[str, object]
) -> Evaluation:
    """Return the failed and cantTell assertions of all pages, rule errors, and the outcome of every rule.

    A rule has no outcome on a page that has no evidence of its kind, such as a source rule on a page
    without a source map, or a rule on layout on a page whose own stylesheet is missing.

    `options` maps rule ids to instances of the rules' options types. Evidence of rules that are not in
    `rules` is ignored, so that cached evidence can be judged by fewer rules.
    """
    assertions: list[Assertion] = []
    errors: list[RuleError] = []
    outcomes: dict[str, dict[str, Outcome]] = {page.page: {} for page in pages}
    measured = {page.page: (page, results_by_rule(page)) for page in pages}
    limits = PageLimits()
    for rule in rules:
        occurrences = Occurrences()
        for page, found in _judge_rule(rule, pages, measured, options.get(rule.id)).items():
            if found.assertions:
                occurrences.add(page, limits.apply(rule, page, found.assertions))
            errors += found.errors
            if page in outcomes and not found.errors and _has_evidence(rule, *measured[page]):
                outcomes[page][rule.id] = found.outcome
        assertions += occurrences.assertions()
    assertions = list(share_causes(without_repeated_questions(assertions, pages), outcomes))
    return Evaluation(assertions=tuple(assertions), errors=tuple(errors), outcomes=outcomes)


def _judge_rule(
    rule: Rule,
    pages: Sequence[PageEvidence],
    measured: Mapping[str, tuple[PageEvidence, Results]],
    options: object,
) -> Mapping[str, PageJudgement]:
    if isinstance(rule, SiteRule):
        return judge_site(rule, pages, options)
    judge = RuleJudge(rule=rule, options=options)
    return {
        name: judge.judge(page, results)
        for name, (page, results) in measured.items()
        if not (rule.hangs_on_style and page.lacks_stylesheet)
    }


def _has_evidence(  # noqa: PLR0911 - one for each kind
    rule: Rule, page: PageEvidence, results: Results
) -> bool:
    match rule:
        case AxeRule():
            return rule.id in results or rule.id in page.passed or rule.id in page.inapplicable
        case FactRule() | InteractionRule() | SiteRule():
            return rule.id in results
        case ResourceRule():
            return bool(page.requests)
        case MarkupRule():
            return page.markup is not None
        case SourceRule():
            return page.source is not None or rule.id in results
        case TreeRule():
            return bool(page.trees)
        case PolicyRule():
            return True
