"""Audio has a transcript.

## What it checks

Each `audio` element with controls, and each that plays by itself. The rule fails if the page has no
visible text of five words or more that assistive technologies read, and no link. Otherwise a person
has to judge whether a text or a linked page is a transcript. A transcript is one way to satisfy
criterion 1.2.1; the rule runs only when selected.

## Why it matters

People who are deaf cannot hear the audio. A transcript can also be searched, translated, and read
where nothing can be played.

## Example

```html
<audio src="speech.mp3" controls></audio>
<p aria-hidden="true">We choose to go to the moon.</p>
```

## Use instead

```html
<audio src="speech.mp3" controls></audio>
<p>We choose to go to the moon.</p>
```

Write its words beside the audio, or on a page to which you link.

## Known limits

Whether a text or a linked page is a transcript. Audio that scripts play.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Outcome, Reach, Verdict

__all__ = ["RULE", "judge"]

MISSING = Message(
    "no-transcript", "Audio has no transcript: the page has neither a text nor a link."
)
REVIEW = Message(
    "review-transcript", "Review whether a text or a linked page is the transcript of the audio."
)
LEAST_WORDS = 5


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an audio element that plays or can be played: {controls, autoplay, muted, links, text}."""
    plays = facts["autoplay"] and not facts["muted"]
    if not (facts["controls"] or plays):
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if not facts["links"] and len(facts["text"].split()) < LEAST_WORDS:
        return Verdict.failed(MISSING)
    return Verdict.cant_tell(REVIEW)


RULE = InteractionRule(
    id="audio-transcript",
    title="Audio should have a transcript",
    impact=Impact.MODERATE,
    criteria=(),
    tags=("technique", "cat.time-and-media"),
    act=("2eb176",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/general/G158",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
