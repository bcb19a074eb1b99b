"""The font that a page brings along has every letter of its text.

## What it checks

Text in Arabic, Hebrew, Syriac, Thaana and N'Ko script. The rule fails where a web font of the page
has some letters of a word and not the others, so that a second font stands in for them within the
word; and where a page with such a font shows letters as boxes. Where a page brings no font, and no
font of this machine has a letter, the outcome is `cantTell`: the reader's machine may have one.

The browser is asked how wide and high a letter is in the font and without it. Nothing is drawn, and
no font is read.

## Why it matters

Many Arabic fonts lack the letters ڕ, ڵ, ۆ, ێ and ە of Sorani, or پ, چ and ژ. The browser takes
these from another font: letters in one word differ in weight and height, and do not join. Boxes
cannot be read at all.

## How to fix

Take a font that has all letters of the languages of your site: Noto Naskh Arabic, Noto Sans Arabic,
Vazirmatn and DejaVu Sans have those of Sorani. When you make a subset, give it all letters, not
only those of Arabic. Or bring no font: the theme `furo_light` names fonts that phones have, and
costs nothing.

## What it cannot see

Which fonts the reader's machine has. Fonts that look the same as the system's own.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import (
    Dependency,
    FactRule,
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "judge"]

TORN = MessageTemplate(
    "torn",
    'The font "{font}" has no {letters}; in {words} another font stands in within the word.',
)
BOXES = MessageTemplate(
    "boxes",
    'The font "{font}" has no {letters}, and no other has: they are shown as boxes.',
)
BOXES_HERE = MessageTemplate(
    "boxes-here",
    "No font of this machine has {letters}; "
    "a person must see whether those of the readers have one.",
)
_NAMED = 6
_WORDS = 3


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {font, boxes, missing, words}: the page's font, letters, and words that two fonts share."""
    del options
    if facts["boxes"]:
        message, outcome = (
            (BOXES, Outcome.FAILED) if facts["font"] else (BOXES_HERE, Outcome.CANT_TELL)
        )
        words = {"font": facts["font"], "letters": _letters(facts["boxes"])}
        return Verdict(outcome=outcome, message=message.format(**words))
    if facts["words"]:
        quoted = ", ".join(f'"{word}"' for word in facts["words"][:_WORDS])
        words = {"font": facts["font"], "letters": _letters(facts["missing"]), "words": quoted}
        return Verdict(outcome=Outcome.FAILED, message=TORN.format(**words))
    return Verdict(outcome=Outcome.PASSED)


def _letters(letters: str) -> str:
    return ", ".join(f"{char} (U+{ord(char):04X})" for char in letters[:_NAMED])


RULE = FactRule(
    id=RuleId("font-lacks-glyphs"),
    title="A font that a page brings along should have every letter of its text",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
