"""Audio or video that repeats a text is labelled as its alternative.

## What it checks

Each `audio` that can be played or plays by itself, and each visible `video` with sound. The rule
fails if no visible text of the page names audio or video, so that nothing can label the media as an
alternative for a text. Otherwise a person has to judge. Being such an alternative is one way for
media to need no captions or transcript; the rule runs only when selected.

## Why it matters

Who has read a text, or cannot hear the audio, has to know that it says the same.

## Example

```html
<p>We choose to go to the moon.</p>
<audio src="speech.mp3" controls></audio>
```

## Use instead

```html
<p>We choose to go to the moon.</p>
<p>Listen to this part of the speech:</p>
<audio src="speech.mp3" controls></audio>
```

Say before the media that it repeats what the text says.

## Known limits

Whether the text contains all that the media says. Texts in other languages than Arabic, Dutch,
English, French, German, Italian, Kurdish, Portuguese, Spanish and Turkish never fail.
"""

import re
from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Outcome, Reach, Verdict

__all__ = ["RULE", "judge"]

UNLABELLED = Message("unlabelled", "No visible text labels the media as an alternative for a text.")
REVIEW = Message(
    "review-label", "Review whether the media is labelled as an alternative for a text."
)
UNKNOWN = Message("unknown-sound", "Video could not be decoded; whether it has sound is unknown.")
# Words for sound and moving images, in the languages of the documentation.
MENTIONS = re.compile(
    r"audio|listen|hear|record|podcast|sound|video|vid[eé]o|vídeo|film|movie|clip|animat|watch|"
    r"écout|enregistr|son\b|hör|aufnahme|ton\b|luister|geluid|escuch|graba|sonido|ouça|ouvir|gravaç|"
    r"ascolt|registraz|dinle|ses\b|kayıt|pel[ií]cula|filme|filmato|"
    r"صوت|استمع|اسمع|تسجيل|فيديو|فيلم|دەنگ|گوێ|تۆمار|ڤیدیۆ|ڤیدیو|فیدیۆ|فیلم|فلم",
    re.IGNORECASE,
)
KNOWN_LETTERS = re.compile(r"[A-Za-z؀-ۿ]")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge audio, or a visible video: {kind, controls, autoplay, muted, sound, text}."""
    plays = facts["controls"] or (facts["autoplay"] and not facts["muted"])
    is_audio = facts["kind"] == "audio"
    if (is_audio and not plays) or (not is_audio and facts["sound"] == "none"):
        return Verdict(outcome=Outcome.INAPPLICABLE)
    if not is_audio and facts["sound"] == "unknown":
        return Verdict.cant_tell(UNKNOWN)
    text = facts["text"]
    if MENTIONS.search(text) or (text and not KNOWN_LETTERS.search(text)):
        return Verdict.cant_tell(REVIEW)
    return Verdict.failed(UNLABELLED)


RULE = InteractionRule(
    id="media-alternative-labelled",
    title="Media that repeats a text should be labelled as its alternative",
    impact=Impact.MINOR,
    criteria=(),
    tags=("technique", "cat.time-and-media"),
    act=("ab4d13", "afb423"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/standards-guidelines/act/rules/ab4d13/",
    documentation=__doc__ or "",
    interaction="media",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
