"""The direction of a page is that of its language's script.

## What it checks

The `lang` of the `html` element names a language; its script is written from the left or from the
right. The rule fails where the browser lays the page out in the other direction: `lang="ar"`
without `dir="rtl"`, for one. Script subtags count (`ku-Arab`, `az-Latn`). Bare `ku` can mean either
script, so a person has to look.

## Why it matters

Without `dir="rtl"` an Arabic or Kurdish page starts at the wrong edge: full stops jump to the wrong
end, lists are numbered on the wrong side, and mixed lines come out in an order that cannot be read.
Other checkers give such a page the same verdict as an English one.

## How to fix

Write the direction in the markup, beside the language: `<html lang="ar" dir="rtl">`. With Sphinx,
set `language` in `conf.py` and use a theme that writes `dir`, such as `furo_light`.

## What it cannot see

Whether the text is in the language that `lang` names, and parts of the page in another language.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.language import text_direction
from a11ycheck.model import EvidenceKind, Impact, Outcome, Reach, Rule, RuleId, Verdict

__all__ = ["RULE", "expectation"]

WRONG_DIRECTION = (
    'The page is in "{lang}", which is written {expected}, but it is laid out {actual}.'
)
AMBIGUOUS = (
    'The language tag "{lang}" does not say which script is used; '
    'write "ckb" or "{lang}-Arab" for Arabic script, "kmr" or "{lang}-Latn" for Latin.'
)
_WORDS = {"rtl": "from right to left", "ltr": "from left to right"}


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {lang, direction}: the `html` element's language tag and its computed direction."""
    del options
    expected = text_direction(facts["lang"])
    if not expected:
        return Verdict(outcome=Outcome.CANT_TELL, message=AMBIGUOUS.format(lang=facts["lang"]))
    if expected == facts["direction"]:
        return Verdict(outcome=Outcome.PASSED)
    words = {"expected": _WORDS[expected], "actual": _WORDS[facts["direction"]]}
    message = WRONG_DIRECTION.format(lang=facts["lang"], **words)
    return Verdict(outcome=Outcome.FAILED, message=message)


RULE = Rule(
    id=RuleId("html-dir-matches-lang"),
    title="The direction of a page must be that of its language's script",
    impact=Impact.SERIOUS,
    evidence=EvidenceKind.FACTS,
    criteria=("1.3.2",),
    tags=("wcag2a", "wcag132", "cat.language"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/International/questions/qa-html-dir",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge_fact=expectation,
)
