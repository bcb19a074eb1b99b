"""What can be clicked can also be operated with the keyboard.

## What it checks

Visible elements with a listener or an attribute for `click` that show a hand (`cursor: pointer`), and
images and short texts whose `onclick` attribute does something, if Tab reaches them neither directly
nor inside them nor around them. So are labels of radio buttons, file fields, and check boxes in a form,
if the control itself is hidden with `display: none` or `visibility: hidden`. The outcome is cantTell: a
person has to find a control within reach of the keyboard that does the same.

## Why it matters

People who cannot use a mouse or a touch screen never get to such a control, and screen readers do not
announce that it is one.

## Example

```html
<div class="button" onclick="send()">Send</div>
```

## Use instead

```html
<button class="button" onclick="send()">Send</button>
```

Use `button` for what does something, and `a` with `href` for what leads somewhere. Hide a control that
its label stands for only visually, and show its focus on the label.

## Known limits

Listeners on an ancestor, such as the document, for what is in it. Elements with a listener and another
pointer, with `tabindex="-1"`, or with more than half of the size of the window. Parts of widgets in
which arrow keys move, such as menus.
"""

from dataclasses import replace
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

REVIEW = Message(
    "review-clicks",
    "Element can be clicked, but Tab does not reach it; review whether another control does the same.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element that only a pointer reaches, {look}; a person has to look for another control."""
    # What the same template makes of rows or cards is one thing to review, however many there are.
    return replace(Verdict.cant_tell(REVIEW), cause=(f"look={facts['look']}",))


RULE = FactRule(
    id="click-only-control",
    title="What can be clicked must also work with the keyboard",
    impact=Impact.CRITICAL,
    criteria=("2.1.1",),
    tags=("wcag2a", "wcag211", "cat.keyboard"),
    since="0.2.0",
    reach=Reach.PAGE,
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
