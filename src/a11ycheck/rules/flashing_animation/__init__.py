"""Animations do not flash more than three times in a second.

## What it checks

Animations that go on for ever and change a colour, the opacity or the visibility of an element. The
rule fails if the background changes between light and dark more than three times in a second, on more
than 21,824 square pixels: a quarter of ten degrees of the field of view. If the opacity, the visibility,
a gradient or a filter changes as fast, a person has to judge how much lighter or darker the page becomes.

## Why it matters

Flashes can trigger seizures, before the reader can do anything against them.

## Example

```css
@keyframes alarm { 50% { background: #fff } }
.banner { background: #000; animation: alarm 0.2s steps(1) infinite }
```

## Use instead

```css
@keyframes alarm { 50% { background: #fff } }
.banner { background: #000; animation: alarm 2s infinite }
```

Let an animation take a second or longer, or leave it out.

## Known limits

Films, animated images, scripts that draw, and animations that end. Saturated red.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

FLASHES = MessageTemplate(
    "flashes",
    "Background flashes {flashes} times in a second on {area} square pixels; the limit is 3.",
)
REVIEW = MessageTemplate(
    "review-flashes",
    "The {property} changes {flashes} times in a second on {area} square pixels; "
    "review how much lighter or darker it becomes. The limit is 3 flashes.",
)
_MOST_FLASHES = 3
# A quarter of 341 x 256 pixels, which are ten degrees of the field of view (WCAG, general flash threshold).
_LEAST_AREA = 21_824
# A flash changes the relative luminance by a tenth or more, and its darker image is below 0.8 (WCAG).
_LEAST_CHANGE, _DARK = 0.1, 0.8


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an animation: {property, flashes, area, dark, light}, flashes by second, area in CSS pixels."""
    if facts["flashes"] <= _MOST_FLASHES or facts["area"] <= _LEAST_AREA:
        return Verdict.passed()
    if facts["property"] != "background-color":
        return Verdict.cant_tell(REVIEW.format(**_values(facts), property=facts["property"]))
    if facts["light"] - facts["dark"] < _LEAST_CHANGE or facts["dark"] >= _DARK:
        return Verdict.passed()
    return Verdict.failed(FLASHES.format(**_values(facts)))


def _values(facts: Facts) -> dict[str, object]:
    return {"flashes": facts["flashes"], "area": facts["area"]}


RULE = FactRule(
    id="flashing-animation",
    title="Animations must not flash more than three times in a second",
    impact=Impact.CRITICAL,
    criteria=("2.3.1",),
    tags=("wcag2a", "wcag231", "cat.time-and-media"),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT, Dependency.COLOUR}),
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/three-flashes-or-below-threshold.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
