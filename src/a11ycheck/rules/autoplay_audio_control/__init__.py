"""Sound that plays by itself has a control.

## What it checks

Each `audio` and `video` element with `autoplay` that is neither muted nor paused, and whose file
lasts more than 3 seconds, or is repeated, and contains sound. The rule fails if neither the
element's own controls nor a control of the page that is visible and has an accessible name pauses
or mutes it. The rule judges one of two ways to satisfy `autoplay-audio`; it runs only when
selected.

## Why it matters

Readers can stop the sound before it ends, and hear their screen reader again.

## Example

```html
<video src="tour.mp4" autoplay></video>
```

## Use instead

```html
<video src="tour.mp4" autoplay controls></video>
```

Give the element `controls`, or put a button beside it that pauses or mutes it.

## Known limits

Sound that scripts start with Web Audio, or on an element without the attribute `autoplay`. Files
larger than 16 MB or from other hosts are not decoded: the outcome is cantTell. Controls that are
activated are at most 12, and none that sends a form.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Outcome, Reach, Verdict

__all__ = ["RULE", "judge"]

LEAST_SECONDS = 3.0
UNKNOWN = Message(
    "unknown-sound", "Media file could not be decoded; whether it has sound is unknown."
)
UNCONTROLLED = Message(
    "uncontrolled", "Sound plays by itself, and no visible control with a name stops it."
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element that plays by itself: {duration, sound, audible, controls, silencers, …}."""
    if facts["muted"] or facts["paused"] or facts["sound"] == "none":
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["sound"] == "unknown":
        return Verdict.cant_tell(UNKNOWN)
    if 0 < facts["duration"] <= LEAST_SECONDS:
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["controls"] or any(name.strip() for name in facts["silencers"]):
        return Verdict.passed()
    return Verdict.failed(UNCONTROLLED)


RULE = InteractionRule(
    id="autoplay-audio-control",
    title="Sound that plays by itself should have a control",
    impact=Impact.SERIOUS,
    criteria=(),
    tags=("technique", "cat.time-and-media"),
    act=("4c31df",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/general/G170",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
