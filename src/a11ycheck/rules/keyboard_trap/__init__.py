"""Keyboard focus can leave each element.

## What it checks

Tab is pressed through the page. Where the focus moves in a circle, or a script moves it, Shift+Tab,
Escape, Enter, Space, the arrow keys and the keys that the page names, such as "Press Ctrl+M to exit",
are pressed as well. The rule fails if none of them leads out. Where scripts with a delay move the focus
between several elements, a person has to review it.

## Why it matters

People who cannot use a mouse cannot continue: they have to close the page.

## Example

```html
<input onblur="this.focus()">
```

## Use instead

Report an error without moving the focus. In a dialog, let Escape and a button close it.

## Known limits

Content of frames and plug-ins, elements that Tab does not reach before others are used, and scripts that
bring the focus back later than 300 milliseconds.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

TRAPPED = MessageTemplate(
    "trapped",
    "Keyboard focus cannot leave this element: "
    "Tab, Shift+Tab, Escape, Enter, Space and arrow keys were tried.",
)
TRAPPED_AMONG = MessageTemplate(
    "trapped-among",
    "Keyboard focus only moves between {size} elements: "
    "Tab, Shift+Tab, Escape, Enter, Space and arrow keys were tried.",
)
REVIEW_DELAYED = MessageTemplate(
    "review-delayed",
    "Scripts move the keyboard focus back to these {size} elements after a delay; "
    "review whether it can leave them.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a trap, {size, delayed, standard_key, documented_key, named_keys}, or the page, {stops, traps}.

    `standard_key` and `documented_key` are the keys that lead out, "" if none does.
    """
    if "size" not in facts or facts["standard_key"] or facts["documented_key"]:
        return Verdict.passed()
    size = facts["size"]
    if size == 1:
        return Verdict.failed(TRAPPED.format())
    return (
        Verdict.cant_tell(REVIEW_DELAYED.format(size=size))
        if facts["delayed"]
        else Verdict.failed(TRAPPED_AMONG.format(size=size))
    )


RULE = InteractionRule(
    id="keyboard-trap",
    title="Keyboard focus must be able to leave each element",
    impact=Impact.CRITICAL,
    criteria=("2.1.2",),
    tags=(
        "wcag2a",
        "wcag212",
        "cat.keyboard",
    ),
    act=("80af7b",),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/no-keyboard-trap.html",
    documentation=__doc__ or "",
    interaction="walk",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"traps": True},
    judge=judge,
)
