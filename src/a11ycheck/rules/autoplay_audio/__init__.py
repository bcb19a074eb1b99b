"""Sound that plays by itself stops within three seconds, or can be stopped.

## What it checks

Each `audio` and `video` element with `autoplay` that is neither muted nor paused, and whose file
lasts more than 3 seconds, or is repeated, and contains sound. The file is decoded. The rule fails
if more than 3 seconds are audible and neither the element's own controls nor a named, visible
control of the page pauses or mutes it. Each control is activated to find out.

## Why it matters

A screen reader speaks over the same loudspeaker. Readers who hear two voices at once cannot find
the control that stops one of them.

## Example

```html
<audio src="welcome.mp3" autoplay></audio>
```

## Use instead

```html
<audio src="welcome.mp3" controls></audio>
```

Let readers start the sound, or give the element `controls`.

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
PLAYS = MessageTemplate(
    "plays",
    "Sound plays by itself for {seconds} s, and no control stops it; the maximum without one is 3 s.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an element that plays by itself: {duration, sound, audible, controls, silencers, …}."""
    if facts["muted"] or facts["paused"] or facts["sound"] == "none":
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["sound"] == "unknown":
        return Verdict.cant_tell(UNKNOWN)
    if 0 < facts["duration"] <= LEAST_SECONDS:
        return Verdict(outcome=Outcome.INAPPLICABLE)
    is_controlled = facts["controls"] or any(name.strip() for name in facts["silencers"])
    if is_controlled or facts["audible"] <= LEAST_SECONDS:
        return Verdict.passed()
    return Verdict.failed(PLAYS.format(seconds=round(facts["audible"], 1)))


RULE = InteractionRule(
    id="autoplay-audio",
    title="Sound that plays by itself must stop within 3 seconds or have a control",
    impact=Impact.SERIOUS,
    criteria=("1.4.2",),
    tags=("wcag2a", "wcag142", "cat.time-and-media"),
    act=("80f0bf",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/audio-control.html",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
