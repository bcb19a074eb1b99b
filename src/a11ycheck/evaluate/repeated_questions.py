"""Leave out what axe asks about an element where another rule has measured the answer."""

from collections.abc import Iterator, Mapping
from typing import Final

from a11ycheck.model import Assertion, Outcome, PageEvidence

__all__ = ["without_repeated_questions"]

# axe cannot tell the contrast with an image; the other rule has drawn the text, and measured it.
_MEASURED_BY: Final = {"color-contrast": "text-contrast-on-image"}


def without_repeated_questions(
    assertions: Mapping[str, tuple[Assertion, ...]], page: PageEvidence
) -> dict[str, tuple[Assertion, ...]]:
    """Return a page's assertions by rule, without those that another rule answers."""
    kept = dict(assertions)
    for rule, other in _MEASURED_BY.items():
        if asked := kept.get(rule):
            answered = set(_measured(page, other))
            left = tuple(item for item in asked if not _is_answered(item, answered))
            if left:
                kept[rule] = left
            else:
                del kept[rule]
    return kept


def _is_answered(item: Assertion, answered: set[tuple[object, ...]]) -> bool:
    if item.outcome is not Outcome.CANT_TELL or item.element is None:
        return False
    return tuple(item.element.target) in answered


def _measured(page: PageEvidence, rule: str) -> Iterator[tuple[object, ...]]:
    for result in page.probes:
        if result.rule == rule:
            # The first fact is about the page: how many texts were found.
            yield from (tuple(fact.element.target) for fact in result.facts if "low" in fact.facts)
