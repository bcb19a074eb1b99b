"""Arabic script stands upright.

## What it checks

Text in Arabic script, whatever the language. The rule fails where it is italic or slanted. Browsers
do that by themselves with `em`, `i`, `cite`, `dfn`, `var` and `address`.

## Why it matters

Arabic script has no italics. Fonts have none either, so the browser tilts the letters: to the
wrong side for a script that runs from the right, with dots and joints out of place. Readers see a
fault, not a stress.

## How to fix

Say in the style sheet how stress looks in this script: `:lang(ar, ckb) :is(em, i, cite, dfn)
{ font-style: normal; font-weight: bold }`. The theme `furo_light` does. In MyST, `*text*` makes `em`; in
an Arabic or Kurdish page `**text**` is the better choice.

## What it cannot see

Slanted fonts that call themselves upright, and text in pictures.
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

SLANTED = MessageTemplate(
    "slanted",
    'The Arabic script in "{text}" is {font_style}; this script has no italics.',
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {font_style, tag, text}: the computed style, where it begins, and the start of the text."""
    del options
    if (
        facts["font_style"].startswith(("italic", "oblique"))
        and facts["font_style"] != "oblique 0deg"
    ):
        return Verdict(outcome=Outcome.FAILED, message=SLANTED.format(**facts))
    return Verdict(outcome=Outcome.PASSED)


RULE = FactRule(
    id=RuleId("italic-on-arabic-script"),
    title="Arabic script should not be italic",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/International/questions/qa-b-and-i-tags",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
