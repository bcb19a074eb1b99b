"""Limits to what one page adds to a report: elements of one rule, and the size of all their texts.

Elements beyond a limit are counted in one assertion of the page, which fails the audit as they would. So
nothing turns green because a page has too many findings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from a11ycheck.model import Assertion, MessageTemplate, Outcome, Rule

__all__ = ["MAX_CHARACTERS", "MAX_ELEMENTS", "PageLimit"]

MAX_ELEMENTS: Final = 500
"""Elements of one rule and outcome that are listed of a page."""
MAX_CHARACTERS: Final = 1_000_000
"""Characters of all elements of a page that are listed; each rule lists its first ten in any case."""

MORE = MessageTemplate("more-elements", "{count} more elements are not listed.")
_FIRST = 10
_REPORTED = (Outcome.FAILED, Outcome.CANT_TELL)


@dataclass(slots=True, kw_only=True)
class PageLimit:
    """Counts the characters of one page, rule by rule."""

    characters: int = 0

    def apply(self, rule: Rule, found: Sequence[Assertion]) -> list[Assertion]:
        """Return a rule's assertions of the page; those of elements beyond a limit become one."""
        kept: list[Assertion] = []
        for outcome in _REPORTED:
            kept += self._of_outcome(rule, [item for item in found if item.outcome is outcome])
        return kept

    def _of_outcome(self, rule: Rule, found: Sequence[Assertion]) -> list[Assertion]:
        """Return the assertions; an element counts once, in however many variants it shows."""
        listed: set[object] = set()
        omitted: dict[object, Assertion] = {}
        kept = []
        for item in found:
            key = _identity(item)
            if key not in listed and not self._has_room(len(listed)):
                omitted.setdefault(key, item)
                continue
            if key not in listed:
                listed.add(key)
                self.characters += _size(item)
            kept.append(item)
        return [*kept, _rest(rule, list(omitted.values()))] if omitted else kept

    def _has_room(self, listed: int) -> bool:
        return listed < _FIRST or (listed < MAX_ELEMENTS and self.characters < MAX_CHARACTERS)


def _identity(item: Assertion) -> object:
    if item.element is not None:
        return item.element.target
    return item.source, item.snippet, tuple(map(str, item.messages))


def _size(item: Assertion) -> int:
    """Return the characters of an assertion's texts."""
    size = len(item.snippet) + sum(len(str(message)) for message in item.messages)
    if item.element is not None:
        steps = (step if isinstance(step, str) else "".join(step) for step in item.element.target)
        size += len(item.element.html) + len(item.element.text) + sum(map(len, steps))
    return size


def _rest(rule: Rule, omitted: Sequence[Assertion]) -> Assertion:
    first = omitted[0]
    return Assertion(
        rule=rule.id,
        outcome=first.outcome,
        page=first.page,
        variants=tuple(dict.fromkeys(name for item in omitted for name in item.variants)),
        impact=max((item.impact for item in omitted), key=lambda impact: impact.rank),
        messages=(MORE.format(count=len(omitted)),),
        cause=(MORE.id,),
    )
