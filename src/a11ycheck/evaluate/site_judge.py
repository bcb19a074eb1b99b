"""Judge all pages together by a site rule."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from a11ycheck.evaluate.rule_judge import PageJudgement, verdicts_of
from a11ycheck.model import (
    Fact,
    Outcome,
    PageEvidence,
    RuleError,
    SiteRule,
    plain_message,
)

__all__ = ["judge_site"]


def judge_site(
    rule: SiteRule, pages: Sequence[PageEvidence], options: object
) -> Mapping[str, PageJudgement]:
    """Return the judgements by page; a rule that raises an exception is one error, of no page.

    A state of a page is no other page of the site, so it is not judged.
    """
    pages = [page for page in pages if not page.state]
    measured = {page.page: _facts_of(rule, page) for page in pages}
    judged: dict[str, PageJudgement] = defaultdict(PageJudgement)
    for page, facts in measured.items():
        judged[page] = PageJudgement(outcomes={Outcome.PASSED} if facts else set())
    for item in pages:
        for result in item.probes:
            if result.rule == rule.id and result.error:
                judged[item.page].errors.append(_error(rule, item.page, result.error))
    verdicts = verdicts_of(rule, lambda: rule.judge(measured, options))
    if isinstance(verdicts, str):
        return {"": PageJudgement(errors=[_error(rule, "", verdicts)])}
    for verdict, one in verdicts:
        if not isinstance(one, Outcome):
            judged[verdict.page].add_all([one])
        elif one is Outcome.INAPPLICABLE:
            judged[verdict.page].outcomes.discard(Outcome.PASSED)
    return judged


def _facts_of(rule: SiteRule, page: PageEvidence) -> list[Fact]:
    """Return the rule's facts of a page, each once, though several variants showed it."""
    facts = (fact for result in page.probes if result.rule == rule.id for fact in result.facts)
    return list({(fact.element.target, repr(fact.facts)): fact for fact in facts}.values())


def _error(rule: SiteRule, page: str, text: str) -> RuleError:
    return RuleError(rule=rule.id, page=page, message=plain_message(text))
