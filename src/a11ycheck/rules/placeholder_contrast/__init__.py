"""Placeholders have enough contrast.

## What it checks

Fields that show a `placeholder`, on plain colours. The rule fails if the placeholder has a contrast of
less than 4.5:1, or 3:1 for large text, with what is behind it. Over an image or a gradient, and where
the placeholder has the very colour of the field, a person has to review it.

## Why it matters

The placeholder is text: an example of what to enter, or the only label that can be seen. axe-core and
others measure the text of elements, and never that of placeholders.

## Example

```css
input::placeholder { color: #bbb }
```

## Use instead

Give placeholders a colour of their own; browsers differ in theirs:

```css
input::placeholder { color: #666; opacity: 1 }
```

## Known limits

Fields that have a value from the start, fields in shadow roots, and disabled fields, which WCAG exempts.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict
from a11ycheck.rules._page.contrast_ratio import as_hex, contrast, expected_contrast, layered

__all__ = ["RULE", "judge"]

LOW_CONTRAST = MessageTemplate(
    "low-contrast",
    "Placeholder has a contrast of {ratio}:1 ({colour} on {background}); expected {expected}:1.",
)
REVIEW_BACKGROUND = MessageTemplate(
    "review-background",
    "Placeholder is drawn over an image or with transparency; review its contrast.",
)
REVIEW_HIDDEN = MessageTemplate(
    "review-hidden",
    "Placeholder has the colour of its background; review whether it is meant to be hidden.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a placeholder: {colour, behind, size, weight}.

    `behind` are layers of colours, the uppermost first, None where one is unknown. `size` is in CSS pixels.
    """
    background = facts["behind"] and layered(facts["behind"])
    shown = background and layered([facts["colour"], *facts["behind"]])
    if not background or not shown:
        return Verdict.cant_tell(REVIEW_BACKGROUND.format())
    ratio = int(contrast(shown, background) * 100) / 100
    expected = expected_contrast(facts["size"], facts["weight"])
    if ratio >= expected:
        return Verdict.passed()
    if shown == background:
        return Verdict.cant_tell(REVIEW_HIDDEN.format())
    colours = {"colour": as_hex(shown), "background": as_hex(background)}
    # One rule of a stylesheet colours the placeholders of all fields.
    cause = tuple(f"{name}={colour}" for name, colour in colours.items())
    message = LOW_CONTRAST.format(ratio=ratio, **colours, expected=expected)
    return Verdict.failed(message, cause=cause)


RULE = FactRule(
    id="placeholder-contrast",
    title="Placeholders must have enough contrast",
    impact=Impact.SERIOUS,
    criteria=("1.4.3",),
    tags=(
        "wcag2aa",
        "wcag143",
        "cat.color",
    ),
    act=(),
    since="0.2.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum.html",
    documentation=__doc__ or "",
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT, Dependency.COLOUR}),
    probe=Path(__file__).with_name("probe.js"),
    probe_options={},
    judge=judge,
)
