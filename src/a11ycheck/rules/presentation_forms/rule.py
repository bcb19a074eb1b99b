"""Text is written in letters, not in their shapes.

## What it checks

Text in Arabic and Hebrew script, outside of code. Unicode has code points for the shape that a
letter takes at the start, in the middle or at the end of a word (U+FB50 to U+FDFF, U+FE70 to
U+FEFC), for the sake of old systems. The rule fails where words are written with them. Of a single
shape that stands alone, as in a table of characters, a person has to judge: `cantTell`. Signs such
as that of the rial, U+FDFC, pass.

## Why it matters

`ﻣﺮﺣﺒﺎ` looks like "مرحبا" and is another text. Search does not find it, a screen reader spells it
or is silent, a dictionary knows no such word, and in another font it falls apart.

## How to fix

Type the word anew, or let a program turn the shapes into letters: `python -c "import sys,
unicodedata; print(unicodedata.normalize('NFKC', sys.stdin.read()))"`. They often come from a PDF
that was copied, or from a tool that "repairs" Arabic for programs which cannot join letters. In
MyST and reStructuredText nothing is needed but the plain letters; Sphinx and the browser join them.

## What it cannot see

Text in pictures, and in code.
"""

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import FactRule, Impact, MessageTemplate, Outcome, RuleId, Verdict

__all__ = ["RULE", "judge"]

SHAPES = MessageTemplate(
    "shapes",
    'This text is written with shapes of letters (such as {names}) in place of letters: "{text}".',
)
ALONE = MessageTemplate(
    "alone",
    "Here stands the shape of a letter ({names}); a person must say whether it is meant.",
)
_SHAPES = ("<isolated>", "<initial>", "<medial>", "<final>")
# Honorifics, the rial and others are signs of their own (Unicode names them LIGATURE or SIGN).
_SIGNS = range(0xFDF0, 0xFE00)
_NAMED = 3


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {forms, letters, text}: the compatibility letters of an element, and its count of letters."""
    del options
    shapes = [char for char in dict.fromkeys(facts["forms"]) if _is_shape(char)]
    if not shapes:
        return Verdict(outcome=Outcome.PASSED)
    names = ", ".join(f"U+{ord(char):04X}" for char in shapes[:_NAMED])
    if facts["letters"] <= 1:
        return Verdict(outcome=Outcome.CANT_TELL, message=ALONE.format(names=names))
    message = SHAPES.format(names=names, text=facts["text"])
    return Verdict(outcome=Outcome.FAILED, message=message)


def _is_shape(char: str) -> bool:
    """Return whether a character is another's shape: of Arabic by its tag, of Hebrew by its ligature."""
    if ord(char) in _SIGNS:
        return False
    decomposition = unicodedata.decomposition(char)
    return decomposition.startswith(_SHAPES) or decomposition.startswith(("<compat>", "<font>"))


RULE = FactRule(
    id=RuleId("presentation-forms"),
    title="Words should be written in letters, not in presentation forms",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
