"""Limits to what one page adds to a report: elements of one rule, and the size of all their texts.

Elements beyond a limit are counted in one assertion of the page, which fails the audit as they would. So
nothing turns green because a page has too many findings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from a11ycheck.model import Assertion, MessageTemplate, Outcome, Rule

__all__ = ["MAX_CHARACTERS", "MAX_ELEMENTS", "PageLimits"]

MAX_ELEMENTS: Final = 500
"""Elements of one rule and outcome that are listed of a page."""
MAX_CHARACTERS: Final = 1_000_000
"""Characters of all elements of a page that are listed; each rule lists its first ten in any case."""

MORE = MessageTemplate("more-elements", "{count} more elements are not listed.")
_FIRST = 10
_REPORTED = (Outcome.FAILED, Outcome.CANT_TELL)


@dataclass(slots=True, kw_only=True)
class PageLimits:
    """Counts the characters of each page, rule by rule; `measured` holds the size of each assertion."""

    characters: dict[str, int] = field(default_factory=dict)
    measured: dict[int, tuple[Assertion, object, int]] = field(default_factory=dict)

    def apply(self, rule: Rule, page: str, found: Sequence[Assertion]) -> list[Assertion]:
        """Return a rule's assertions of the page; those of elements beyond a limit become one."""
        kept: list[Assertion] = []
        present = {item.outcome for item in found}
        for outcome in filter(present.__contains__, _REPORTED):
            mine = [item for item in found if item.outcome is outcome]
            kept += self._of_outcome(rule, page, mine)
        return kept

    def _of_outcome(self, rule: Rule, page: str, found: Sequence[Assertion]) -> list[Assertion]:
        """Return the assertions; an element counts once, in however many variants it shows."""
        listed: set[object] = set()
        omitted: dict[object, Assertion] = {}
        kept = []
        characters = self.characters.get(page, 0)
        for item in found:
            _, key, size = self.measured.get(id(item)) or self._measure(item)
            if key not in listed:
                if not _has_room(len(listed), characters):
                    omitted.setdefault(key, item)
                    continue
                listed.add(key)
                characters += size
            kept.append(item)
        self.characters[page] = characters
        return [*kept, _rest(rule, list(omitted.values()))] if omitted else kept

    def _measure(self, item: Assertion) -> tuple[Assertion, object, int]:
        """Return an assertion, the identity of its element on its page, and the size of its texts."""
        measure = (item, _identity(item), _size(item))
        # Keeping the assertion keeps its id from being used again.
        self.measured[id(item)] = measure
        return measure


def _has_room(listed: int, characters: int) -> bool:
    return listed < _FIRST or (listed < MAX_ELEMENTS and characters < MAX_CHARACTERS)


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
        pages=first.pages,
        variants=tuple(dict.fromkeys(name for item in omitted for name in item.variants)),
        impact=max({item.impact for item in omitted}, key=lambda impact: impact.rank),
        messages=(MORE.format(count=len(omitted)),),
        cause=(MORE.id,),
    )
