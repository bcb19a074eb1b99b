"""Images reserve their space before they load.

## What it checks

Images (`img`) whose size the browser cannot know before they are loaded: neither the attributes
`width` and `height` nor the style (a width and a height, or an `aspect-ratio`) define it. The rule
fails on each visible image of that kind, except those in the document itself (`data:` URLs), which
arrive with their element.

## Why it matters

On a slow connection the text arrives first. Each image that arrives later moves it down: readers
lose their line, and a tap hits another link. This affects most those who read slowly, at high zoom,
or with a screen magnifier.

## Example

```html
<img src="map.png" alt="…">
```

## Use instead

```html
<img src="map.png" alt="…" width="640" height="480">
```

`width` and `height` are those of the file, in pixels. The browser takes the aspect ratio from them,
also if the style makes the image as wide as the column (`max-width: 100%; height: auto`).

## Known limits

Background images, frames and videos, and images that a script inserts later.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

NO_SIZE = MessageTemplate("no-size", "Image has no {missing}, so the page jumps while it loads.")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one image: {width, height, ratio}, each true if attributes or styles define it."""
    if facts["ratio"] or (facts["width"] and facts["height"]):
        return Verdict.passed()
    missing = "/".join(name for name in ("width", "height") if not facts[name])
    return Verdict.failed(NO_SIZE.format(missing=missing))


RULE = FactRule(
    id="image-without-size",
    title="Images should reserve their space before they load",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.ELEMENT,
    depends=frozenset({Dependency.VISIBILITY}),
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
