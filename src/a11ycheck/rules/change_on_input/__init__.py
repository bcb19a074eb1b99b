"""A choice in a field does not lead elsewhere by itself.

## What it checks

Lists, check boxes and radio buttons: each is changed once. If that leads to another page, opens a window or
sends the form, the outcome is cantTell: a person has to judge whether a text before the field says so.

## Why it matters

Keyboard users choose by pressing arrow keys. If the first press already leads to another page, the other
choices are out of reach.

## Example

```html
<label>Version <select onchange="location = this.value">…</select></label>
```

## Use instead

```html
<form action="/go">
  <label>Version <select name="version">…</select></label>
  <button>Go to version</button>
</form>
```

Let a button do what the choice says. Where that is not possible, say before the field what it does.

## Known limits

Text fields, and what happens after a moment. At most 12 fields of a page are tried.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

CHANGES = {
    "navigates": Message(
        "input-navigates",
        "A choice in this field leads to another page; review whether a text before it says so.",
    ),
    "opens": Message(
        "input-opens",
        "A choice in this field opens a window; review whether a text before it says so.",
    ),
    "submits": Message(
        "input-submits",
        "A choice in this field sends the form; review whether a text before it says so.",
    ),
}


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a field: {input}, what happened when its value changed, "" for nothing."""
    change = str(facts["input"])
    return Verdict.cant_tell(CHANGES[change]) if change else Verdict.passed()


RULE = InteractionRule(
    id="change-on-input",
    title="A choice must not change the context without notice",
    impact=Impact.SERIOUS,
    criteria=("3.2.2",),
    tags=("wcag2a", "wcag322", "cat.forms"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/on-input.html",
    documentation=__doc__ or "",
    interaction="fields",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
