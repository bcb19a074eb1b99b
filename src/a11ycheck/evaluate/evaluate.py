"""Judge the evidence of some pages by some rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from a11ycheck.model import (
    Assertion,
    AxeNode,
    AxeResult,
    Evaluation,
    Fact,
    Outcome,
    PageEvidence,
    Passed,
    ProbeResult,
    Rule,
    RuleError,
    SourceFact,
    Verdict,
)
from a11ycheck.model.rule import Expectation

__all__ = ["evaluate"]

Judgement = Assertion | RuleError | Passed
_REPORTED = (Outcome.FAILED, Outcome.CANT_TELL)


def evaluate(
    pages: Sequence[PageEvidence], rules: Iterable[Rule], options: Mapping[str, object]
) -> Evaluation:
    """Return the failed and cantTell assertions of all pages, what threw, and which rules passed where.

    `options` maps rule ids to instances of the rules' options types. Evidence of rules that are not
    in `rules` is passed over, so that evidence kept from an earlier run can be judged by fewer
    rules.
    """
    by_id = {str(rule.id): rule for rule in rules}
    judgements: list[Judgement] = []
    for page in pages:
        judgements += _judge_page(page, by_id, options)
    judgements += _judge_site(pages, by_id, options)
    assertions = [item for item in judgements if isinstance(item, Assertion)]
    errors = [item for item in judgements if isinstance(item, RuleError)]
    return Evaluation(
        assertions=tuple(_merge_variants(assertions)),
        errors=tuple(errors),
        passed=tuple(_passed(judgements)),
    )


def _passed(judgements: Sequence[Judgement]) -> Iterator[Passed]:
    """Yield what passed, once for each page, where the same rule reports nothing else of that page."""
    told = {(item.rule, item.page) for item in judgements if not isinstance(item, Passed)}
    passed = (item for item in judgements if isinstance(item, Passed))
    return (item for item in dict.fromkeys(passed) if (item.rule, item.page) not in told)


def _judge_page(
    page: PageEvidence, rules: Mapping[str, Rule], options: Mapping[str, object]
) -> Iterator[Judgement]:
    for result in page.axe:
        if rule := rules.get(result.rule):
            yield from _judge_axe(rule, result, page.page)
    yield from (
        Passed(rule=rules[name].id, page=page.page) for name in page.passed if name in rules
    )
    for probed in page.probes:
        if rule := rules.get(probed.rule):
            yield from _judge_probe(rule, probed, page.page, options.get(probed.rule))
    for rule in rules.values():
        if rule.judge_page is not None:
            verdicts = partial(rule.judge_page, page, options.get(rule.id))
            yield from _guarded(rule, page.page, (), verdicts)
        if rule.judge_source is not None:
            yield from _judge_source(rule, rule.judge_source, page, options.get(rule.id))


def _judge_axe(rule: Rule, result: AxeResult, page: str) -> Iterator[Judgement]:
    if result.error:
        yield RuleError(rule=rule.id, page=page, message=result.error)
    for node in result.nodes:
        yield Assertion(
            rule=rule.id,
            outcome=result.outcome,
            page=page,
            variants=result.variants,
            impact=node.impact or rule.impact,
            message=_axe_message(rule, node),
            element=node.element,
            data=node.data,
        )


def _axe_message(rule: Rule, node: AxeNode) -> str:
    messages = dict.fromkeys(message.strip() for message in node.messages if message.strip())
    return "; ".join(messages) or rule.documentation


def _judge_probe(
    rule: Rule, probed: ProbeResult, page: str, options: object
) -> Iterator[Judgement]:
    if probed.error:
        yield RuleError(rule=rule.id, page=page, message=probed.error)
    elif rule.judge_fact is not None:
        verdicts = partial(_fact_verdicts, rule.judge_fact, probed.facts, options)
        yield from _guarded(rule, page, probed.variants, verdicts)


def _fact_verdicts(judge: Expectation, facts: Iterable[Fact], options: object) -> Iterator[Verdict]:
    for fact in facts:
        verdict = judge(fact.facts, options)
        yield verdict if verdict.element is not None else replace(verdict, element=fact.element)


def _judge_source(
    rule: Rule, judge: Expectation, page: PageEvidence, options: object
) -> Iterator[Judgement]:
    for fact in page.source:
        if fact.kind is rule.source_kind:
            verdict = partial(_source_verdicts, judge, fact, options)
            for judged in _guarded(rule, page.page, (), verdict):
                yield replace(judged, source=fact) if isinstance(judged, Assertion) else judged


def _source_verdicts(judge: Expectation, fact: SourceFact, options: object) -> Iterator[Verdict]:
    yield judge(fact.facts, options)


def _judge_site(
    pages: Sequence[PageEvidence], rules: Mapping[str, Rule], options: Mapping[str, object]
) -> Iterator[Judgement]:
    for rule in rules.values():
        if rule.judge_site is not None:
            measured = {page.page: _facts_of(rule, page) for page in pages}
            verdicts = partial(rule.judge_site, measured, options.get(rule.id))
            judged = list(_guarded(rule, "", (), verdicts))
            yield from judged
            if any(isinstance(item, RuleError) for item in judged):
                continue
            # A rule of the site names the pages at fault; those that it measured are the others.
            yield from (
                Passed(rule=rule.id, page=page) for page, facts in measured.items() if facts
            )


def _facts_of(rule: Rule, page: PageEvidence) -> list[Fact]:
    """Return what the rule's probe measured on a page, once, though several variants showed it."""
    facts = (fact for probed in page.probes if probed.rule == rule.id for fact in probed.facts)
    return list({(fact.element.target, repr(fact.facts)): fact for fact in facts}.values())


def _guarded(
    rule: Rule, page: str, variants: tuple[str, ...], verdicts: Callable[[], Iterable[Verdict]]
) -> Iterator[Judgement]:
    """Yield what is to be said; a rule that throws becomes a RuleError, and the others go on."""
    try:
        judged = list(verdicts())
    except Exception as error:  # noqa: BLE001 - the one border where a rule's own fault is caught
        yield RuleError(rule=rule.id, page=page, message=f"{type(error).__name__}: {error}")
        return
    for verdict in judged:
        if verdict.outcome in _REPORTED:
            yield _assertion(rule, verdict, verdict.page or page, variants)
        elif verdict.outcome is Outcome.PASSED and page:
            yield Passed(rule=rule.id, page=page)


def _assertion(rule: Rule, verdict: Verdict, page: str, variants: tuple[str, ...]) -> Assertion:
    return Assertion(
        rule=rule.id,
        outcome=verdict.outcome,
        page=page,
        variants=variants,
        impact=verdict.impact or rule.impact,
        message=verdict.message,
        element=verdict.element,
        data=verdict.data,
    )


def _merge_variants(assertions: Iterable[Assertion]) -> Iterator[Assertion]:
    """Yield each fault of an element once, with all the variants that show it."""
    merged: dict[object, Assertion] = {}
    for item in assertions:
        target = item.element.target if item.element else ()
        where = item.source.location if item.source else None
        key = (item.rule, item.outcome, item.page, target, where, item.message, item.impact)
        known = merged.get(key)
        variants = (*known.variants, *item.variants) if known else item.variants
        merged[key] = replace(item, variants=tuple(dict.fromkeys(variants)))
    return iter(merged.values())
