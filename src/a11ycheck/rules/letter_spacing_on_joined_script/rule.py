"""Letters of a script that joins them are not pulled apart.

## What it checks

Text in Arabic, Syriac, N'Ko, Mandaic and Adlam script. The rule fails where `letter-spacing` is not zero.
It names the element where the spacing begins, so a style sheet's fault is reported once.

## Why it matters

Arabic letters join within a word. Spacing tears the joints open or stretches them, and words
fall into pieces that are hard to read, above all for people who read slowly. Some browsers ignore the
spacing; those on old phones do not.

## How to fix

Take the spacing off where the text is Arabic or Kurdish: `:lang(ar, ckb) { letter-spacing: 0 }`, or give
it to Latin text alone. In a Sphinx project look at the theme's headings and labels, and at the files
in `html_css_files`. To stress a word in MyST, use `**bold**`.

## What it cannot see

Spacing that a script adds after the page was loaded, and letters that are spaces apart in the text
itself.
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

PULLED_APART = MessageTemplate(
    "pulled-apart",
    'Letters that join are set {letter_spacing:g} pixels apart in "{text}"; '
    "the letter-spacing must be 0 in this script.",
)
# Less than a twentieth of a pixel is what rounding leaves of a zero.
_NONE = 0.05


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {letter_spacing, font_size, text}: lengths in CSS pixels, and the start of the text."""
    del options
    if abs(facts["letter_spacing"]) < _NONE:
        return Verdict(outcome=Outcome.PASSED)
    return Verdict(outcome=Outcome.FAILED, message=PULLED_APART.format(**facts))


RULE = FactRule(
    id=RuleId("letter-spacing-on-joined-script"),
    title="Letters of a joined script should not be spaced",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
