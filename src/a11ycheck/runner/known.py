"""Compare findings with a baseline: which places are known, what is fixed, and what a newer one holds.

Each entry has room for so many places of one cause on each page, and a place takes one of them. The
source file has to be the same, except on pages of which the baseline or this run knows no source at
all: a baseline can be older than the source map, and a map can be out of date. A place that finds no
room is new: there are more of them than before, or it stands on another page. So is one with a higher
impact than its entry has.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from a11ycheck.model import EvidenceKind, Finding, Fixed, Impact, Outcome, Place
from a11ycheck.rules import every_rule
from a11ycheck.store import Baseline, Entry

__all__ = ["Comparison", "compare"]

_Cause = tuple[str, str]
_Key = tuple[str, str, str]


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
        """Return the baseline without what is fixed; entries whose rule did not run stay as they are.

        An entry that knew no source gets the one that this run knows.
        """
        kept: dict[_Key, Entry] = {}
        for room in self._rooms:
            run = _has_run(room.entry.rule, rules)
            for entry in _occupied(room) if run else (room.entry,):
                known = kept.get(entry.key)
                kept[entry.key] = _joined(entry, known) if known else entry
        return Baseline(entries=tuple(kept.values()))

    def grown(self, rules: Container[str], *, today: date, reason: str) -> Baseline:
        """Return the baseline without what is fixed and with what is new, on this day for this reason.

        An entry that grows gets the new day and reason: somebody has looked at it again.
        """
        entries = {entry.key: entry for entry in self.shrunk(rules).entries}
        for claim in self._homeless:
            addition = _entry(claim, today, reason)
            known = entries.get(addition.key)
            entries[addition.key] = _joined(known, addition) if known else addition
        for room in self._rooms:
            for claim in filter(room.is_worse, room.taken):
                known = entries[_key(room, claim)]
                impact = _worst(known.impact, claim.impact)
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
    claims = sorted(_claims(findings), key=lambda claim: -claim.impact.rank)
    both_know = _pages_with_sources(claims, baseline)
    homeless = claims
    # The same source comes first, so that nobody takes a place that is another's; and those for whom
    # the impact of an entry is enough, so that one fault that is worse does not make another one new.
    for is_enough in (True, False):
        for exactly in (True, False):
            homeless = [
                claim
                for claim in homeless
                if not any(
                    _fits(room, claim, exactly=exactly or claim.page in both_know)
                    and room.is_worse(claim) is not is_enough
                    and room.take(claim)
                    for room in by_cause[claim.cause]
                )
            ]
    known = (c.spot for room in rooms for c in room.taken if not room.is_worse(c))
    return Comparison(known=frozenset(known), _rooms=rooms, _homeless=tuple(homeless))


def _claims(findings: Sequence[Finding]) -> Iterator[_Claim]:
    evidence = {rule.id: rule.evidence for rule in every_rule()}
    for number, finding in enumerate(findings):
        kind = evidence.get(finding.rule)
        is_fault = finding.outcome is Outcome.FAILED and finding.suppression is None
        if not is_fault or kind is EvidenceKind.POLICY:
            continue
        for position, place in enumerate(finding.places):
            yield _Claim(
                spot=(number, position),
                cause=(str(finding.rule), finding.fragment),
                source=place.source.file if place.source else "",
                page=_page(place, kind),
                impact=finding.impact,
            )


def _page(place: Place, kind: EvidenceKind | None) -> str:
    """Return the page of a place; for what stands in a source its file, built or not."""
    if kind is EvidenceKind.SOURCE and place.source is not None:
        return place.source.file
    return place.page


def _pages_with_sources(claims: Iterable[_Claim], baseline: Baseline) -> frozenset[str]:
    """Return the pages of which both this run and the baseline know any source."""
    here = {claim.page for claim in claims if claim.source}
    there = {page for entry in baseline.entries if entry.source for page in entry.pages}
    return frozenset(here & there)


def _fits(room: _Room, claim: _Claim, *, exactly: bool) -> bool:
    sources = room.entry.source, claim.source
    return sources[0] == sources[1] or not (exactly or all(sources))


def _key(room: _Room, claim: _Claim) -> _Key:
    """Return the key of the entry that holds a place from now on."""
    return (room.entry.rule, room.entry.source or claim.source, room.entry.fragment)


def _has_run(rule: str, rules: Container[str]) -> bool:
    """Tell whether a rule was looked for; one that no longer exists can find nothing any more."""
    return rule in rules or all(item.id != rule for item in every_rule())


def _occupied(room: _Room) -> Iterator[Entry]:
    """Yield what is left of an entry when every place that nobody took is gone: one for each source."""
    for source in dict.fromkeys(_key(room, claim)[1] for claim in room.taken):
        mine = [claim for claim in room.taken if _key(room, claim)[1] == source]
        impact = min(room.entry.impact, _worst(*(claim.impact for claim in mine)), key=_rank)
        pages = Counter(claim.page for claim in mine)
        yield replace(room.entry, source=source, impact=impact, pages=pages)


def _entry(claim: _Claim, added: date, reason: str) -> Entry:
    rule, fragment = claim.cause
    return Entry(
        rule=rule,
        source=claim.source,
        fragment=fragment,
        impact=claim.impact,
        pages={claim.page: 1},
        added=added,
        reason=reason,
    )


def _joined(entry: Entry, other: Entry) -> Entry:
    """Return one entry for both, with the day and the reason of the other."""
    pages = Counter(entry.pages) + Counter(other.pages)
    return replace(other, impact=_worst(entry.impact, other.impact), pages=pages)


def _worst(*impacts: Impact) -> Impact:
    return max(impacts, key=_rank)


def _rank(impact: Impact) -> int:
    return impact.rank
