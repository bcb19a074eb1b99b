"""The room for a picture is kept before it is there.

## What it checks

Pictures (`img`) for which the browser cannot know, before they are loaded, how much room they take:
neither the attributes `width` and `height` say so, nor the style (a width and a height, or an
`aspect-ratio`). The rule fails for each such picture that is shown.

## Why it matters

On a slow link the text comes first. Each picture that arrives later pushes it down: the line that
somebody was reading jumps away, and a finger that was about to touch one link hits another. It is
worst for those who read slowly, at a high zoom, or with a screen magnifier.

## How to fix

Give the picture the `width` and `height` of its file, in pixels: the browser takes the ratio from
them, also where the style makes the picture as wide as the column (`max-width: 100%; height:
auto`).

## What it cannot see

Pictures that a style draws, frames and films, and pictures that a script adds later.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import (
    Dependency,
    FactRule,
    Impact,
    MessageTemplate,
    Outcome,
    Reach,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "judge"]

NO_ROOM = MessageTemplate(
    "no-room",
    "No room is kept for this picture before it is loaded: it has no {missing}.",
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one picture: {width, height, ratio}, each true where attributes or styles give it."""
    del options
    if facts["ratio"] or (facts["width"] and facts["height"]):
        return Verdict(outcome=Outcome.PASSED)
    missing = [name for name in ("width", "height") if not facts[name]]
    message = NO_ROOM.format(missing=" and no ".join(missing))
    return Verdict(outcome=Outcome.FAILED, message=message)


RULE = FactRule(
    id=RuleId("image-without-size"),
    title="The room for a picture should be kept before it is there",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.ELEMENT,
    depends=frozenset({Dependency.VISIBILITY}),
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
