"""Judge the evidence of some pages by some rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from a11ycheck.evaluate.consequences import share_causes
from a11ycheck.evaluate.judged_page import (
    JudgedPage,
    KnownJudgements,
    SharedOutcomes,
    follows_from_evidence,
)
from a11ycheck.evaluate.limits import PageLimits
from a11ycheck.evaluate.occurrences import Occurrences, VariantMerger
from a11ycheck.evaluate.repeated_results import without_repeated_results
from a11ycheck.evaluate.rule_judge import KnownVerdicts, Results, RuleJudge, results_by_rule
from a11ycheck.evaluate.site_judge import find_sites, judge_sites, results_by_site_rule
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
    ProbeResult,
    ResourceRule,
    Rule,
    RuleError,
    SiteRule,
    SourceRule,
    TreeRule,
)

__all__ = ["judge"]


def judge(
    pages: Sequence[PageEvidence],
    rules: Sequence[Rule],
    options: Mapping[str, object],
    known: KnownJudgements | None = None,
    *,
    variants: tuple[str, ...] = (),
) -> Evaluation:
    """Return the failed and cantTell assertions of all pages, rule errors, and the outcome of every rule.

    A rule has no outcome on a page that has no evidence of its kind, such as a source rule on a page
    without a source map, or a rule on layout on a page whose own stylesheet is missing.

    `options` maps rule ids to instances of the rules' options types. Evidence of rules that are not in
    `rules` is ignored, so that cached evidence can be judged by fewer rules. `known` has the judgements of
    pages in earlier runs. `variants` are the names of the variants in the order of the plan.
    """
    by_page = {page.page: page for page in pages}
    verdicts = KnownVerdicts()
    judges = [RuleJudge(rule=rule, options=options.get(rule.id), known=verdicts) for rule in rules]
    collected = _Collected(rules, by_page)
    for page, judged in _judge_pages(by_page, judges, known, variants):
        collected.add(page, judged)
    measured = results_by_site_rule(rules, pages)
    sites = find_sites(pages)
    listing = _Listing(merger=VariantMerger(variants=variants))
    for rule in rules:
        if isinstance(rule, SiteRule):
            what = measured[rule.id], options.get(rule.id)
            for page, judged in _judge_together(rule, sites, *what, listing):
                collected.add(page, judged)
    return collected.evaluation()


class _Collected:
    """What is known of all pages so far: pages with equal outcomes and assertions share them."""

    def __init__(self, rules: Sequence[Rule], pages: Iterable[str]) -> None:
        """Start with pages of which nothing is known."""
        self._rules = rules
        self._occurrences = {rule.id: Occurrences() for rule in rules}
        self._errors: dict[str, list[RuleError]] = {rule.id: [] for rule in rules}
        self._outcomes: dict[str, Mapping[str, Outcome]] = {page: {} for page in pages}
        self._shared = SharedOutcomes()

    def add(self, page: str, judged: JudgedPage) -> None:
        """Add the judgement of a page by some rules; an error of no page has the name ""."""
        for name, mine in judged.assertions.items():
            self._occurrences[name].add(page, mine)
        for name, raised in judged.errors.items():
            self._errors[name] += raised
        if judged.outcomes:
            own = {**self._outcomes[page], **judged.outcomes}
            self._outcomes[page] = self._shared.share(own)

    def evaluation(self) -> Evaluation:
        """Return the evaluation of all pages, in the order of the rules."""
        ids = [rule.id for rule in self._rules]
        outcomes = {
            page: self._shared.share({name: own[name] for name in ids if name in own})
            for page, own in self._outcomes.items()
        }
        assertions = [item for name in ids for item in self._occurrences[name].assertions()]
        return Evaluation(
            assertions=tuple(share_causes(assertions, outcomes)),
            errors=tuple(error for name in ids for error in self._errors[name]),
            outcomes=outcomes,
        )


@dataclass(slots=True, kw_only=True)
class _Listing:
    """Decides which assertions of a page are listed."""

    merger: VariantMerger
    limits: PageLimits = field(default_factory=PageLimits)

    def listed(self, rule: Rule, page: str, found: Sequence[Assertion]) -> tuple[Assertion, ...]:
        """Return a rule's assertions of the page: up to the limits, and each element once."""
        return tuple(self.merger.merge(self.limits.apply(rule, page, found)))


def _judge_pages(
    pages: Mapping[str, PageEvidence],
    judges: Sequence[RuleJudge],
    known: KnownJudgements | None,
    variants: tuple[str, ...],
) -> Iterator[tuple[str, JudgedPage]]:
    """Yield the judgement of each page by the rules that judge one page at a time.

    What follows from evidence is judged by itself, so that it is the same whether it is known or not.
    """
    single = [judge for judge in judges if not isinstance(judge.rule, SiteRule)]
    by_kind: dict[bool, tuple[list[RuleJudge], list[RuleJudge]]] = {}
    lasting, passing = (_Listing(merger=VariantMerger(variants=variants)) for _ in range(2))
    for name, page in pages.items():
        has_source = page.source is not None
        if has_source not in by_kind:
            mine = [judge for judge in single if follows_from_evidence(judge.rule, page)]
            ids = {judge.rule.id for judge in mine}
            by_kind[has_source] = mine, [judge for judge in single if judge.rule.id not in ids]
        mine, others = by_kind[has_source]
        found = known.get(name) if known is not None else None
        if found is None:
            found = _judge_page(page, mine, lasting)
            found = known.put(name, found) if known is not None else found
        yield name, found.with_more(_judge_page(page, others, passing))


def _judge_page(page: PageEvidence, judges: Sequence[RuleJudge], listing: _Listing) -> JudgedPage:
    outcomes: dict[str, Outcome] = {}
    assertions: dict[str, tuple[Assertion, ...]] = {}
    errors: dict[str, tuple[RuleError, ...]] = {}
    has_results = not all(isinstance(judge.rule, MarkupRule | PolicyRule) for judge in judges)
    results = results_by_rule(page) if has_results else {}
    if any(isinstance(judge.rule, TreeRule) for judge in judges):
        # Each of these rules reads each node many times.
        trees = tuple(replace(tree, nodes=tuple(tree.nodes)) for tree in page.trees)
        page = replace(page, trees=trees)
    for judge in judges:
        rule = judge.rule
        if rule.hangs_on_style and page.lacks_stylesheet:
            continue
        found = judge.judge(page, results)
        if found.assertions:
            assertions[rule.id] = tuple(found.assertions)
        if found.errors:
            errors[rule.id] = tuple(found.errors)
        elif _has_evidence(rule, page, results):
            outcomes[rule.id] = found.outcome
    kept = without_repeated_results(assertions, page)
    rules = {judge.rule.id: judge.rule for judge in judges}
    listed = {name: listing.listed(rules[name], page.page, found) for name, found in kept.items()}
    return JudgedPage(outcomes=outcomes, assertions=listed, errors=errors)


def _judge_together(
    rule: SiteRule,
    sites: Sequence[Sequence[str]],
    results: Mapping[str, Sequence[ProbeResult]],
    options: object,
    listing: _Listing,
) -> Iterator[tuple[str, JudgedPage]]:
    for name, found in judge_sites(rule, sites, results, options).items():
        listed = listing.listed(rule, name, found.assertions)
        outcome = found.outcome if name in results and not found.errors else None
        yield (
            name,
            JudgedPage(
                outcomes={} if outcome is None else {rule.id: outcome},
                assertions={rule.id: listed} if listed else {},
                errors={rule.id: tuple(found.errors)} if found.errors else {},
            ),
        )


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
