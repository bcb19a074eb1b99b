"""A video that repeats a text is labelled as its alternative.

## What it checks

Each visible `video` that contains no sound, also because its file cannot be loaded. The rule fails
if no visible text on the page mentions a video, film, clip or animation in one of the known
languages. Otherwise a person has to judge whether it labels the video as another form of a text on
the page. The rule judges one way to satisfy `silent-video-alternative`; it runs only when selected.

## Why it matters

Readers who know that a video only repeats the text need not look for an alternative.

## Example

```html
<p>Keyboards are used by many people.</p>
<video src="keyboards.mp4" controls></video>
```

## Use instead

```html
<p>Keyboards are used by many people. The video below shows the same.</p>
<video src="keyboards.mp4" controls></video>
```

Say before the video that it shows what the text says.

## Known limits

Whether an alternative says what the video shows: the outcome is cantTell as soon as something may
be one. Videos from other hosts are not decoded, and never fail. Texts in other languages than
Arabic, Dutch, English, French, German, Italian, Kurdish, Portuguese, Spanish and Turkish never
fail.
"""

import re
from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Outcome, Reach, Verdict

__all__ = ["RULE", "judge"]

UNKNOWN = Message("unknown-sound", "Video could not be decoded; whether it has sound is unknown.")
UNLABELLED = Message(
    "unlabelled", "Video has no sound, and no visible text labels it as an alternative for text."
)
REVIEW = Message("review-label", "Video has no sound; is it labelled as an alternative for a text?")
# Words for moving images, in the languages of the documentation.
MENTIONS = re.compile(
    r"video|vid[eé]o|vídeo|film|movie|clip|animat|footage|recording|watch|"
    r"pel[ií]cula|filme|filmato|animaci|animaç|animasyon|animazion|"
    r"ڤیدیۆ|ڤیدیو|ڤيديۆ|ڤيديو|فیدیۆ|فيديو|فیلم|فلم|ئەنیمەیشن",
    re.IGNORECASE,
)
KNOWN_LETTERS = re.compile(r"[A-Za-z؀-ۿ]")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a visible video: {sound, failed, sounds, links, descriptions, words, text}."""
    if facts["sound"] == "audible":
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if facts["sound"] == "unknown" and not facts["failed"]:
        return Verdict.cant_tell(UNKNOWN)
    text = facts["text"]
    if MENTIONS.search(text) or (text and not KNOWN_LETTERS.search(text)):
        return Verdict.cant_tell(REVIEW)
    return Verdict.failed(UNLABELLED)


RULE = InteractionRule(
    id="silent-video-labelled",
    title="Videos that repeat a text should be labelled as its alternative",
    impact=Impact.MINOR,
    criteria=(),
    tags=("technique", "cat.time-and-media"),
    act=("fd26cf",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/standards-guidelines/act/rules/fd26cf/",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
