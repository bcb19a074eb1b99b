"""A video describes in words what only its images show.

## What it checks

Each visible `video` with sound. The rule passes if it has a `track` of the kind `descriptions`.
Otherwise a person has to judge whether the sound track, or a text beside the video, says what only the
images show. A video without sound is left to `silent-video-alternative`.

## Why it matters

Blind people hear a video. What it shows without saying it is lost on them: a text on the screen, a
gesture, a chart.

## Example

```html
<video src="keyboards.mp4" controls></video>
```

## Use instead

```html
<video src="keyboards.mp4" controls>
  <track kind="descriptions" src="keyboards.vtt" srclang="en" label="Descriptions">
</video>
```

Write a script in which the speakers say what they show. Where that is not possible, add a description
track, a version with audio description, or the full text.

## Known limits

Whether the descriptions are right, or the sound track says everything. Videos in frames of other sites.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

REVIEW = Message(
    "review-description",
    "Video has sound and no track of the kind `descriptions`; "
    "review whether its sound or a text says what only its images show.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a visible video with sound: {descriptions}, the number of such tracks."""
    return Verdict.passed() if facts["descriptions"] else Verdict.cant_tell(REVIEW)


RULE = InteractionRule(
    id="video-description",
    title="A video must describe in words what only its images show",
    impact=Impact.SERIOUS,
    criteria=("1.2.3", "1.2.5"),
    tags=("wcag2a", "wcag2aa", "wcag123", "wcag125", "cat.time-and-media"),
    since="0.2.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/audio-description-prerecorded.html",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
