"""Judge pages by one rule: evidence that pages share is judged once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from a11ycheck.evaluate.axe_results import axe_assertion, axe_errors
from a11ycheck.model import (
    Assertion,
    AxeResult,
    AxeRule,
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
    TreeRule,
    Verdict,
    plain_message,
)
from a11ycheck.recently_used import RecentlyUsed

__all__ = [
    "KnownVerdicts",
    "PageJudgement",
    "Results",
    "RuleJudge",
    "results_by_rule",
    "verdicts_of",
]

Results = Mapping[str, Sequence[AxeResult | ProbeResult]]

_ORDER = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE)
_REPORTED = _ORDER[:2]
# Those of all rules: a page has thousands of targets.
_MOST_KNOWN = 20_000


@dataclass(slots=True, kw_only=True)
class PageJudgement:
    """The judgement of one page by one rule: assertions without pages, errors, and outcomes."""

    assertions: list[Assertion] = field(default_factory=list)
    errors: list[RuleError] = field(default_factory=list)
    outcomes: set[Outcome] = field(default_factory=set)

    @property
    def outcome(self) -> Outcome:
        """Return the first outcome in `_ORDER`: a page with one failed target has failed."""
        return next((item for item in _ORDER if item in self.outcomes), Outcome.INAPPLICABLE)

    def add_all(self, judged: Sequence[Assertion | Outcome]) -> None:
        """Add the judgements of some targets."""
        found = [item for item in judged if isinstance(item, Assertion)]
        self.assertions += found
        self.outcomes |= {item.outcome for item in found}
        self.outcomes |= {item for item in judged if isinstance(item, Outcome)}


def results_by_rule(page: PageEvidence) -> Results:
    """Return the results of axe and of probes by the rule's id."""
    found: dict[str, list[AxeResult | ProbeResult]] = defaultdict(list)
    for axe in page.axe:
        found[axe.rule].append(axe)
    for probe in page.probes:
        found[probe.rule].append(probe)
    return found


def verdicts_of(
    rule: Rule, verdicts: Callable[[], Iterable[Verdict]]
) -> list[tuple[Verdict, Assertion | Outcome]] | str:
    """Return verdicts as judgements, without pages; the text of the exception if the rule raises one."""
    try:
        return [(verdict, _judgement(rule, verdict)) for verdict in list(verdicts())]
    except Exception as error:  # noqa: BLE001 - the one border where a rule's own bug is caught
        return f"{type(error).__name__}: {error}"


def _judgement(rule: Rule, verdict: Verdict) -> Assertion | Outcome:
    if verdict.outcome not in _REPORTED:
        return verdict.outcome
    return Assertion(
        rule=rule.id,
        outcome=verdict.outcome,
        pages=(),
        variants=(),
        impact=verdict.impact or rule.impact,
        messages=(verdict.message,) if verdict.message is not None else (),
        cause=verdict.cause,
        element=verdict.element,
        source=verdict.source,
    )


class KnownVerdicts:
    """The judgements of nodes and facts that were used last, by all rules.

    Nodes and facts are recognised by their id, and kept as long as their judgement is known: equal ones of
    several pages are one object in most cases. Of one that belongs to a single page, it is soon forgotten.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._found: RecentlyUsed[object, tuple[object, Assertion | Outcome]]
        self._found = RecentlyUsed(_MOST_KNOWN)

    def get(self, group: object, item: object) -> Assertion | Outcome | None:
        """Return what is known of an item, which other groups can judge differently."""
        found = self._found.get((group, id(item)))
        return None if found is None else found[1]

    def put(self, group: object, item: object, judged: Assertion | Outcome) -> None:
        """Keep the judgement of an item."""
        self._found.put((group, id(item)), (item, judged))


@dataclass(slots=True, kw_only=True)
class RuleJudge:
    """Judges pages by one rule; `known` is shared by all rules."""

    rule: Rule
    options: object
    known: KnownVerdicts

    def judge(self, page: PageEvidence, results: Results) -> PageJudgement:
        """Return the judgement of a page."""
        rule = self.rule
        found = PageJudgement()
        match rule:
            case AxeRule():
                if rule.id in page.passed:
                    found.outcomes.add(Outcome.PASSED)
                mine = [item for item in results.get(rule.id, ()) if isinstance(item, AxeResult)]
                found.errors += axe_errors(rule, mine, page.page)
                for axe in mine:
                    self._judge_nodes(rule, axe, found)
            case SourceRule() if page.source is not None:
                self._judge_source(rule, page, found)
            case FactRule() | InteractionRule() | SourceRule():
                for probe in results.get(rule.id, ()):
                    if isinstance(probe, ProbeResult):
                        self._judge_facts(rule, probe, page.page, found)
            case ResourceRule() | MarkupRule() | TreeRule():
                self._judge_page(rule, page, found)
            case SiteRule() | PolicyRule():
                pass
        return found

    def _judge_nodes(self, rule: AxeRule, result: AxeResult, found: PageJudgement) -> None:
        group = rule.id, result.outcome, result.variants
        judged: list[Assertion | Outcome] = []
        for node in result.nodes:
            one = self.known.get(group, node)
            if one is None:
                one = axe_assertion(rule, result, node)
                self.known.put(group, node, one)
            judged.append(one)
        found.add_all(judged)

    def _judge_facts(
        self,
        rule: FactRule | InteractionRule | SourceRule,
        result: ProbeResult,
        page: str,
        found: PageJudgement,
    ) -> None:
        """Judge the facts of a result; if the rule raises an exception, none of them counts."""
        if result.error:
            found.errors.append(_error(rule, page, result.error))
            return
        group = rule.id, result.variants
        facts = tuple(result.facts)
        known = [self.known.get(group, fact) for fact in facts]
        new = [fact for fact, one in zip(facts, known, strict=True) if one is None]
        judged = verdicts_of(rule, lambda: [_verdict(rule, fact, self.options) for fact in new])
        if isinstance(judged, str):
            found.errors.append(_error(rule, page, judged))
            return
        added = [_in_variants(one, result.variants) for _, one in judged]
        for fact, one in zip(new, added, strict=True):
            self.known.put(group, fact, one)
        rest = iter(added)
        found.add_all([next(rest) if one is None else one for one in known])

    def _judge_source(self, rule: SourceRule, page: PageEvidence, found: PageJudgement) -> None:
        for fact in page.source or ():
            if fact.kind is rule.source_kind:
                self._judge_source_fact(rule, page.page, fact, found)

    def _judge_source_fact(
        self, rule: SourceRule, page: str, fact: SourceFact, found: PageJudgement
    ) -> None:
        judged = verdicts_of(rule, lambda: [rule.judge(fact.facts, self.options)])
        if isinstance(judged, str):
            found.errors.append(_error(rule, page, judged))
            return
        found.add_all([_at_source(one, fact) for _, one in judged])

    def _judge_page(
        self,
        rule: ResourceRule | MarkupRule | TreeRule,
        page: PageEvidence,
        found: PageJudgement,
    ) -> None:
        if isinstance(rule, TreeRule):
            parts = [
                (tree.variants, partial(rule.judge, tree, self.options)) for tree in page.trees
            ]
        else:
            parts = [((), partial(rule.judge, page, self.options))]
        for variants, verdicts in parts:
            judged = verdicts_of(rule, verdicts)
            if isinstance(judged, str):
                found.errors.append(_error(rule, page.page, judged))
                return
            found.add_all([_in_variants(one, variants) for _, one in judged])


def _in_variants(judged: Assertion | Outcome, variants: tuple[str, ...]) -> Assertion | Outcome:
    return replace(judged, variants=variants) if isinstance(judged, Assertion) else judged


def _verdict(rule: FactRule | InteractionRule | SourceRule, fact: Fact, options: object) -> Verdict:
    verdict = rule.judge(fact.facts, options)
    return verdict if verdict.element is not None else replace(verdict, element=fact.element)


def _at_source(judged: Assertion | Outcome, fact: SourceFact) -> Assertion | Outcome:
    if isinstance(judged, Outcome):
        return judged
    return replace(judged, source=fact.location, snippet=fact.snippet)


def _error(rule: Rule, page: str, text: str) -> RuleError:
    return RuleError(rule=rule.id, page=page, message=plain_message(text))
