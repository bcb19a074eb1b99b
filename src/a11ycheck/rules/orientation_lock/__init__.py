"""Content is not locked to one orientation of the screen.

## What it checks

Elements that a stylesheet rotates in a media query for `orientation`. The rule compares the angle of
each element on an upright screen with that on a wide one. It fails if they differ by a quarter turn
and the element contains most of the page's text. The outcome is cantTell for a smaller element, and
for an element that covers the page in one orientation only.

## Why it matters

Some people cannot turn their screen, because it is mounted on a wheelchair or a bed. If the content
turns against it, they read the page sideways.

## Example

```css
@media (orientation: landscape) {
  body { transform: rotate(90deg) }
}
```

## Use instead

```css
@media (orientation: landscape) {
  body { column-count: 2 }
}
```

Lay the page out for both orientations. Remove notices that ask readers to turn their device.

## Known limits

Orientation that a script or a web app manifest locks, stylesheets of other hosts, and whether one
orientation is essential, as for a piano.
"""

from pathlib import Path

from a11ycheck.model import (
    Dependency,
    FactRule,
    Facts,
    Impact,
    Message,
    MessageTemplate,
    Reach,
    Verdict,
)

__all__ = ["RULE", "judge"]

LOCKED = MessageTemplate(
    "locked", "Content is rotated by {angle}° between portrait and landscape orientation."
)
PART_ROTATED = MessageTemplate(
    "part-rotated",
    "Part of the page is rotated by {angle}° between portrait and landscape orientation; "
    "review whether it can be read in both.",
)
COVERED = MessageTemplate(
    "covered",
    "Element covers the page in {orientation} orientation only; "
    "review whether the page can be used there.",
)
ORIENTATIONS = {
    "portrait": Message("portrait", "portrait"),
    "landscape": Message("landscape", "landscape"),
}
# A quarter turn, to the left or to the right, in degrees.
_QUARTERS = (90, 270)
_TOLERANCE = 2
# The share of the page's text in an element without which nothing is left to read.
_MOST = 0.5


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element: {angle, share} if it is rotated, {covers} if it covers the page."""
    if facts.get("covers"):
        return Verdict.cant_tell(COVERED.format(orientation=ORIENTATIONS[str(facts["covers"])]))
    angle = facts.get("angle", 0)
    if all(abs(angle - quarter) > _TOLERANCE for quarter in _QUARTERS):
        return Verdict.passed()
    if facts["share"] < _MOST:
        return Verdict.cant_tell(PART_ROTATED.format(angle=angle))
    return Verdict.failed(LOCKED.format(angle=angle))


RULE = FactRule(
    id="orientation-lock",
    title="Content must not be locked to one screen orientation",
    impact=Impact.SERIOUS,
    criteria=("1.3.4",),
    tags=("wcag21aa", "wcag134", "cat.layout"),
    act=("b33eff",),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/orientation.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
