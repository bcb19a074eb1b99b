"""Content reflows at a width of 320 CSS pixels, without scrolling in two dimensions.

## What it checks

The page is shown 320 CSS pixels wide: a desktop window of 1280 pixels at 400 % zoom, or a small
phone. The rule fails if the page is then wider than its window. It reports the elements that stick
out and have no scrolling box of their own. Whether an image, a table, a frame or another element that
may need two dimensions really does, only a person can judge; the outcome is then `cantTell`.

## Why it matters

People who zoom in to read have to scroll back and forth for every line. On a phone the text runs
off the screen, and each line is read in two pieces.

## How to fix

Let long words, URLs and inline code break (`overflow-wrap: anywhere`). Give wide tables and code a
box that scrolls by itself (`overflow-x: auto`, with `tabindex="0"`). Limit images with
`max-width: 100%`. Set no width above 320 pixels, and no `white-space: nowrap` on running text.

## What it cannot see

Content that is cut off or hidden at this width, and whether a box that scrolls by itself really
needs to.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import (
    EvidenceKind,
    Impact,
    Outcome,
    Reach,
    Rule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "expectation"]

STICKS_OUT = (
    "At a width of 320 CSS pixels the page is {page_width} pixels wide, "
    "because this element reaches {overflow} pixels out of it."
)
MAY_NEED_TWO_DIMENSIONS = (
    "At a width of 320 CSS pixels this <{tag}> reaches {overflow} pixels out of the page; "
    "a person must say whether it needs two dimensions."
)
# WCAG 1.4.10 exempts parts of the content which require two-dimensional layout for usage or meaning.
_MAY_NEED_TWO_DIMENSIONS = frozenset(
    {"canvas", "embed", "iframe", "img", "math", "object", "picture", "svg", "table", "video"}
)


# In CSS pixels: widths are rounded.
_TOLERANCE = 1


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge an element that sticks out of the page, or the page as a whole; lengths are in CSS pixels.

    Of an element: {tag, overflow, page_width}. Of the page: {window_width, page_width}; if it is wider
    than its window, the elements are at fault, and if none is named, nothing visible sticks out.
    """
    del options
    if facts.get("overflow", 0) <= _TOLERANCE:
        return Verdict(outcome=Outcome.PASSED)
    values = dict(facts)
    if facts["tag"] in _MAY_NEED_TWO_DIMENSIONS:
        message = MAY_NEED_TWO_DIMENSIONS.format(**values)
        return Verdict(outcome=Outcome.CANT_TELL, message=message)
    return Verdict(outcome=Outcome.FAILED, message=STICKS_OUT.format(**values))


RULE = Rule(
    id=RuleId("reflow"),
    title="Content must reflow at a width of 320 CSS pixels",
    impact=Impact.SERIOUS,
    evidence=EvidenceKind.INTERACTION,
    criteria=("1.4.10",),
    tags=("wcag21aa", "wcag1410", "cat.layout"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/reflow.html",
    documentation=__doc__ or "",
    interaction="narrow",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 20, "tolerance": _TOLERANCE},
    judge_fact=expectation,
)
