"""Judge the evidence of some pages by some rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from a11ycheck.evaluate.axe_results import judge_axe
from a11ycheck.evaluate.limits import PageLimit
from a11ycheck.model import (
    Assertion,
    AxeResult,
    AxeRule,
    Evaluation,
    Fact,
    FactRule,
    InteractionRule,
    MarkupRule,
    Outcome,
    PageEvidence,
    PolicyRule,
    ProbeResult,
    ResourceRule,
    Rule,
    RuleError,
    SiteRule,
    SourceFact,
    SourceRule,
    Verdict,
    plain_message,
)

__all__ = ["judge"]

Judgement = Assertion | RuleError | Outcome

_ORDER = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE)
_REPORTED = _ORDER[:2]


def judge(
    pages: Sequence[PageEvidence], rules: Sequence[Rule], options: Mapping[str, object]
) -> Evaluation:
    """Return the failed and cantTell assertions of all pages, rule errors, and the outcome of every rule.

    A rule has no outcome on a page that has no evidence of its kind, such as a source rule on a page
    without a source map.

    `options` maps rule ids to instances of the rules' options types. Evidence of rules that are not in
    `rules` is ignored, so that cached evidence can be judged by fewer rules.
    """
    assertions: list[Assertion] = []
    errors: list[RuleError] = []
    outcomes: dict[str, dict[str, Outcome]] = {page.page: {} for page in pages}
    by_rule = [_results_by_rule(page) for page in pages]
    measured = {page.page: (page, found) for page, found in zip(pages, by_rule, strict=True)}
    limits: dict[str, PageLimit] = defaultdict(PageLimit)
    for rule in rules:
        option = options.get(rule.id)
        if isinstance(rule, SiteRule):
            judged = _judge_site(rule, pages, option)
        else:
            judged = {
                page.page: list(_judge_page(rule, page, results, option))
                for page, results in zip(pages, by_rule, strict=True)
            }
        for page, judgements in judged.items():
            found = [item for item in judgements if isinstance(item, Assertion)]
            assertions += limits[page].apply(rule, found)
            broken = [item for item in judgements if isinstance(item, RuleError)]
            errors += broken
            if page in outcomes and not broken and _has_evidence(rule, *measured[page]):
                outcomes[page][rule.id] = _outcome(judgements)
    return Evaluation(
        assertions=tuple(_merge_variants(assertions)), errors=tuple(errors), outcomes=outcomes
    )


Results = Mapping[str, Sequence[AxeResult | ProbeResult]]


def _results_by_rule(page: PageEvidence) -> Results:
    found: dict[str, list[AxeResult | ProbeResult]] = defaultdict(list)
    for axe in page.axe:
        found[axe.rule].append(axe)
    for probe in page.probes:
        found[probe.rule].append(probe)
    return found


def _has_evidence(rule: Rule, page: PageEvidence, results: Results) -> bool:
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
            return page.source is not None
        case PolicyRule():
            return True


def _outcome(judgements: Iterable[Judgement]) -> Outcome:
    """Return the first outcome in `_ORDER`: a page with one failed target has failed."""
    found = {item.outcome if isinstance(item, Assertion) else item for item in judgements}
    return next((outcome for outcome in _ORDER if outcome in found), Outcome.INAPPLICABLE)


def _judge_page(
    rule: Rule, page: PageEvidence, results: Results, options: object
) -> Iterator[Judgement]:
    match rule:
        case AxeRule():
            yield from judge_axe(rule, page, results.get(rule.id, ()))
        case FactRule() | InteractionRule():
            for result in results.get(rule.id, ()):
                if isinstance(result, ProbeResult):
                    yield from _judge_facts(rule, result, page.page, options)
        case SourceRule():
            facts = (fact for fact in page.source or () if fact.kind is rule.source_kind)
            yield from chain.from_iterable(
                _judge_source(rule, fact, page.page, options) for fact in facts
            )
        case ResourceRule() | MarkupRule():
            yield from _guarded(rule, page.page, lambda: rule.judge(page, options))
        case SiteRule() | PolicyRule():
            return


def _judge_facts(
    rule: FactRule | InteractionRule, result: ProbeResult, page: str, options: object
) -> Iterator[Judgement]:
    if result.error:
        yield RuleError(rule=rule.id, page=page, message=plain_message(result.error))
        return

    def verdicts() -> Iterator[Verdict]:
        for fact in result.facts:
            verdict = rule.judge(fact.facts, options)
            yield verdict if verdict.element is not None else replace(verdict, element=fact.element)

    for item in _guarded(rule, page, verdicts):
        yield replace(item, variants=result.variants) if isinstance(item, Assertion) else item


def _judge_source(
    rule: SourceRule, fact: SourceFact, page: str, options: object
) -> Iterator[Judgement]:
    for item in _guarded(rule, page, lambda: (rule.judge(fact.facts, options),)):
        if isinstance(item, Assertion):
            yield replace(item, source=fact.location, snippet=fact.snippet)
        else:
            yield item


def _judge_site(
    rule: SiteRule, pages: Sequence[PageEvidence], options: object
) -> Mapping[str, list[Judgement]]:
    """Return the judgements by page; a rule that raises an exception is one error, of no page."""
    measured = {page.page: _facts_of(rule, page) for page in pages}
    judged: dict[str, list[Judgement]] = {
        page: [Outcome.PASSED] if facts else [] for page, facts in measured.items()
    }
    for page in pages:
        for result in page.probes:
            if result.rule == rule.id and result.error:
                error = RuleError(rule=rule.id, page=page.page, message=plain_message(result.error))
                judged[page.page].append(error)
    for item in _guarded(rule, "", lambda: rule.judge(measured, options)):
        if isinstance(item, RuleError):
            return {"": [item]}
        if isinstance(item, Assertion):
            judged.setdefault(item.page, []).append(item)
    return judged


def _facts_of(rule: SiteRule, page: PageEvidence) -> list[Fact]:
    """Return the rule's facts of a page, each once, though several variants showed it."""
    facts = (fact for result in page.probes if result.rule == rule.id for fact in result.facts)
    return list({(fact.element.target, repr(fact.facts)): fact for fact in facts}.values())


def _guarded(
    rule: Rule, page: str, verdicts: Callable[[], Iterable[Verdict]]
) -> Iterator[Judgement]:
    """Yield the judgements; a rule that raises an exception becomes a RuleError, and the run goes on."""
    try:
        judged = list(verdicts())
    except Exception as error:  # noqa: BLE001 - the one border where a rule's own bug is caught
        yield RuleError(
            rule=rule.id, page=page, message=plain_message(f"{type(error).__name__}: {error}")
        )
        return
    for verdict in judged:
        if verdict.outcome in _REPORTED:
            yield Assertion(
                rule=rule.id,
                outcome=verdict.outcome,
                page=verdict.page or page,
                variants=(),
                impact=verdict.impact or rule.impact,
                messages=(verdict.message,) if verdict.message is not None else (),
                cause=verdict.cause,
                element=verdict.element,
                source=verdict.source,
            )
        else:
            yield verdict.outcome


def _merge_variants(assertions: Iterable[Assertion]) -> Iterator[Assertion]:
    """Yield each assertion of an element once, with all the variants that show it."""
    merged: dict[object, list[Assertion]] = defaultdict(list)
    for item in assertions:
        target = item.element.target if item.element else ()
        # Messages differ by their text, not by how it came about.
        texts = tuple(map(str, item.messages))
        key = (item.rule, item.outcome, item.page, target, item.source, texts, item.impact)
        merged[key].append(item)
    for same in merged.values():
        variants = tuple(dict.fromkeys(name for item in same for name in item.variants))
        yield replace(same[-1], variants=variants) if len(same) > 1 else same[0]
