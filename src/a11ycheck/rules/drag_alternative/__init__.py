"""What can be dragged can also be moved without dragging.

## What it checks

Visible elements that a script lets readers drag: with `draggable="true"` and a listener or an attribute for
`dragstart`, or made draggable by jQuery UI. The outcome is cantTell: a person has to find a way to do the
same with single clicks or taps, such as buttons that move an item up and down.

## Why it matters

Dragging takes a steady hand that holds a button down. People with a tremor, a head pointer or voice control
cannot do it.

## Example

```html
<ul><li draggable="true" ondragstart="start(event)">Pumps</li></ul>
```

## Use instead

```html
<ul><li draggable="true" ondragstart="start(event)">
  Pumps <button>Move up</button> <button>Move down</button>
</li></ul>
```

Give each item buttons that move it.

## Known limits

Sliders and other elements that follow the pointer, and dragging that listens on the document only.
"""

from dataclasses import replace
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, Message, Verdict

__all__ = ["RULE", "judge"]

REVIEW = Message(
    "review-dragging",
    "Element can be dragged; review whether single clicks or taps can do the same.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element that can be dragged: {}; whether buttons do the same is for a person to see."""
    return replace(Verdict.cant_tell(REVIEW), cause=("dragging",))


RULE = FactRule(
    id="drag-alternative",
    title="What can be dragged must also work without dragging",
    impact=Impact.MODERATE,
    criteria=("2.5.7",),
    tags=("wcag22aa", "wcag257", "cat.keyboard"),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/dragging-movements.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
