"""A video without sound has a transcript.

## What it checks

Each visible `video` whose file contains no sound. The rule fails if the page has no text of five
words or more that assistive technologies read, and no link. Otherwise a person has to judge whether
a text or a linked page is a transcript. The rule judges one way to satisfy `silent-video-
alternative`; it runs only when selected.

## Why it matters

A transcript can be read by a screen reader, in braille, enlarged or translated.

## Example

```html
<video src="assembly.mp4" controls></video>
<p aria-hidden="true">The video shows how a table is built.</p>
```

## Use instead

```html
<video src="assembly.mp4" controls></video>
<p>The video shows how a table is built.</p>
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
    "no-transcript", "Video has no sound, and the page has neither a text nor a link."
)
REVIEW = Message(
    "review-transcript", "Video has no sound; is a text or linked page its transcript?"
)
LEAST_WORDS = 5


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a visible video: {sound, failed, sounds, links, descriptions, words, text}."""
    if facts["sound"] == "audible":
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["sound"] == "unknown":
        return Verdict.cant_tell(UNKNOWN)
    if not facts["links"] and facts["words"] < LEAST_WORDS:
        return Verdict.failed(MISSING)
    return Verdict.cant_tell(REVIEW)


RULE = InteractionRule(
    id="silent-video-transcript",
    title="Videos without sound should have a transcript",
    impact=Impact.MODERATE,
    criteria=(),
    tags=("technique", "cat.time-and-media"),
    act=("ee13b5",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/general/G159",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
