"""A video without sound has an alternative.

## What it checks

Each visible `video` whose file contains no sound; the file is decoded. The rule fails if nothing
else on the page can be an alternative: no text of five words or more that assistive technologies
read, no link, no other sound, no track of descriptions. Otherwise a person has to judge whether one
of these says what the video shows.

## Why it matters

People who do not see get nothing of a video without sound, unless a text or a recording tells them
what it shows.

## Example

```html
<video src="assembly.mp4" controls></video>
```

## Use instead

```html
<video src="assembly.mp4" controls></video>
<p>The video shows how the four legs are screwed to the table top.</p>
```

Write what the video shows beside it, or on a page to which you link.

## Known limits

Whether an alternative says what the video shows: the outcome is cantTell as soon as something may
be one. Videos from other hosts are not decoded, and never fail.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Outcome, Reach, Verdict

__all__ = ["RULE", "judge"]

UNKNOWN = Message("unknown-sound", "Video could not be decoded; whether it has sound is unknown.")
MISSING = Message(
    "no-alternative", "Video has no sound, and nothing on the page can replace what it shows."
)
REVIEW = Message(
    "review-alternative", "Video has no sound; does a text, link or recording say what it shows?"
)
LEAST_WORDS = 5


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a visible video: {sound, failed, sounds, links, descriptions, words, text}."""
    if facts["sound"] == "audible":
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["sound"] == "unknown":
        return Verdict.cant_tell(UNKNOWN)
    others = facts["sounds"] + facts["links"] + facts["descriptions"]
    if not others and facts["words"] < LEAST_WORDS:
        return Verdict.failed(MISSING)
    return Verdict.cant_tell(REVIEW)


RULE = InteractionRule(
    id="silent-video-alternative",
    title="Videos without sound must have an alternative",
    impact=Impact.SERIOUS,
    criteria=("1.2.1",),
    tags=("wcag2a", "wcag121", "cat.time-and-media"),
    act=("c3232f",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/audio-only-and-video-only-prerecorded.html",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
