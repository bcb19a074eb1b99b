"""Leave out what axe asks about an element where another rule has measured the answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from a11ycheck.model import Assertion, Outcome, PageEvidence, RuleId

__all__ = ["without_repeated_questions"]

# axe cannot tell the contrast with an image; the other rule has drawn the text, and measured it.
_MEASURED_BY: Final = {"color-contrast": "text-contrast-on-image"}

_Place = tuple[RuleId, str, tuple[object, ...]]


def without_repeated_questions(
    assertions: Sequence[Assertion], pages: Iterable[PageEvidence]
) -> Iterator[Assertion]:
    """Yield the assertions without the pages on which another rule answers what they ask."""
    answered = set(_measured(pages))
    for item in assertions:
        if not answered or item.outcome is not Outcome.CANT_TELL or item.element is None:
            yield item
            continue
        target = tuple(item.element.target)
        asked = tuple(page for page in item.pages if (item.rule, page, target) not in answered)
        if asked:
            yield item if asked == item.pages else replace(item, pages=asked)


def _measured(pages: Iterable[PageEvidence]) -> Iterator[_Place]:
    for page in pages:
        for result in page.probes:
            for rule, other in _MEASURED_BY.items():
                if result.rule == other:
                    # The first fact is about the page: how many texts were found.
                    found = (fact.element for fact in result.facts if "low" in fact.facts)
                    yield from ((rule, page.page, tuple(item.target)) for item in found)
