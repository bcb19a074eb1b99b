"""Fields do nothing but receive the focus when they get it.

## What it checks

Check boxes, radio buttons, lists, password fields, and elements with `onfocus`, each of them focused
once. The rule fails if that leads to another page, opens a window, sends the form, or if the element
loses the focus at once. If the focus moves to another element, a person has to judge whether that is
expected.

## Why it matters

Keyboard users pass through fields on their way. If one of them sends the form or opens a window, they are
somewhere else without having asked for it.

## Example

```html
<input type="password" onfocus="this.blur()">
```

## Use instead

```html
<input type="password">
```

Wait until the reader activates a button.

## Known limits

Other text fields and links without `onfocus`, and what happens after a moment. At most 12 fields of a page
are tried.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

CHANGES = {
    "navigates": Message("focus-navigates", "Focusing the element leads to another page."),
    "opens": Message("focus-opens", "Focusing the element opens a window."),
    "submits": Message("focus-submits", "Focusing the element sends its form."),
    "blurs": Message("focus-lost", "The element loses the focus as soon as it gets it."),
}
MOVES = Message(
    "focus-moves",
    "Focusing the element moves the focus to another one; review whether readers expect that.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a field: {focus}, what happened when it got the focus, "" for nothing."""
    change = str(facts["focus"])
    if not change:
        return Verdict.passed()
    if change == "moves":
        return Verdict.cant_tell(MOVES)
    return Verdict.failed(CHANGES[change])


RULE = InteractionRule(
    id="change-on-focus",
    title="The focus alone must not change the context",
    impact=Impact.SERIOUS,
    criteria=("3.2.1",),
    tags=("wcag2a", "wcag321", "cat.forms"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/on-focus.html",
    documentation=__doc__ or "",
    interaction="fields",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
