"""Words are not stretched with tatweel.

## What it checks

Words in Arabic script with a tatweel (ـ, U+0640), outside of code. The rule fails where two or more
stand in one word to make it longer. One between two letters is `cantTell`. A tatweel at the end or
the start of a word passes, as in "هـ", or in "الـ" before a Latin name, and so does one that
carries a vowel sign.

## Why it matters

A stretched word is another text: search does not find it, and a screen reader stops in its middle
or spells it. In another font or width the effect is gone, the character is not.

## How to fix

Take the tatweel out. A heading that should be wider gets it from the style sheet. In MyST sources
search for "ـ"; in a catalogue (`.po`) search the `msgstr` lines.

## What it cannot see

Whether a single tatweel is a habit of the writer or meant.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import FactRule, Impact, MessageTemplate, Outcome, RuleId, Verdict

__all__ = ["RULE", "judge"]

STRETCHED = MessageTemplate(
    "stretched",
    "A tatweel stretches {words}; search and screen readers do not know the word so.",
)
PERHAPS = MessageTemplate(
    "perhaps",
    "A tatweel stands within {words}; a person must say whether it is meant.",
)
# A mark after it: then it is what the mark stands on.
_CARRIER = re.compile(r"\u0640(?=[\u064b-\u065f\u0670])")
_WITHIN = re.compile(r"[^\W\d_\u0640]\u0640+[^\W\d_\u0640]")
_SEVERAL = 2
_NAMED = 3


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {words}: the words of an element that hold a tatweel."""
    del options
    words = [(word, _CARRIER.sub("", word)) for word in facts["words"]]
    stretched = [word for word, bare in words if _is_stretched(bare)]
    if stretched:
        return Verdict(outcome=Outcome.FAILED, message=STRETCHED.format(words=_quote(stretched)))
    doubtful = [word for word, bare in words if _WITHIN.search(bare)]
    if doubtful:
        return Verdict(outcome=Outcome.CANT_TELL, message=PERHAPS.format(words=_quote(doubtful)))
    return Verdict(outcome=Outcome.PASSED)


def _is_stretched(word: str) -> bool:
    letters = word.replace("\u0640", "")
    return bool(letters) and word.count("\u0640") >= _SEVERAL


def _quote(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in list(dict.fromkeys(words))[:_NAMED])


RULE = FactRule(
    id=RuleId("tatweel-for-spacing"),
    title="Words should not be stretched with tatweel",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
