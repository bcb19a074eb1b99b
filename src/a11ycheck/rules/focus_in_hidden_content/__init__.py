"""Focused elements are visible.

## What it checks

If a tab stop is out of sight even when it is focused, real Tab keys are pressed. The rule fails if
Tab moves the focus to links or controls of which nothing is visible: they are outside the viewport
and cannot be scrolled into view, clipped, transparent, or covered by another element. A part of the
page in which all tab stops are hidden, such as an off-canvas drawer, is reported once for each
window size. Elements that become visible when they are focused, such as skip links, pass, and fields
whose label is visible, or for which a visible element shows the focus, such as the caret that an editor
draws. Elements without content and size are `cantTell` on pages with stylesheets or scripts of another
host, which are not requested by default, and may draw an icon there; `--allow-host` lets the page request
them. Links of which an image of such a host is all that shows are left out until it is loaded.

## Why it matters

People who use the keyboard, a switch or a screen magnifier lose sight of the focus. Every press of
Tab seems to do nothing, forty times in a long menu, and Enter opens a page that nobody chose.
Screen readers announce a menu that looks closed.

## Example

```css
.drawer { transform: translateX(-100%) }
```

## Use instead

```css
.drawer { transform: translateX(-100%); visibility: hidden }
```

Hide closed parts from the keyboard as well: `display: none`, `visibility: hidden` or the attribute
`hidden`. `<details>`, and `popover` with a button that has `popovertarget`, do so by themselves. In
a transition, change `visibility` together with the movement. Use `scroll-padding` to keep fixed
elements from covering the focused one.

## Known limits

Whether the focus indicator is clear enough, and what a fixed bar covers only after scrolling.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, MessageTemplate, Reach, Verdict
from a11ycheck.rules._page import MEASURES, reason_unseen

__all__ = ["RULE", "judge"]

HIDDEN_ELEMENT = MessageTemplate("hidden-element", "Focused element is not visible: {reason}.")
HIDDEN_PART = MessageTemplate(
    "hidden-part", "Focused elements in this part are not visible (tab stops: {stops}): {reason}."
)
HIDDEN_NAMED_PART = MessageTemplate(
    "hidden-named-part",
    "Focused elements in this part are not visible (tab stops: {stops}, {names}): {reason}.",
)
PERHAPS_ICON = MessageTemplate(
    "possibly-icon",
    "Focused element has no content of its own; review whether a stylesheet or script of {hosts} draws "
    "an icon in it.",
)
REASONS = {
    "outside": Message("outside", "outside the viewport, or clipped"),
    "transparent": Message("transparent", "transparent"),
    "covered": Message("covered", "covered by another element"),
}


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a part of the page that stays hidden while it is focused, or the page as a whole.

    A part: {stops, names, single, hosts, focused}; `stops` is the number of its tab stops, `focused` what
    is visible of the one that Tab moved to, None if Tab moved elsewhere. `hosts` are the other
    hosts of stylesheets and scripts, if nothing else can draw the tab stops. The page: {stops,
    hidden_parts}.
    """
    reason = reason_unseen(facts["focused"]) if facts.get("focused") else ""
    if not reason:
        return Verdict.passed()
    if facts["hosts"]:
        return Verdict.cant_tell(PERHAPS_ICON.format(hosts=facts["hosts"]))
    stops = facts["stops"]
    names = [f'"{name}"' for name in facts["names"]]
    part = HIDDEN_NAMED_PART if names else HIDDEN_PART
    more = ["…"] if stops > len(names) else []
    message = (HIDDEN_ELEMENT if facts["single"] else part).format(
        reason=REASONS[reason], stops=stops, names=[*names, *more]
    )
    return Verdict.failed(message)


RULE = InteractionRule(
    id="focus-in-hidden-content",
    title="Focused elements must be visible",
    impact=Impact.SERIOUS,
    criteria=("2.4.7", "2.4.11"),
    tags=("wcag2aa", "wcag247", "wcag22aa", "wcag2411", "cat.keyboard"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible.html",
    documentation=__doc__ or "",
    interaction="keyboard",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={**MEASURES, "parts": 5},
    judge=judge,
)
