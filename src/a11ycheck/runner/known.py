"""Compare findings with a baseline: which places are known, what is fixed, and what a newer one holds.

Each entry has room for so many places of one cause on each page, and a place takes one of them. Where
both know their source file it must be the same; where only one does (a baseline made without a source
map, or a site that has none), the page is enough. A place that finds no room is new: there are more of
them than before, or it stands on another page. So is one with a higher impact than its entry has.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from a11ycheck.model import EvidenceKind, Finding, Fixed, Impact, Outcome
from a11ycheck.rules import every_rule
from a11ycheck.store import Baseline, Entry

__all__ = ["Comparison", "compare"]

_Cause = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A place that asks for room: `spot` is the number of its finding, and its number in there."""

    spot: tuple[int, int]
    cause: _Cause
    source: str
    page: str
    impact: Impact


@dataclass(slots=True, kw_only=True)
class _Room:
    """An entry, how many places it has left on each page, and who took the others."""

    entry: Entry
    left: Counter[str]
    taken: list[_Claim] = field(default_factory=list)

    def take(self, claim: _Claim) -> bool:
        """Give a place to a claim, if there is one left on its page."""
        if self.left[claim.page] < 1:
            return False
        self.left[claim.page] -= 1
        self.taken.append(claim)
        return True

    def is_worse(self, claim: _Claim) -> bool:
        """Tell whether a claim has a higher impact than the entry allows."""
        return claim.impact.rank > self.entry.impact.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How findings and a baseline relate: `known` holds (number of finding, number of place)."""

    known: frozenset[tuple[int, int]]
    _rooms: tuple[_Room, ...]
    _homeless: tuple[_Claim, ...]

    def fixed(self, rules: Container[str]) -> tuple[Fixed, ...]:
        """Return what no finding takes any more; entries whose rule is not among `rules` are left out."""
        return tuple(
            Fixed(
                rule=room.entry.rule,
                file=room.entry.source or min(room.entry.pages),
                count=room.left.total(),
            )
            for room in self._rooms
            if _has_run(room.entry.rule, rules) and room.left.total()
        )

    def shrunk(self, rules: Container[str]) -> Baseline:
        """Return the baseline without what is fixed; entries whose rule did not run stay as they are."""
        kept = (
            _occupied(room) if _has_run(room.entry.rule, rules) else room.entry
            for room in self._rooms
        )
        return Baseline(entries=tuple(entry for entry in kept if entry is not None))

    def grown(self, rules: Container[str], *, today: date, reason: str) -> Baseline:
        """Return the baseline without what is fixed and with what is new, on this day for this reason.

        An entry that grows gets the new day and reason: somebody has looked at it again.
        """
        entries = {entry.key: entry for entry in self.shrunk(rules).entries}
        for claim in self._homeless:
            rule, fragment = claim.cause
            addition = Entry(
                rule=rule,
                source=claim.source,
                fragment=fragment,
                impact=claim.impact,
                pages={claim.page: 1},
                added=today,
                reason=reason,
            )
            known = entries.get(addition.key)
            entries[addition.key] = _joined(known, addition) if known else addition
        for room in self._rooms:
            worse = [claim.impact for claim in room.taken if room.is_worse(claim)]
            if worse:
                known = entries[room.entry.key]
                impact = max(known.impact, *worse, key=lambda item: item.rank)
                entries[known.key] = replace(known, impact=impact, added=today, reason=reason)
        return Baseline(entries=tuple(entries.values()))


def compare(findings: Sequence[Finding], baseline: Baseline) -> Comparison:
    """Return how findings and baseline relate; only faults that nothing suppresses take part."""
    rooms = tuple(_Room(entry=entry, left=Counter(entry.pages)) for entry in baseline.entries)
    by_cause: dict[_Cause, list[_Room]] = defaultdict(list)
    for room in rooms:
        by_cause[room.entry.rule, room.entry.fragment].append(room)
    for group in by_cause.values():
        group.sort(key=lambda room: room.entry.impact.rank)
    homeless = sorted(_claims(findings), key=lambda claim: -claim.impact.rank)
    # Those who know their own source come first, so that nobody takes a place that is another's; and
    # those for whom the impact of an entry is enough, so that one worse fault does not open two.
    for is_enough in (True, False):
        for fits in (_same_source, _one_source_unknown):
            homeless = [
                claim
                for claim in homeless
                if not any(
                    fits(room, claim) and room.is_worse(claim) is not is_enough and room.take(claim)
                    for room in by_cause[claim.cause]
                )
            ]
    known = (c.spot for room in rooms for c in room.taken if not room.is_worse(c))
    return Comparison(known=frozenset(known), _rooms=rooms, _homeless=tuple(homeless))


def _claims(findings: Sequence[Finding]) -> Iterator[_Claim]:
    policy = {rule.id for rule in every_rule() if rule.evidence is EvidenceKind.POLICY}
    for number, finding in enumerate(findings):
        if finding.outcome is not Outcome.FAILED or finding.suppression or finding.rule in policy:
            continue
        for position, place in enumerate(finding.places):
            yield _Claim(
                spot=(number, position),
                cause=(str(finding.rule), finding.fragment),
                source=place.source.file if place.source else "",
                page=place.page,
                impact=finding.impact,
            )


_Fits = Callable[[_Room, _Claim], bool]


def _same_source(room: _Room, claim: _Claim) -> bool:
    return room.entry.source == claim.source


def _one_source_unknown(room: _Room, claim: _Claim) -> bool:
    return not (room.entry.source and claim.source)


def _has_run(rule: str, rules: Container[str]) -> bool:
    """Tell whether a rule was looked for; one that no longer exists can find nothing any more."""
    return rule in rules or all(item.id != rule for item in every_rule())


def _occupied(room: _Room) -> Entry | None:
    """Return what is left of an entry when every place that nobody took is gone."""
    if not room.taken:
        return None
    worst = max((claim.impact for claim in room.taken), key=lambda item: item.rank)
    impact = min(room.entry.impact, worst, key=lambda item: item.rank)
    return replace(room.entry, impact=impact, pages=Counter(claim.page for claim in room.taken))


def _joined(known: Entry, addition: Entry) -> Entry:
    impact = max(known.impact, addition.impact, key=lambda item: item.rank)
    pages = Counter(known.pages) + Counter(addition.pages)
    return replace(addition, impact=impact, pages=pages)
