"""Match findings with a baseline: which are known, what is fixed, and what an updated baseline contains.

Each entry is a budget: it allows a number of locations of one cause on each page, and an occurrence (one
location on one page) uses up one of them. The source file must be the same, except on pages of which the
baseline or this run knows no source at all: a baseline can be older than the source map, and a map can be
out of date. An occurrence without a budget is new: there are more than before, or it is on another page.
So is one with a higher impact than its entry.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from a11ycheck.acceptance.baseline import Baseline, BaselineEntry
from a11ycheck.model import Finding, Fixed, Impact, Outcome, PolicyRule, SourceRule
from a11ycheck.rules import by_id

__all__ = ["BaselineMatch", "OccurrenceKey", "match_baseline"]

_Cause = tuple[str, str]
_Key = tuple[str, str, str]
# The number of a finding, the number of its location, and the page ("": it has none).
OccurrenceKey = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occurrence:
    """A location on one page; `page` is the one that the baseline counts it on."""

    key: OccurrenceKey
    cause: _Cause
    source: str
    page: str
    impact: Impact
    is_page_level: bool


@dataclass(slots=True, kw_only=True)
class _Budget:
    """An entry, the locations that it still allows on each page, and the occurrences so far."""

    entry: BaselineEntry
    left: Counter[str]
    used_by: list[_Occurrence] = field(default_factory=list)

    def use(self, occurrence: _Occurrence) -> bool:
        """Use up one location for an occurrence, and return whether one was left on its page."""
        if self.left[occurrence.page] < 1:
            return False
        self.left[occurrence.page] -= 1
        self.used_by.append(occurrence)
        return True

    def is_exceeded_by(self, occurrence: _Occurrence) -> bool:
        """Return whether an occurrence has a higher impact than the entry allows."""
        return occurrence.impact.rank > self.entry.impact.rank

    def key_for(self, occurrence: _Occurrence) -> _Key:
        """Return the key of the entry that covers an occurrence from now on.

        An entry without a source or fragment gets those of this run.
        """
        source = self.entry.source or occurrence.source
        return (self.entry.rule, source, self.entry.fragment or occurrence.cause[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineMatch:
    """How findings match a baseline: `known` are the occurrences that it allows."""

    known: frozenset[OccurrenceKey]
    _budgets: tuple[_Budget, ...]
    _unmatched: tuple[_Occurrence, ...]

    def fixed(self, rules: Container[str]) -> tuple[Fixed, ...]:
        """Return what no finding uses any more, leaving out entries whose rule is not among `rules`."""
        return tuple(
            Fixed(
                rule=budget.entry.rule,
                file=budget.entry.source or min(budget.entry.pages),
                count=budget.left.total(),
            )
            for budget in self._budgets
            if _has_run(budget.entry.rule, rules) and budget.left.total()
        )

    def shrunk(self, rules: Container[str]) -> Baseline:
        """Return the baseline without what is fixed; entries whose rule did not run stay as they are."""
        kept: dict[_Key, BaselineEntry] = {}
        for budget in self._budgets:
            run = _has_run(budget.entry.rule, rules)
            for entry in _remaining(budget) if run else (budget.entry,):
                known = kept.get(entry.key)
                kept[entry.key] = _merged(entry, known) if known else entry
        return Baseline(entries=tuple(kept.values()))

    def grown(self, rules: Container[str], *, today: date, reason: str) -> Baseline:
        """Return the baseline without what is fixed and with what is new, added today for this reason.

        An entry that grows gets the new day and reason: somebody has reviewed it again.
        """
        entries = {entry.key: entry for entry in self.shrunk(rules).entries}
        for occurrence in self._unmatched:
            rule, fragment = occurrence.cause
            addition = BaselineEntry(
                rule=rule,
                source=occurrence.source,
                fragment=fragment,
                impact=occurrence.impact,
                pages={occurrence.page: 1},
                added=today,
                reason=reason,
            )
            known = entries.get(addition.key)
            entries[addition.key] = _merged(known, addition) if known else addition
        for budget in self._budgets:
            for occurrence in filter(budget.is_exceeded_by, budget.used_by):
                known = entries[budget.key_for(occurrence)]
                impact = _worst(known.impact, occurrence.impact)
                entries[known.key] = replace(known, impact=impact, added=today, reason=reason)
        return Baseline(entries=tuple(entries.values()))


def match_baseline(findings: Sequence[Finding], baseline: Baseline) -> BaselineMatch:
    """Match failed findings that are not suppressed with a baseline."""
    budgets = tuple(_Budget(entry=item, left=Counter(item.pages)) for item in baseline.entries)
    by_cause: dict[_Cause, list[_Budget]] = defaultdict(list)
    for budget in sorted(budgets, key=lambda item: item.entry.impact.rank):
        by_cause[budget.entry.rule, budget.entry.fragment].append(budget)
    occurrences = sorted(_occurrences(findings), key=lambda item: -item.impact.rank)
    with_sources = _pages_with_sources(occurrences, baseline)
    unmatched = occurrences
    # The same source comes first, so that no occurrence uses the budget of another; and those whose impact
    # the entry allows, so that one that became worse does not make another one new.
    for is_allowed in (True, False):
        for same_source in (True, False):
            unmatched = [
                item
                for item in unmatched
                if not any(
                    _has_source(budget, item, exactly=same_source or item.page in with_sources)
                    and budget.is_exceeded_by(item) is not is_allowed
                    and budget.use(item)
                    for budget in _budgets_of(item, by_cause)
                )
            ]
    known = (
        item.key for budget in budgets for item in budget.used_by if not budget.is_exceeded_by(item)
    )
    return BaselineMatch(known=frozenset(known), _budgets=budgets, _unmatched=tuple(unmatched))


def _occurrences(findings: Sequence[Finding]) -> Iterator[_Occurrence]:
    for number, finding in enumerate(findings):
        rule = by_id(finding.rule)
        is_open = finding.outcome is Outcome.FAILED and finding.suppression is None
        if not is_open or isinstance(rule, PolicyRule):
            continue
        for position, location in enumerate(finding.locations):
            cause = (str(finding.rule), location.fragment or finding.fragment)
            source = location.source.file if location.source else ""
            # A finding in a source counts on that file, whether pages were built or not.
            counted_on = source if isinstance(rule, SourceRule) else ""
            for page in location.pages or ("",):
                yield _Occurrence(
                    key=(number, position, page),
                    cause=cause,
                    source=source,
                    page=counted_on or page,
                    impact=finding.impact,
                    is_page_level=not (location.element or location.snippet or counted_on),
                )


def _budgets_of(
    occurrence: _Occurrence, by_cause: Mapping[_Cause, list[_Budget]]
) -> Iterable[_Budget]:
    """Return the budgets of a cause; entries of older versions have no fragment of whole pages."""
    rule, fragment = occurrence.cause
    own = by_cause.get(occurrence.cause, [])
    return [*own, *by_cause.get((rule, ""), [])] if fragment and occurrence.is_page_level else own


def _pages_with_sources(occurrences: Iterable[_Occurrence], baseline: Baseline) -> frozenset[str]:
    """Return the pages of which both this run and the baseline know a source."""
    here = {item.page for item in occurrences if item.source}
    there = {page for entry in baseline.entries if entry.source for page in entry.pages}
    return frozenset(here & there)


def _has_source(budget: _Budget, occurrence: _Occurrence, *, exactly: bool) -> bool:
    sources = budget.entry.source, occurrence.source
    return sources[0] == sources[1] or not (exactly or all(sources))


def _has_run(rule: str, rules: Container[str]) -> bool:
    """Return whether a rule ran; one that no longer exists cannot find anything any more."""
    return rule in rules or by_id(rule) is None


def _remaining(budget: _Budget) -> Iterator[BaselineEntry]:
    """Yield what remains of an entry without its unused locations: one entry for each key."""
    for key in dict.fromkeys(map(budget.key_for, budget.used_by)):
        mine = [item for item in budget.used_by if budget.key_for(item) == key]
        impact = min(
            budget.entry.impact, _worst(*(item.impact for item in mine)), key=lambda item: item.rank
        )
        _, source, fragment = key
        pages = Counter(item.page for item in mine)
        yield replace(
            budget.entry, source=source, fragment=fragment, impact=impact, pages=dict(pages)
        )


def _merged(entry: BaselineEntry, other: BaselineEntry) -> BaselineEntry:
    """Return one entry for both, with the day and the reason of the other."""
    pages = Counter(entry.pages) + Counter(other.pages)
    return replace(other, impact=_worst(entry.impact, other.impact), pages=dict(pages))


def _worst(*impacts: Impact) -> Impact:
    return max(impacts, key=lambda impact: impact.rank)
