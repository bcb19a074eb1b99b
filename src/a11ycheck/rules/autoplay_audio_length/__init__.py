"""Sound that plays by itself stops within three seconds.

## What it checks

Each `audio` and `video` element with `autoplay` that is neither muted nor paused, and whose file
lasts more than 3 seconds, or is repeated, and contains sound. The file is decoded, from the point
in time that its URL names (`#t=25`). The rule fails if more than 3 seconds are audible. The rule
judges one of two ways to satisfy `autoplay-audio`; it runs only when selected.

## Why it matters

A short sound ends before it gets in the way of a screen reader.

## Example

```html
<audio src="welcome.mp3" autoplay></audio>
```

## Use instead

```html
<audio src="chime.mp3" autoplay></audio>
```

Shorten the sound, or name a part of it: `welcome.mp3#t=0,2`.

## Known limits

Sound that scripts start with Web Audio, or on an element without the attribute `autoplay`. Files
larger than 16 MB or from other hosts are not decoded: the outcome is cantTell. Controls that are
activated are at most 12, and none that sends a form.
"""

from pathlib import Path

from a11ycheck.model import (
    Facts,
    Impact,
    InteractionRule,
    Message,
    MessageTemplate,
    Outcome,
    Reach,
    Verdict,
)

__all__ = ["RULE", "judge"]

LEAST_SECONDS = 3.0
UNKNOWN = Message(
    "unknown-sound", "Media file could not be decoded; whether it has sound is unknown."
)
LONG = MessageTemplate("long", "Sound plays by itself for {seconds} s; the maximum is 3 s.")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element that plays by itself: {duration, sound, audible, controls, silencers, …}."""
    if facts["muted"] or facts["paused"] or facts["sound"] == "none":
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["sound"] == "unknown":
        return Verdict.cant_tell(UNKNOWN)
    if 0 < facts["duration"] <= LEAST_SECONDS:
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["audible"] <= LEAST_SECONDS:
        return Verdict.passed()
    return Verdict.failed(LONG.format(seconds=round(facts["audible"], 1)))


RULE = InteractionRule(
    id="autoplay-audio-length",
    title="Sound that plays by itself should stop within 3 seconds",
    impact=Impact.MODERATE,
    criteria=(),
    tags=("technique", "cat.time-and-media"),
    act=("aaa1bf",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/general/G60",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
