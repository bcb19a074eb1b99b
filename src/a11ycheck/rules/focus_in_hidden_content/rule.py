"""Elements that have the keyboard focus can be seen.

## What it checks

Where a tab stop is out of sight even with the focus on it, real Tab keys are pressed. The rule fails
if Tab leads to links and fields of which nothing can be seen: they lie outside of the screen and
cannot be scrolled to, are cut off, transparent, or covered by something else. A part of the page in
which all tab stops are hidden, such as a drawer that is pushed aside, is reported once, in each
window size. Elements that become visible when they get the focus, such as skip links, pass.

## Why it matters

People who use the keyboard, a switch or a screen magnifier lose sight of the focus. Every press of
Tab seems to do nothing, forty times in a long menu, and Enter opens a page that nobody chose. Screen
readers read out a menu that looks closed.

## How to fix

Hide closed parts from the keyboard, too: `display: none`, `visibility: hidden` or the attribute
`hidden`. Elements made for it do so by themselves: `<details>`, and `popover` with a button that has
`popovertarget`. For a transition, change `visibility` together with the movement. Keep elements that
are fixed on the screen from covering what is below (`scroll-padding`).

## What it cannot see

Whether the focus indicator is clear enough, and what a fixed bar covers only after scrolling.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import EvidenceKind, Impact, Outcome, Reach, Rule, RuleId, Verdict
from a11ycheck.rules._page.visibility import MEASURES, reason_unseen

__all__ = ["RULE", "expectation"]

OUT_OF_SIGHT = "Tab leads to {what}{names}, and nothing of it can be seen: {why}."
_WHY = {
    "outside": "it lies outside of the screen, or is cut off",
    "transparent": "it is transparent",
    "covered": "something else covers it",
}


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge a part of the page that stays hidden with the focus in it, or the page as a whole.

    Of a part: {stops, names, single, focused}, where `stops` is the number of its tab stops and
    `focused` what is seen of the one that Tab led to, None if Tab led elsewhere. Of the page:
    {stops, hidden_parts}.
    """
    del options
    reason = reason_unseen(facts["focused"]) if facts.get("focused") else ""
    if not reason:
        return Verdict(outcome=Outcome.PASSED)
    number = facts["stops"]
    names = ", ".join(f"“{name}”" for name in facts["names"])
    more = ", …" if names and number > len(facts["names"]) else ""
    values = {
        "what": "this" if facts["single"] else f"{number} place{'s' * (number > 1)} in this part",
        "names": f" ({names}{more})" if names else "",
        "why": _WHY[reason],
    }
    return Verdict(outcome=Outcome.FAILED, message=OUT_OF_SIGHT.format(**values))


RULE = Rule(
    id=RuleId("focus-in-hidden-content"),
    title="What has the keyboard's focus must be in sight",
    impact=Impact.SERIOUS,
    evidence=EvidenceKind.INTERACTION,
    criteria=("2.4.7", "2.4.11"),
    tags=("wcag2aa", "wcag247", "wcag22aa", "wcag2411", "cat.keyboard"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible.html",
    documentation=__doc__ or "",
    interaction="keyboard",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={**MEASURES, "parts": 5},
    judge_fact=expectation,
)
