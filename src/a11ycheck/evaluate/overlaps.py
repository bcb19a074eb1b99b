"""Leave out what a second rule found: a failure of the source in its page, a doubt about what failed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from a11ycheck.model import Assertion, Outcome, Precision, Rule, SourceRule

__all__ = ["without_overlaps"]

_EXACT = frozenset({Precision.EXACT, Precision.BLOCK})
# The values of a message of a source rule that name the file or URL of the element.
_NAMES = ("uri", "target")

# The rule that doubts whether a name was translated, and the one that fails where it was not: each with the
# value of its message that is the text.
_DOUBT = ("name-lang-matches-text", "name")
_FAILURE = ("untranslated-text", "text")

_Place = tuple[str, str]


def without_overlaps(assertions: Sequence[Assertion], rules: Mapping[str, Rule]) -> list[Assertion]:
    """Return the assertions without those of page rules that a source rule reports at the same line.

    The failure gets the higher impact of the two. An element whose line is not known stays. A name needs no
    review on a page where the same text fails.
    """
    return _without_source_overlaps(_without_answered_doubts(assertions), rules)


def _without_answered_doubts(assertions: Sequence[Assertion]) -> Sequence[Assertion]:
    failed = {
        (page, _text(item, _FAILURE[1]))
        for item in assertions
        if item.rule == _FAILURE[0] and item.outcome is Outcome.FAILED
        for page in item.pages
    }
    if not failed:
        return assertions
    kept: list[Assertion] = []
    for item in assertions:
        if item.rule != _DOUBT[0] or item.outcome is not Outcome.CANT_TELL:
            kept.append(item)
            continue
        name = _text(item, _DOUBT[1])
        if pages := tuple(page for page in item.pages if (page, name) not in failed):
            kept.append(replace(item, pages=pages))
    return kept


def _text(item: Assertion, key: str) -> str:
    return str(item.messages[0].values.get(key, "")) if item.messages else ""


def _without_source_overlaps(
    assertions: Sequence[Assertion], rules: Mapping[str, Rule]
) -> list[Assertion]:
    by_place = _source_failures(assertions, rules)
    if not by_place:
        return list(assertions)
    worst: dict[int, Assertion] = {}
    kept: list[Assertion] = []
    for item in assertions:
        same = _same_failure(item, by_place)
        if same is None:
            kept.append(item)
        elif worst.get(id(same), same).impact.rank < item.impact.rank:
            worst[id(same)] = replace(same, impact=item.impact)
    return [worst.get(id(item), item) for item in kept]


def _source_failures(
    assertions: Iterable[Assertion], rules: Mapping[str, Rule]
) -> Mapping[_Place, Sequence[Assertion]]:
    """Return the failures of source rules by file and by the page rule that each replaces."""
    found: dict[_Place, list[Assertion]] = defaultdict(list)
    for item in assertions:
        rule = rules.get(item.rule)
        if isinstance(rule, SourceRule) and item.judges_source and item.source is not None:
            for name in rule.replaces:
                found[name, item.source.file].append(item)
    return found


def _same_failure(
    item: Assertion, by_place: Mapping[_Place, Sequence[Assertion]]
) -> Assertion | None:
    source, element = item.source, item.element
    if source is None or element is None or item.outcome is not Outcome.FAILED:
        return None
    if source.precision not in _EXACT:
        return None
    candidates = by_place.get((item.rule, source.file), ())
    at_line = [it for it in candidates if it.source is not None and it.source.line == source.line]
    named = [it for it in candidates if _names(it, element.html)]
    for found in (
        [it for it in at_line if it in named],
        at_line if len(at_line) == 1 else [],
        named if source.precision is Precision.BLOCK else [],
    ):
        if found:
            return found[0]
    return None


def _names(item: Assertion, html: str) -> bool:
    """Return whether the markup of an element has the file name that a message names."""
    for message in item.messages:
        for key in _NAMES:
            path = unquote(urlsplit(str(message.values.get(key, ""))).path)
            if stem := PurePosixPath(path).stem:
                return bool(re.search(rf"(?<!\w){re.escape(stem)}(?!\w)", unquote(html)))
    return False
