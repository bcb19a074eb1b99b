"""Keyboard focus is visible on each element that Tab reaches.

## What it checks

Tab is pressed through the page. An outline, the caret of a text field, or a style that differs with the
focus shows where the focus is. For elements without any of these, images of the page with and without
the focus are compared, once for each kind of element: elements with the same names and classes all the
way up, of which the focus draws an outline around all or none. The rule fails if no pixel differs.

## Why it matters

People who use the keyboard see only by the focus indicator which link Enter would open. Without it they
have to guess.

## Example

```css
a:focus { outline: none }
```

## Use instead

Replace the outline of the browser, or keep it:

```css
a:focus-visible { outline: 2px solid; outline-offset: 2px }
```

## Known limits

Whether the indicator is clear enough. Elements in frames are not compared, and in a page with more than
8 kinds of elements whose styles do not show the focus only the first 8, visible ones before hidden
ones. Where a page is judged without keys, elements of a kind with the same attributes are taken to look
alike, and in a large page all of a kind. Elements that stay hidden with the focus on them are reported
by `focus-in-hidden-content`. The page is walked in the first variant. In the first of each other colour
scheme and viewport, one element of each kind is looked at: in another viewport only those that the walk
did not reach, unless a media query on its size decides about a style of the focus.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

NOT_VISIBLE = MessageTemplate(
    "not-visible", "No pixel of the page differs while this element has the keyboard focus."
)
NOT_VISIBLE_MORE = MessageTemplate(
    "not-visible-more",
    "No pixel of the page differs while this element, one of {same} of its kind, has the keyboard "
    "focus.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a kind of element in doubt, {visible, same}, or the page, {stops, in_doubt}."""
    if facts.get("visible", True):
        return Verdict.passed()
    if facts["same"] == 1:
        return Verdict.failed(NOT_VISIBLE.format())
    return Verdict.failed(NOT_VISIBLE_MORE.format(same=facts["same"]))


RULE = InteractionRule(
    id="focus-indicator-visible",
    title="Keyboard focus must be visible",
    impact=Impact.SERIOUS,
    criteria=("2.4.7",),
    tags=(
        "wcag2aa",
        "wcag247",
        "cat.keyboard",
    ),
    act=("oj04fd",),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/focus-visible.html",
    documentation=__doc__ or "",
    interaction="walk",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"indicator": True},
    judge=judge,
)
