"""Leave out what two rules found at the same line: a failure in the source, and the same in its page."""

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

_Place = tuple[str, str]


def without_overlaps(assertions: Sequence[Assertion], rules: Mapping[str, Rule]) -> list[Assertion]:
    """Return the assertions without those of page rules that a source rule reports at the same line.

    The failure gets the higher impact of the two. An element whose line is not known stays.
    """
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
