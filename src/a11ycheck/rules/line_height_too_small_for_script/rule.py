"""Lines in Arabic script have room above and below.

## What it checks

Text in Arabic script that stands in more than one line. The line height is divided by the font
size. The rule fails below `failed_below` (1.1). From there to `doubtful_below` (1.5) the outcome is
`cantTell`: it depends on the font. A line height of `normal` leaves it to the font, and passes.

## Why it matters

Arabic script reaches further up and down than Latin: alef and lam, dots, the tails of final
letters, and vowel signs. In lines that are set as tight as Latin ones, the dots of one line touch
the tails of the line above, and words can be mistaken for others. People with low vision lose the
line.

## How to fix

Give the script its own line height: `:lang(ar, ckb) { line-height: 1.7 }`, in headings 1.4 or more.
Set it without a unit, so that it grows with the font. In a Sphinx project that is a file in
`html_css_files`; the theme `furo_light` does it by itself.

## What it cannot see

How high the letters of the reader's own font are. No standard sets a number: WCAG 1.4.12 asks that
a page still works at 1.5. The limits are options for that reason. Nastaliq, in which Urdu is often
set, needs more than the rule asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
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

__all__ = ["RULE", "Options", "judge"]

TIGHT = MessageTemplate(
    "tight",
    'The lines of "{text}" are {line_height:g} times as high as the font; {limit:g} is the least.',
)
PERHAPS_TIGHT = MessageTemplate(
    "perhaps-tight",
    'The lines of "{text}" are {line_height:g} times as high as the font; '
    "a person must see whether letters of two lines touch. From {limit:g} on they do not.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """In times the font size: below the first the rule fails, below the second nobody can tell."""

    failed_below: float = field(
        default=1.1,
        metadata={"help": "Line heights below this, in times the font size, fail."},
    )
    doubtful_below: float = field(
        default=1.5,
        metadata={"help": "Line heights below this, in times the font size, need a person."},
    )


def judge(facts: Mapping[str, Any], options: Options) -> Verdict:
    """Judge {line_height, text}: in times the font size, 0 for `normal`; and the start of the text."""
    height = facts["line_height"]
    # The browser rounds what it computes to a few digits.
    if height == 0 or height >= options.doubtful_below - 0.005:
        return Verdict(outcome=Outcome.PASSED)
    if height < options.failed_below - 0.005:
        message = TIGHT.format(**facts, limit=options.failed_below)
        return Verdict(outcome=Outcome.FAILED, message=message)
    message = PERHAPS_TIGHT.format(**facts, limit=options.doubtful_below)
    return Verdict(outcome=Outcome.CANT_TELL, message=message)


RULE = FactRule(
    id=RuleId("line-height-too-small-for-script"),
    title="Lines in Arabic script should be high enough",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    options=Options,
    judge=judge,
)
