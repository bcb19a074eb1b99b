"""Leave out what a rule reports about an element where another rule has found the same, or more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from a11ycheck.model import Assertion, AxeResult, Outcome, PageEvidence

__all__ = ["without_repeated_results"]

# axe cannot tell the contrast with an image; the other rule has measured the text, in one variant.
_MEASURED_BY: Final = {"color-contrast": "text-contrast-on-image"}

# The other rule says more of the same element: what lies over it, or what its click opens. Or its criterion
# is stricter.
_NAMED_BY: Final = {
    "bypass": "bypass-blocks",
    "click-only-control": "keyboard-menu-reachable",
    "focus-in-hidden-content": "focus-obscured",
    "link-text-not-descriptive": "link-purpose-in-context",
    "no-autoplay-audio": "autoplay-audio",
}
# axe reads no text of stylesheets, so an icon that is the whole name is no name at all there; and what
# else only a stylesheet says is asked about there, too.
_NAMELESS_BY: Final = {
    "name-is-punctuation": (
        "aria-command-name",
        "aria-input-field-name",
        "aria-tab-name",
        "aria-toggle-field-name",
        "aria-treeitem-name",
        "button-name",
        "input-button-name",
        "label",
        "link-name",
        "select-name",
        "summary-name",
    )
}
# Both read what attributes say, and name it in a value of their message; the other knows the words of
# interfaces, and reports a text once for all elements.
_WORDED_BY: Final = {"name-lang-matches-text": ("name", "untranslated-text", "text")}
_COMPARED: Final = 100  # characters: probes cut long texts

_Place = tuple[tuple[object, ...], str]
"""The target of an element, and the variant in which it is looked at."""


def without_repeated_results(
    assertions: Mapping[str, tuple[Assertion, ...]], page: PageEvidence
) -> dict[str, tuple[Assertion, ...]]:
    """Return a page's assertions by rule, without those that another rule answers or reports too."""
    kept = dict(assertions)
    for rule, other in _MEASURED_BY.items():
        if asked := kept.get(rule):
            looks = dict(_looks(result for result in page.axe if result.rule == rule))
            kept[rule] = tuple(_unanswered(asked, set(_measured(page, other)), looks))
    for rule, other in _NAMED_BY.items():
        if found := kept.get(rule):
            named = kept.get(other, ())
            kept[rule] = tuple(item for item in found if not _is_named(item, named))
    for rule, others in _NAMELESS_BY.items():
        if found := kept.get(rule):
            nameless = [item for other in others for item in kept.get(other, ())]
            kept[rule] = tuple(item for item in found if not _is_reported(item, nameless))
    for rule, (own, other, value) in _WORDED_BY.items():
        if found := kept.get(rule):
            texts = {text for item in kept.get(other, ()) for text in _texts(item, value)}
            kept[rule] = tuple(item for item in found if texts.isdisjoint(_texts(item, own)))
    return {rule: items for rule, items in kept.items() if items}


def _unanswered(
    asked: Iterable[Assertion], measured: set[_Place], looks: Mapping[_Place, object]
) -> Iterator[Assertion]:
    """Yield what is asked, without the variants in which an element looks as it was measured."""
    known = {(target, looks[target, name]) for target, name in measured if (target, name) in looks}
    for item in asked:
        if item.outcome is not Outcome.CANT_TELL or item.element is None:
            yield item
            continue
        target = tuple(item.element.target)
        places = [(target, name) for name in item.variants]
        left = [at for at in places if at not in measured and (target, looks.get(at)) not in known]
        if left:
            yield replace(item, variants=tuple(name for _, name in left))


def _looks(results: Iterable[AxeResult]) -> Iterator[tuple[_Place, object]]:
    """Yield how each element looks about which axe asks, in each variant."""
    for result in results:
        for node in result.nodes:
            if look := node.data.get("look"):
                yield from (((tuple(node.element.target), name), look) for name in result.variants)


def _is_named(item: Assertion, others: Iterable[Assertion]) -> bool:
    """Return whether another rule reports the same element with as much certainty."""
    return item.element is not None and any(
        other.element is not None
        and other.element.target == item.element.target
        and (other.outcome is Outcome.FAILED or item.outcome is Outcome.CANT_TELL)
        for other in others
    )


def _is_reported(item: Assertion, others: Iterable[Assertion]) -> bool:
    """Return whether another rule reports the same start tag as certainly: selectors of axe differ."""
    if item.element is None or not item.element.html:
        return False
    tag = _folded(item.element.html)
    return any(
        (other.outcome is Outcome.FAILED or item.outcome is Outcome.CANT_TELL)
        and other.element is not None
        and _folded(other.element.html).startswith(tag)
        for other in others
    )


def _folded(html: str) -> str:
    return " ".join(html.split())


def _texts(item: Assertion, value: str) -> Iterator[str]:
    return (str(message.values.get(value, ""))[:_COMPARED] for message in item.messages)


def _measured(page: PageEvidence, rule: str) -> Iterator[_Place]:
    for result in page.probes:
        if result.rule == rule:
            # The first fact is about the page: how many texts were found.
            for fact in result.facts:
                if "low" in fact.facts:
                    yield from ((tuple(fact.element.target), name) for name in result.variants)
