"""A video without sound has an audio description.

## What it checks

Each visible `video` whose file contains no sound. The rule fails if the page has no other sound, no
link and no track of descriptions. Otherwise a person has to judge whether one of them describes the
video. The rule judges one way to satisfy `silent-video-alternative`; it runs only when selected.

## Why it matters

A spoken description is understood by people who neither see the video nor read well.

## Example

```html
<video src="assembly.mp4" controls></video>
```

## Use instead

```html
<video src="assembly.mp4" controls></video>
<audio src="assembly-described.mp3" controls></audio>
```

Record a description, and put it beside the video.

## Known limits

Whether an alternative says what the video shows: the outcome is cantTell as soon as something may
be one. Videos from other hosts are not decoded, and never fail.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Outcome, Reach, Verdict

__all__ = ["RULE", "judge"]

UNKNOWN = Message("unknown-sound", "Video could not be decoded; whether it has sound is unknown.")
MISSING = Message(
    "no-recording", "Video has no sound, and the page has neither another sound nor a link."
)
REVIEW = Message("review-recording", "Video has no sound; does a recording describe what it shows?")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a visible video: {sound, failed, sounds, links, descriptions, words, text}."""
    if facts["sound"] == "audible":
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["sound"] == "unknown":
        return Verdict.cant_tell(UNKNOWN)
    if not (facts["sounds"] or facts["links"] or facts["descriptions"]):
        return Verdict.failed(MISSING)
    return Verdict.cant_tell(REVIEW)


RULE = InteractionRule(
    id="silent-video-audio-alternative",
    title="Videos without sound should have an audio alternative",
    impact=Impact.MODERATE,
    criteria=(),
    tags=("technique", "cat.time-and-media"),
    act=("d7ba54",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/general/G166",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
