"""Pages use one system of digits.

## What it checks

Numbers in prose in Arabic script, in the main content. There are three systems: 0–9, ٠–٩ (Arabic)
and ۰–۹ (Persian, Kurdish, Urdu). The rule fails if two of them are used in one number or in one
paragraph, and if the second and the third are both used on one page. If whole paragraphs differ,
the outcome is `cantTell`.

A number beside itself in another system, as in "١١٢ (112)", passes. Numbers that belong to a Latin
word ("HTML 5"), numbers of issues ("#211"), phone numbers and code are excluded. If several single
digits are in another system, the outcome is `cantTell`: the text may be about these digits.

## Why it matters

A reader who knows one system reads the other slowly, or takes ٥ for 0. Search and copying find only
one of them. The systems also behave differently in right-to-left lines: ranges, signs and
percentages are ordered differently.

## Example

```markdown
من 5 إلى ٨ أيام
```

## Use instead

```markdown
من 5 إلى 8 أيام
```

Choose one system for each language; in Iraq both 0–9 and ٠–٩ are in use. Numbers that readers copy
or dial should use 0–9, isolated with `<bdi>` or as code.

## Known limits

Numbers in images, and which system the readers prefer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

TOGETHER = MessageTemplate(
    "mixed-in-paragraph", 'Two systems of digits are mixed in "{text}": {numbers}.'
)
TWO_NATIVE = MessageTemplate(
    "mixed-native",
    "Numbers use the digits {here}, but most numbers of the page use {usual}: {numbers}.",
)
APART = MessageTemplate(
    "mixed-on-page",
    "Numbers use the digits {here}, but most numbers of the page use {usual}: {numbers}; "
    "review whether that is intended.",
)
NAMED = MessageTemplate(
    "digits-named",
    "Single digits are in another system: {numbers}; review whether the text is about these digits.",
)
_SYSTEMS = {"latn": "0–9", "arab": "٠–٩", "arabext": "۰–۹"}
_NATIVE = frozenset({"arab", "arabext"})
_NAMED = 4
_SEVERAL = 2


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {lang, numbers, page, text}: the numbers of a block, and all numbers of the page."""
    numbers = _without_glosses(facts["numbers"])
    systems = Counter(system for number in numbers for system in _systems(number))
    if len(systems) >= _SEVERAL and _names_digits(numbers, facts["text"]):
        return Verdict.cant_tell(NAMED.format(numbers=_quote(numbers)))
    if len(systems) >= _SEVERAL:
        return Verdict.failed(TOGETHER.format(numbers=_quote(numbers), text=facts["text"]))
    page = Counter(system for number in facts["page"].split() for system in _systems(number))
    if not systems or len(page) < _SEVERAL:
        return Verdict.passed()
    usual, here = page.most_common(1)[0][0], next(iter(systems))
    if here == usual:
        return Verdict.passed()
    words = {"usual": _SYSTEMS[usual], "here": _SYSTEMS[here], "numbers": _quote(numbers)}
    if {usual, here} == _NATIVE:
        if _names_digits(numbers, facts["text"]):
            return Verdict.cant_tell(NAMED.format(numbers=_quote(numbers)))
        return Verdict.failed(TWO_NATIVE.format(**words))
    return Verdict.cant_tell(APART.format(**words))


def _names_digits(numbers: Sequence[str], text: str) -> bool:
    """Return whether a text may be about single digits, as a list of the glyphs of a font is."""
    is_single = all(len(_value(number)) == 1 for number in numbers)
    return is_single and (len(numbers) > _SEVERAL or "\u0640" in text)


def _systems(number: str) -> frozenset[str]:
    digits = set(re.sub(r"\D", "", number))
    named = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
    return frozenset(name for name, own in named.items() if digits & set(own))


def _without_glosses(numbers: Iterable[str]) -> list[str]:
    """Return the numbers without those that repeat their neighbour in other digits."""
    kept: list[str] = []
    for number in numbers:
        if not (kept and kept[-1] != number and _value(kept[-1]) == _value(number)):
            kept.append(number)
    return kept


def _value(number: str) -> str:
    return "".join(str(int(char)) if char.isdigit() else "." for char in number)


def _quote(numbers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(numbers))[:_NAMED]


RULE = FactRule(
    id="mixed-digit-systems",
    title="Pages should use one system of digits",
    impact=Impact.MODERATE,
    depends=frozenset({Dependency.VISIBILITY}),
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
