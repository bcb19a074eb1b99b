"""The direction of a page, and of its parts, matches the script of their language.

## What it checks

The `lang` of the `html` element determines a script, and the script a direction. The rule fails if
the browser lays the page out in the other direction, for example `lang="ar"` without `dir="rtl"`.
Script and region subtags count (`ku-Arab`, `az-Latn`, `pa-PK`). The letters of the text decide if
the language is written in both directions, or is not known. `ku` alone can mean either script, and
is `cantTell`.
A page passes if `body`, or an element around nearly all text, sets the direction; `html` is the
better place, because the title and the scroll bar follow it.

Each element with a `lang` or `dir` of its own is judged as well, by the text that inherits both.
Text in the script of the language fails if it is laid out in the other direction and that is
visible: its full stop, its numbers or its Latin words are reordered, or it is a paragraph, which
then starts at the wrong edge. A name or label that looks the same either way passes. With
`dir="auto"` the first letter decides, and the result is judged.

## Why it matters

Without `dir="rtl"` an Arabic or Kurdish page starts at the wrong edge: full stops move to the wrong
end, list numbers to the wrong side, and lines with both scripts become unreadable. Other checkers
judge such a page like an English one.

## Example

```html
<html lang="ar">
```

## Use instead

```html
<html lang="ar" dir="rtl">
```

With Sphinx, set `language` in `conf.py` and use a theme that writes `dir`, such as `furo_light`.
MyST passes HTML through, so that a part can have both: `<p lang="ar" dir="rtl">…</p>`.

## Known limits

Whether the text is in the language that `lang` names: see `lang-matches-text` and
`part-lang-matches-text`. Runs within a line without a `dir`: see `bidi-run-not-isolated`.
"""

from pathlib import Path

from a11ycheck.language import main_script, same_order, text_direction, written_direction
from a11ycheck.model import FactRule, Facts, Impact, Message, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

WRONG_DIRECTION = MessageTemplate(
    "wrong-page-direction", 'Page in "{lang}" is written {expected}, but it is laid out {actual}.'
)
WRONG_PART = MessageTemplate(
    "wrong-part-direction", 'Text in "{lang}" is written {expected}, but it is laid out {actual}.'
)
WRONG_AUTO = MessageTemplate(
    "wrong-auto-direction",
    'Text in "{lang}" is written {expected}, but dir="auto" follows its first letter and '
    "lays it out {actual}.",
)
AMBIGUOUS = MessageTemplate(
    "ambiguous-language",
    'Language tag "{lang}" does not determine a script; review whether it is Arabic '
    '("{lang}-Arab") or Latin ("{lang}-Latn").',
)
DIRECTIONS = {
    "rtl": Message("right-to-left", "right to left"),
    "ltr": Message("left-to-right", "left to right"),
}
# A text of this many words is a paragraph: the edge at which it starts is visible.
_PARAGRAPH = 8
# Share of the letters of a text for its script.
_MOST = 0.6


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {lang, direction, part, dir, text}: a language tag and the computed direction.

    `text` is some of the page's. A part has no text, but the `lines` that inherit both, and `own`, true
    if it is a block.
    """
    if facts.get("part"):
        return _judge_part(facts)
    expected = written_direction(facts["lang"], main_script(facts["text"], share=_MOST))
    if not expected:
        return Verdict.cant_tell(AMBIGUOUS.format(lang=facts["lang"]))
    if expected == facts["direction"]:
        return Verdict.passed()
    message = WRONG_DIRECTION.format(
        lang=facts["lang"], expected=DIRECTIONS[expected], actual=DIRECTIONS[facts["direction"]]
    )
    return Verdict.failed(message)


def _judge_part(facts: Facts) -> Verdict:
    actual, expected = facts["direction"], text_direction(facts["lang"])
    if not facts["lang"] or expected in {"", actual}:
        return Verdict.passed()
    lines = [line for line in facts["lines"] if _script_direction(line) == expected]
    if not any(_shows(line, expected, actual, own=facts["own"]) for line in lines):
        return Verdict.passed()
    template = WRONG_AUTO if facts["dir"] == "auto" else WRONG_PART
    message = template.format(
        lang=facts["lang"], expected=DIRECTIONS[expected], actual=DIRECTIONS[actual]
    )
    return Verdict.failed(message)


def _script_direction(line: str) -> str:
    """Return the direction of the script of most letters of a line, "" if there is none."""
    script = main_script(line, share=_MOST)
    return text_direction(f"und-{script}") if len(script) > 1 and script != "zyyy" else ""


def _shows(line: str, expected: str, actual: str, *, own: bool) -> bool:
    """Return whether it is visible that a line is laid out in the other direction."""
    if own and len(line.split()) >= _PARAGRAPH:
        return True
    return not same_order(line, expected, actual)


RULE = FactRule(
    id="html-dir-matches-lang",
    title="Text direction must match the script of the language",
    impact=Impact.SERIOUS,
    criteria=("1.3.2",),
    tags=("wcag2a", "wcag132", "cat.language"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/International/questions/qa-html-dir",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
