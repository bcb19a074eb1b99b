"""Links and controls have a name that can be spoken.

## What it checks

The accessible name of each link and control that has one. The outcome is cantTell if the name, and the
description if there is one, contain only punctuation, symbols or arrows: a person has to decide whether
listeners understand it.

## Why it matters

Screen readers skip punctuation, or read "pilcrow", "greater", "times". Nobody can tell what such a
link does, and voice control cannot be asked for it.

## Example

```html
<a href="/page/2">»</a>
```

## Use instead

```html
<a href="/page/2" aria-label="Next page">»</a>
```

Or write the words beside the symbol, for everybody.

## Known limits

Names that are code or an internal id, and emoji, which screen readers name.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from a11ycheck.model import Impact, MessageTemplate, PageTree, Reach, TreeRule, Verdict
from a11ycheck.speech.announcements import CONTROLS

__all__ = ["RULE", "judge"]

UNSPEAKABLE = MessageTemplate(
    "unspeakable",
    'The name "{name}" has no letters or digits; review whether listeners understand it.',
)
# Letters, digits, and symbols such as emoji, which screen readers name.
_SPOKEN = ("L", "N", "So")


def judge(tree: PageTree, options: object) -> Sequence[Verdict]:
    """Judge the names of links and controls."""
    return tuple(
        replace(_verdict(node.name, node.description), element=node.element)
        for node in tree.nodes
        if node.role in CONTROLS and node.name.strip()
    )


def _verdict(name: str, description: str) -> Verdict:
    text = name + description
    # Most names begin with a letter.
    is_spoken = any(map(str.isalnum, text)) or any(
        unicodedata.category(letter).startswith(_SPOKEN) for letter in text
    )
    if is_spoken:
        return Verdict.passed()
    return Verdict.cant_tell(UNSPEAKABLE.format(name=name.strip()))


RULE = TreeRule(
    id="name-is-punctuation",
    title="Links and controls must have a name that can be spoken",
    impact=Impact.MODERATE,
    criteria=("2.4.4", "4.1.2"),
    tags=("wcag2a", "wcag244", "wcag412", "cat.name-role-value"),
    since="0.2.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/name-role-value.html",
    documentation=__doc__ or "",
    judge=judge,
)
