"""Pressing an element does nothing that moving away does not undo.

## What it checks

Elements with a listener or an attribute for `mousedown`, `pointerdown` or `touchstart`, except fields and
what is drawn on or dragged. Each is pressed with a mouse; then the pointer moves away and is released. The
rule fails if pressing leads to another page. If the page shows something else and goes on to do so after
the release, the outcome is cantTell: a person has to judge whether it can be undone.

## Why it matters

People with a tremor often press the wrong element. As long as only the release counts, they can move away
and nothing has happened.

## Example

```html
<button onmousedown="deleteMessage()">Delete</button>
```

## Use instead

```html
<button onclick="deleteMessage()">Delete</button>
```

Listen to `click`, which comes after the release.

## Known limits

Listeners on elements that contain the pressed one, such as the document. Changes that are neither text nor
a state. At most 8 elements of a page are pressed, and none on a page that changes by itself.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

NAVIGATES = Message(
    "press-navigates", "Pressing the element leads to another page before it is released."
)
STAYS = Message(
    "press-stays",
    "Pressing the element changes the page before it is released, and moving away does not undo that; "
    "review whether readers can undo it.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element: {pressed, stays}, what a press did and whether a release elsewhere leaves it."""
    if facts["pressed"] == "navigates":
        return Verdict.failed(NAVIGATES)
    if facts["pressed"] and facts["stays"]:
        return Verdict.cant_tell(STAYS)
    return Verdict.passed()


RULE = InteractionRule(
    id="pointer-cancellation",
    title="Pressing an element must be possible to cancel",
    impact=Impact.MODERATE,
    criteria=("2.5.2",),
    tags=("wcag21a", "wcag252", "cat.keyboard"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/pointer-cancellation.html",
    documentation=__doc__ or "",
    interaction="pressing",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
