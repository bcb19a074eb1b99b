"""A video has a transcript.

## What it checks

Each visible `video`. The rule fails if the page has no text of five words or more that assistive
technologies read, and no link. Otherwise a person has to judge whether a text or a linked page is a
transcript of what the video shows and says.

This is a criterion of level AAA: the rule runs only where it is selected.

## Why it matters

People who can neither see nor hear a video can read a transcript in braille. Captions and audio
description do not reach them.

## Example

```html
<video src="keyboards.mp4" controls></video>
<p hidden>A mouse breaks when it falls off a table.</p>
```

## Use instead

```html
<video src="keyboards.mp4" controls></video>
<p>A mouse breaks when it falls off a table.</p>
```

Write what the video shows and says beside it, or on a page to which you link.

## Known limits

Whether a text or a linked page is a transcript. Videos in frames of other sites.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

MISSING = Message(
    "no-transcript", "Video has no transcript: the page has neither a text nor a link."
)
REVIEW = Message(
    "review-transcript", "Review whether a text or a linked page is the transcript of the video."
)
LEAST_WORDS = 5


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a visible video: {links, words}, the links and the words that can be read on the page."""
    if not facts["links"] and facts["words"] < LEAST_WORDS:
        return Verdict.failed(MISSING)
    return Verdict.cant_tell(REVIEW)


RULE = InteractionRule(
    id="video-transcript",
    title="A video should have a transcript",
    impact=Impact.MODERATE,
    criteria=("1.2.8",),
    tags=("wcag2aaa", "wcag128", "cat.time-and-media"),
    act=("1a02b0",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/media-alternative-prerecorded.html",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
