"""Web fonts have a glyph for every character of the text.

## What it checks

Text in Arabic, Hebrew, Syriac, Thaana and N'Ko script. The rule fails if a web font of the page has
glyphs for some letters of a word but not for others, so that a fallback font is used within the
word, and if a page with a web font displays letters as boxes. If the page has no web font, and no
font on this machine has the letters, the outcome is `cantTell`, because the reader's device may
have one.

The browser is asked for the width and height of a letter with and without the font. Nothing is
rendered, and no font file is read.

## Why it matters

Many Arabic fonts lack the letters ڕ, ڵ, ۆ, ێ and ە of Sorani, or پ, چ and ژ. The browser takes
these from another font: the letters of a word differ in weight and height, and do not join. Boxes
cannot be read at all.

## Example

```css
:lang(ckb) { font-family: "Amiri Subset", sans-serif }
```

with a subset that has only the letters of Arabic.

## Use instead

```css
:lang(ckb) { font-family: "Noto Naskh Arabic", sans-serif }
```

Noto Naskh Arabic, Noto Sans Arabic, Vazirmatn and DejaVu Sans have the letters of Sorani. A subset
needs the letters of all languages of the site. Or use no web font: the theme `furo_light` names
fonts that phones have.

## Known limits

Which fonts the reader's device has. Fonts that have the same metrics as the system font.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

TORN = MessageTemplate(
    "fallback-in-word",
    'Web font "{font}" has no glyphs for {letters}; a fallback font is used within {words}.',
)
BOXES = MessageTemplate(
    "no-glyphs", 'Web font "{font}" has no glyphs for {letters}, and no fallback font has them.'
)
BOXES_HERE = MessageTemplate(
    "no-glyphs-here",
    "No font on this machine has glyphs for {letters}; review whether the devices of readers have one.",
)
_NAMED = 6
_WORDS = 3


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {font, boxes, missing, words}: the page's font, letters, and words in two fonts."""
    font = facts["font"]
    cause = (f"font={font}",) if font else ()
    if facts["boxes"]:
        letters = _letters(facts["boxes"])
        if not font:
            return Verdict.cant_tell(BOXES_HERE.format(letters=letters))
        return Verdict.failed(BOXES.format(font=font, letters=letters), cause=cause)
    if facts["words"]:
        words = [f'"{word}"' for word in facts["words"][:_WORDS]]
        message = TORN.format(font=font, letters=_letters(facts["missing"]), words=words)
        return Verdict.failed(message, cause=cause)
    return Verdict.passed()


def _letters(letters: str) -> list[str]:
    return [f"{char} (U+{ord(char):04X})" for char in letters[:_NAMED]]


RULE = FactRule(
    id="font-lacks-glyphs",
    title="Web fonts should have a glyph for every character of the text",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
