"""What a project has accepted: set suppressions and baseline against the findings.

A finding is suppressed only where all of its places are, and known only where all are. Where just some
are, it becomes several findings, each true as a whole: the known part, or else the one that is left
open, keeps the fingerprint, and the others get it with an ending, so that each can be followed from
run to run and all can be seen to have one cause.
"""

import hashlib
from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from a11ycheck.model import (
    Finding,
    Fixed,
    Outcome,
    Place,
    Precision,
    Rule,
    Scope,
    SourceLocation,
    Suppression,
)
from a11ycheck.rules.expired_suppression.rule import RULE as EXPIRED
from a11ycheck.rules.unused_suppression.rule import RULE as UNUSED
from a11ycheck.runner.directives import Directive
from a11ycheck.runner.known import compare
from a11ycheck.store import Baseline

__all__ = ["Settled", "apply"]

_Label = TypeVar("_Label", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The findings, each open, known or suppressed, and what of the baseline is fixed."""

    findings: tuple[Finding, ...]
    fixed: tuple[Fixed, ...] = ()


def apply(
    findings: Sequence[Finding],
    suppressions: Sequence[Directive],
    baseline: Baseline | None,
    *,
    today: date,
    complete: bool,
    rules: Container[str],
) -> Settled:
    """Return the findings as suppressions and baseline leave them.

    `rules` are the ids of the rules that ran. Only a `complete` run, which saw every page that the
    project has, can tell that a suppression hides nothing or that a known fault is fixed.
    """
    active = [item for item in suppressions if not item.has_expired(today)]
    used: set[Directive] = set()
    parts = [part for item in findings for part in _suppress(item, active, used)]
    idle = [item for item in active if item.rule in rules and item not in used]
    remarks = [_expired(item) for item in suppressions if item.has_expired(today)]
    remarks += [_unused(item) for item in idle] if complete else []
    compared = compare(parts, baseline or Baseline())
    settled = [
        part for number, item in enumerate(parts) for part in _know(item, number, compared.known)
    ]
    settled += [item for item in remarks if item.rule in rules]
    return Settled(
        findings=tuple(sorted(settled, key=lambda item: _ORDER.index(item.scope))),
        fixed=compared.fixed(rules) if complete else (),
    )


# The order in which evaluation leaves findings; sorting by it changes nothing among those of one scope.
_ORDER = (Scope.THEME, Scope.SITE, Scope.PAGE)


def _suppress(
    finding: Finding, active: Sequence[Directive], used: set[Directive]
) -> Iterator[Finding]:
    """Yield the open part of a finding, and one part for each suppression that covers places of it."""
    mine = [item for item in active if item.rule == finding.rule]
    covering = [[item for item in mine if item.covers(place)] for place in finding.places]
    used.update(item for found in covering for item in found)
    groups = _gather(finding.places, [found[0] if found else None for found in covering])
    keeper = None if None in groups else next(iter(groups))
    for directive in sorted(groups, key=lambda item: item is not None):
        part = _part(finding, groups[directive])
        if directive is not keeper:
            part = replace(part, fingerprint=f"{finding.fingerprint}-{_ending(directive)}")
        if directive is not None:
            accepted = Suppression(reason=directive.reason, where=directive.where)
            part = replace(part, suppression=accepted)
        yield part


def _know(finding: Finding, number: int, known: Container[tuple[int, int]]) -> Iterator[Finding]:
    """Yield what is new of a finding, and what is known."""
    spots = range(len(finding.places))
    groups = _gather(finding.places, [(number, spot) in known for spot in spots])
    for is_known in sorted(groups):
        part = replace(_part(finding, groups[is_known]), known=is_known)
        if not is_known and len(groups) > 1:
            part = replace(part, fingerprint=f"{finding.fingerprint}-new")
        yield part


def _gather(places: Sequence[Place], labels: Sequence[_Label]) -> dict[_Label, list[Place]]:
    groups: dict[_Label, list[Place]] = defaultdict(list)
    for place, label in zip(places, labels, strict=True):
        groups[label].append(place)
    return groups


def _part(finding: Finding, places: Sequence[Place]) -> Finding:
    source = next((place.source for place in places if place.source is not None), None)
    return replace(finding, places=tuple(places), source=source)


def _ending(directive: Directive | None) -> str:
    return _hash(directive.file, directive.reason)[:8] if directive else ""


def _expired(directive: Directive) -> Finding:
    return _remark(
        EXPIRED, directive, f"The suppression of {directive.rule} ended on {directive.until}"
    )


def _unused(directive: Directive) -> Finding:
    return _remark(UNUSED, directive, f"The suppression of {directive.rule} hides nothing")


def _remark(rule: Rule, directive: Directive, message: str) -> Finding:
    """Return a finding about a suppression, at the line on which that stands."""
    source = SourceLocation(file=directive.file, line=directive.line, precision=Precision.EXACT)
    return Finding(
        rule=rule.id,
        engine=rule.engine,
        title=rule.title,
        outcome=Outcome.FAILED,
        impact=rule.impact,
        criteria=rule.criteria,
        message=f"{message}. Its reason was: {directive.reason}",
        help_url=rule.help_url,
        fingerprint=_hash(rule.id, directive.file, directive.rule, directive.reason)[:32],
        scope=Scope.SITE,
        places=(Place(page="", variants=(), source=source),),
        fragment=directive.rule,
        source=source,
    )


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
