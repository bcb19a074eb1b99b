"""Text over images and gradients has enough contrast.

## What it checks

Text over a background image, a gradient, a pseudo-element or another image, where axe's `color-contrast`
cannot tell. The text is drawn in black and in white. The pixels that differ are the text, and
what lies behind each of them is compared with its colour. The rule fails if more than half of them have
less contrast than 4.5:1, or 3:1 for large text. Where a part has less, a person has to review it.

## Why it matters

People with low vision cannot read pale text on a bright part of an image.

## Example

```css
.hero { background: url(sky.jpg); color: #fff }
```

## Use instead

Darken the image behind the text, or give the text a background of its own:

```css
.hero { background: linear-gradient(#0009, #0009), url(sky.jpg); color: #fff }
```

## Known limits

Text with shadows, blending or transparency, and more than 8 kinds of text. Text over an image of another
host, which is not requested by default, is left to `color-contrast`, which asks about it; `--allow-host`
lets the page request it. Images that change, such as videos, are seen once. The page is measured in the
first variant; where a text has another colour or another background in other variants, `color-contrast`
asks about it there.
"""

from dataclasses import replace
from pathlib import Path

from a11ycheck.model import (
    Dependency,
    Facts,
    Impact,
    InteractionRule,
    MessageTemplate,
    Reach,
    Verdict,
)
from a11ycheck.rules._page.contrast_ratio import expected_contrast

__all__ = ["RULE", "judge"]

TOO_LOW = MessageTemplate(
    "too-low",
    "Text has a contrast of {low}:1 to {high}:1 with the image behind it; expected {expected}:1.",
)
EVENLY_LOW = MessageTemplate(
    "evenly-low",
    "Text has a contrast of {low}:1 with the image behind it; expected {expected}:1.",
)
REVIEW_PARTS = MessageTemplate(
    "review-parts",
    "Text has a contrast of {low}:1 to {high}:1 with the image behind it, expected {expected}:1; "
    "review whether it can be read everywhere.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge the text of an element, {low, middle, high, size, weight, colour, behind, same}, or the page.

    `low`, `middle` and `high` are contrasts of the pixels behind it: of the lowest in a hundred, of the
    middle one, and of the highest. `behind` is how what paints them looks, such as "div.hero". Of the page,
    the facts are {texts}.
    """
    if "low" not in facts:
        return Verdict.passed()
    expected = expected_contrast(facts["size"], facts["weight"])
    values = {"low": facts["low"], "high": facts["high"], "expected": expected}
    # One rule of a stylesheet colours the text, or draws what is behind it, on every card and page.
    cause = (f"colour={facts['colour']}", f"behind={facts['behind']}")
    if facts["middle"] < expected:
        template = EVENLY_LOW if facts["low"] == facts["high"] else TOO_LOW
        return Verdict.failed(template.format(**values), cause=cause)
    if facts["low"] < expected:
        return replace(Verdict.cant_tell(REVIEW_PARTS.format(**values)), cause=cause)
    return Verdict.passed()


RULE = InteractionRule(
    id="text-contrast-on-image",
    title="Text over images must have enough contrast",
    impact=Impact.SERIOUS,
    criteria=("1.4.3",),
    tags=(
        "wcag2aa",
        "wcag143",
        "cat.color",
    ),
    act=(),
    since="0.2.0",
    reach=Reach.PAGE,
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT, Dependency.COLOUR}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum.html",
    documentation=__doc__ or "",
    interaction="walk",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"pixels": True},
    judge=judge,
)
