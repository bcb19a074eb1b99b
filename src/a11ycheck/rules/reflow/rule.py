"""Content reflows at a width of 320 CSS pixels, without scrolling in two dimensions.

## What it checks

The page is shown 320 CSS pixels wide: a desktop window of 1280 pixels at 400 % zoom, or a small
phone. The rule fails where the page is then wider than its window. It names the elements that stick
out: those that no scrolling box of their own holds. Of a picture, a table, a frame
or another thing that may need two dimensions a person has to judge whether it does, so the outcome
is `cantTell`.

## Why it matters

People who zoom in to read have to scroll back and forth for every line. On a phone the text runs
out of the screen, and a line is read in two pieces.

## How to fix

Let long words, addresses and inline code break (`overflow-wrap: anywhere`). Give wide tables and
code a box that scrolls by itself (`overflow-x: auto`, with `tabindex="0"`). Limit pictures with
`max-width: 100%`. Set no width above 320 pixels, and no `white-space: nowrap` on running text.

## What it cannot see

Content that is cut off or hidden at this width, and whether a box that scrolls by itself really
needs to.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import (
    Impact,
    InteractionRule,
    MessageTemplate,
    Outcome,
    Reach,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "expectation"]

STICKS_OUT = MessageTemplate(
    "sticks-out",
    "At a width of 320 CSS pixels the page is {page_width} pixels wide, "
    "because this element reaches {overflow} pixels out of it.",
)
MAY_NEED_TWO_DIMENSIONS = MessageTemplate(
    "may-need-two-dimensions",
    "At a width of 320 CSS pixels this <{tag}> reaches {overflow} pixels out of the page; "
    "a person must say whether it needs two dimensions.",
)
# WCAG 1.4.10 exempts parts of the content which require two-dimensional layout for usage or meaning.
_MAY_NEED_TWO_DIMENSIONS = frozenset(
    {"canvas", "embed", "iframe", "img", "math", "object", "picture", "svg", "table", "video"}
)


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one element that sticks out: {tag, overflow, page_width}, lengths in CSS pixels."""
    del options
    if facts["tag"] in _MAY_NEED_TWO_DIMENSIONS:
        message = MAY_NEED_TWO_DIMENSIONS.format(**facts)
        return Verdict(outcome=Outcome.CANT_TELL, message=message)
    return Verdict(outcome=Outcome.FAILED, message=STICKS_OUT.format(**facts))


RULE = InteractionRule(
    id=RuleId("reflow"),
    title="Content must reflow at a width of 320 CSS pixels",
    impact=Impact.SERIOUS,
    criteria=("1.4.10",),
    tags=("wcag21aa", "wcag1410", "cat.layout"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/reflow.html",
    documentation=__doc__ or "",
    interaction="narrow",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 20},
    judge=expectation,
)
