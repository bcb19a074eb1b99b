"""Sorani Kurdish is written with its own letters.

## What it checks

Text whose `lang` is Sorani: `ckb`, `sdh` or `ku-Arab`. The rule fails where a word holds

- ي or ى for ی, or ك for ک, as an Arabic keyboard makes them;
- ه with a zero-width non-joiner for ە;
- a letter made of two characters for ڕ, ڵ, ۆ or ێ.

Of a word that holds letters of Arabic words only, such as ة or ض, and of two ways to write "h" (ه
and ھ) on one page, a person has to judge: `cantTell`.

## Why it matters

The letters look alike and are different. Search for کورد does not find كورد. A spelling checker
marks the word, a screen reader that knows Kurdish stumbles, sorting puts it in the wrong place, and
two files of one name are two.

## How to fix

Use a Kurdish keyboard layout, and mend the line that the report names: write ی for ي and for ى,
write ک for ك, and write ە where ه stands with a non-joiner. In MyST mark an Arabic phrase as
Arabic, and its letters are right: `[السلام عليكم]{.language-ar}`, with the extension
`attrs_inline`.

## What it cannot see

Text whose `lang` is another, and whether a word at whose end ه stands was meant with ە.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import FactRule, Impact, MessageTemplate, Outcome, Reach, RuleId, Verdict

__all__ = ["RULE", "judge"]

WRONG = MessageTemplate(
    "wrong",
    "Sorani is written with other letters than here: {words}.",
)
ARABIC_WORDS = MessageTemplate(
    "arabic-words",
    "Arabic words in Sorani text, {words}: mark them as Arabic, or write them in Sorani letters.",
)
TWO_WAYS = MessageTemplate(
    "two-ways",
    'This page writes "h" in two ways, ه (U+0647) and ھ (U+06BE), here in {words}; '
    "a person must choose one.",
)
_WRONG = {
    "ك": "ک (U+06A9) for ك",
    "ڪ": "ک (U+06A9) for ڪ",
    "ي": "ی (U+06CC) for ي",
    "ى": "ی (U+06CC) for ى",
    "ه\u200c": "ە (U+06D5) for ه and a non-joiner",
}
_COMPOSED = re.compile(r"[ردلويی][\u0655\u0656\u065a\u065b]")
# Letters that Sorani does not have: with them a word is Arabic, or a name in Arabic spelling.
_OF_ARABIC = frozenset("ةثذصضطظأإآ")
_NAMED = 3


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {words, letters, heh, doachashmee}: doubtful words; both "h" of the page counted."""
    del options
    faults = {word: _fault(word) for word in facts["words"]}
    wrong = {word: fault for word, fault in faults.items() if fault and not _OF_ARABIC & set(word)}
    if wrong:
        named = list(wrong.items())[:_NAMED]
        words = ", ".join(f'"{word}" (write {fault})' for word, fault in named)
        return Verdict(outcome=Outcome.FAILED, message=WRONG.format(words=words))
    arabic = [word for word, fault in faults.items() if fault or "ة" in word]
    if arabic:
        return _doubt(ARABIC_WORDS, arabic)
    return _judge_heh(facts)


def _fault(word: str) -> str:
    if _COMPOSED.search(word):
        return "the letter as one character"
    return next((fix for letters, fix in _WRONG.items() if letters in word), "")


def _judge_heh(facts: Mapping[str, Any]) -> Verdict:
    rarer = "ه" if facts["heh"] < facts["doachashmee"] else "ھ"
    words = [word for word in facts["words"] if rarer in word]
    if not (facts["heh"] and facts["doachashmee"] and words):
        return Verdict(outcome=Outcome.PASSED)
    return _doubt(TWO_WAYS, words)


def _doubt(message: MessageTemplate, words: list[str]) -> Verdict:
    named = ", ".join(f'"{word}"' for word in words[:_NAMED])
    return Verdict(outcome=Outcome.CANT_TELL, message=message.format(words=named))


RULE = FactRule(
    id=RuleId("sorani-code-points"),
    title="Sorani Kurdish should be written with its own letters",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://r12a.github.io/scripts/arab/ckb",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
