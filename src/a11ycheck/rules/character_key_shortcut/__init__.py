"""Keyboard shortcuts of one character can be turned off, or work only in a control.

## What it checks

If the page listens to keys, each letter, digit and punctuation mark is typed while no control has the
focus. Where a key changes the page, scrolls it, or starts to lead elsewhere, controls that are about keys
("Turn off shortcuts", "Use Ctrl") are used. The rule fails if the key still does so. A person has to review
where the page has settings elsewhere, where a key acts only once, such as one that opens a dialog, beside
controls about keys, and where every letter acts, as in a terminal. Where no key does anything in the first
viewport, the others are tried, too: a phone may hide the search field to which a key leads. Controls about
keys and settings are found by words of English, Arabic, Sorani Kurdish, Persian and Hebrew.

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

Shortcuts that act only in some states of the page, later than 60 milliseconds, or only by drawing or
storing something, and settings on other pages. What happens later than at once has to happen again when the
key is pressed again. Pages that change by themselves more often than ten times a second are not tested.
"""

from pathlib import Path
from string import ascii_lowercase

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
    """Judge a page: {keys, left, settings}.

    `left` are the keys that still act, `settings` is the number of controls that may turn them off.
    """
    if not facts["left"]:
        return Verdict.passed()
    keys = tuple('"`"' if key == "`" else f"`{key}`" for key in facts["left"])
    # A page that takes every letter may be read as a text field, such as a terminal.
    if facts["settings"] or set(ascii_lowercase) <= set(facts["left"]):
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
