"""Keyboard shortcuts of one character can be turned off, or work only in a control.

## What it checks

If the page listens to keys, each letter, digit and punctuation mark is pressed while no control has the
focus. Where a key changes the page, controls that are about keys ("Turn off shortcuts", "Use Ctrl") are
used. The rule fails if the key still changes the page. Where the page has settings elsewhere, a person
has to review it.

## Why it matters

Speech recognition types letters: a word becomes a series of commands. People with tremor press keys by
accident.

## Example

```js
document.addEventListener("keydown", (event) => { if (event.key === "s") search(); });
```

## Use instead

```js
document.addEventListener("keydown", (event) => { if (event.ctrlKey && event.key === "k") search(); });
```

Or let users turn the shortcuts off.

## Known limits

Shortcuts that act only in some states of the page, or later than 60 milliseconds, and settings on other
pages. Pages that change by themselves are not tested.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

SHORTCUT = MessageTemplate(
    "shortcut", "The page reacts to {keys} without a modifier key, and no control turns that off."
)
REVIEW_SETTINGS = MessageTemplate(
    "review-settings",
    "The page reacts to {keys} without a modifier key; review whether its settings turn that off.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a page: {keys, left, doors}; `left` are the keys that still act, `doors` leads to settings."""
    if not facts["left"]:
        return Verdict.passed()
    keys = tuple(f"`{key}`" for key in facts["left"])
    if facts["doors"]:
        return Verdict.cant_tell(REVIEW_SETTINGS.format(keys=keys))
    return Verdict.failed(SHORTCUT.format(keys=keys), cause=(f"keys={' '.join(facts['left'])}",))


RULE = InteractionRule(
    id="character-key-shortcut",
    title="Shortcuts of a single character must be possible to turn off",
    impact=Impact.SERIOUS,
    criteria=("2.1.4",),
    tags=(
        "wcag21a",
        "wcag214",
        "cat.keyboard",
    ),
    act=("ffbc54",),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html",
    documentation=__doc__ or "",
    interaction="walk",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"shortcuts": True},
    judge=judge,
)
