"""What has the keyboard's focus can be seen.

## What it checks

Where the keyboard's focus would be out of sight, real Tab keys are pressed. The rule fails where
Tab leads to links and fields of which nothing can be seen, although they hold the focus: they lie
outside of the screen and cannot be scrolled to, are cut off, transparent, or covered by something
else. A part in which that is so for all, such as a menu that is pushed out at the side, is named
once, in each window size. What comes into sight when it gets the focus, as links that skip to the
content do, passes.

## Why it matters

Who uses the keyboard, a switch or a screen magnifier sees the focus vanish. Every press of Tab
seems to do nothing, forty times in a long menu, and Enter opens a page that nobody chose. Screen
readers read out a menu that sighted people believe to be closed.

## How to fix

Take what is closed out of the page: `display: none`, `visibility: hidden` or the attribute
`hidden`. Elements that are made for it do so by themselves: `<details>`, and `popover` with a
button that has `popovertarget`. For a moment's transition, change `visibility` together with the
movement. Keep what is fixed on the screen from covering what is below (`scroll-padding`).

## What it cannot see

Whether the focus is marked well enough, and what a bar that is fixed on the screen covers only
after scrolling.
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

OUT_OF_SIGHT = MessageTemplate(
    "out-of-sight",
    "Tab leads to {what}{names}, and nothing of it can be seen: {why}.",
)
_WHY = {
    "outside": "it lies outside of the screen, or is cut off",
    "transparent": "it is transparent",
    "covered": "something else covers it",
}


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one part that Tab leads into and nobody sees: {why, stops, names, single}."""
    del options
    number = facts["stops"]
    what = "this" if facts["single"] else f"{number} place{'s' * (number > 1)} in this part"
    names = ", ".join(f"“{name}”" for name in facts["names"])
    more = ", …" if names and number > len(facts["names"]) else ""
    message = OUT_OF_SIGHT.format(
        what=what, names=f" ({names}{more})" if names else "", why=_WHY[facts["why"]]
    )
    return Verdict(outcome=Outcome.FAILED, message=message)


RULE = InteractionRule(
    id=RuleId("focus-in-hidden-content"),
    title="What has the keyboard's focus must be in sight",
    impact=Impact.SERIOUS,
    criteria=("2.4.7", "2.4.11"),
    tags=("wcag2aa", "wcag247", "wcag22aa", "wcag2411", "cat.keyboard"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible.html",
    documentation=__doc__ or "",
    interaction="keyboard",
    probe=Path(__file__).with_name("probe.js"),
    judge=expectation,
)
