"""The direction of a page, and of its parts, is that of their language's script.

## What it checks

The `lang` of the `html` element names a language; its script is written from the left or from the
right. The rule fails where the browser lays the page out in the other direction: `lang="ar"`
without `dir="rtl"`, for one. Script subtags count (`ku-Arab`, `az-Latn`). Bare `ku` can mean either
script, so a person has to look.

Each element in the page with a `lang` or a `dir` of its own is judged too, by the text that
inherits both. Text in the language's script fails where it is laid out in the other direction, and
that shows: its full stop, its numbers or its Latin words come out in another order, or it is a
paragraph, which then starts at the wrong edge. A name or a label that looks the same either way
passes. With `dir="auto"` the first letter decides, and it is the result that is judged: a paragraph
that is Arabic but for its first word comes out from the left.

## Why it matters

Without `dir="rtl"` an Arabic or Kurdish page starts at the wrong edge: full stops jump to the wrong
end, lists are numbered on the wrong side, and mixed lines come out in an order that cannot be read.
Other checkers give such a page the same verdict as an English one.

## How to fix

Write the direction in the markup, beside the language: `<html lang="ar" dir="rtl">`. With Sphinx,
set `language` in `conf.py` and use a theme that writes `dir`, such as `furo_light`.

MyST passes HTML through, so a part gets both there:

```markdown
<p lang="ar" dir="rtl">يمكنك قراءة هذه الصفحات من دون إنترنت.</p>
```

## What it cannot see

Whether the text is in the language that `lang` names: that is the work of `lang-matches-text` and
`part-lang-matches-text`. Phrases within a line, unless they say a direction: see
`bidi-run-not-isolated`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.language import main_script, same_order, text_direction
from a11ycheck.model import FactRule, Impact, MessageTemplate, Outcome, Reach, RuleId, Verdict

__all__ = ["RULE", "judge"]

WRONG_DIRECTION = MessageTemplate(
    "wrong-direction",
    'The page is in "{lang}", which is written {expected}, but it is laid out {actual}.',
)
WRONG_PART = MessageTemplate(
    "wrong-part",
    'This text is in "{lang}", which is written {expected}, but it is laid out {actual}{why}.',
)
AMBIGUOUS = MessageTemplate(
    "ambiguous",
    'The language tag "{lang}" does not say which script is used; '
    'write "ckb" or "{lang}-Arab" for Arabic script, "kmr" or "{lang}-Latn" for Latin.',
)
_WORDS = {"rtl": "from right to left", "ltr": "from left to right"}
_BY_FIRST_LETTER = ', since dir="auto" follows its first letter'
# From so many words on a text is a paragraph, and the edge where it starts is seen.
_PARAGRAPH = 8


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {lang, direction, part, dir}: a language tag and the computed direction.

    Of a part come the `lines` that inherit both, and whether it is a block of its `own`.
    """
    del options
    if facts.get("part"):
        return _judge_part(facts)
    expected = text_direction(facts["lang"])
    if not expected:
        return Verdict(outcome=Outcome.CANT_TELL, message=AMBIGUOUS.format(lang=facts["lang"]))
    if expected == facts["direction"]:
        return Verdict(outcome=Outcome.PASSED)
    words = {"expected": _WORDS[expected], "actual": _WORDS[facts["direction"]]}
    message = WRONG_DIRECTION.format(lang=facts["lang"], **words)
    return Verdict(outcome=Outcome.FAILED, message=message)


def _judge_part(facts: Mapping[str, Any]) -> Verdict:
    actual, expected = facts["direction"], text_direction(facts["lang"])
    if not facts["lang"] or expected in {"", actual}:
        return Verdict(outcome=Outcome.PASSED)
    lines = [line for line in facts["lines"] if _script_direction(line) == expected]
    if not any(_shows(line, expected, actual, own=facts["own"]) for line in lines):
        return Verdict(outcome=Outcome.PASSED)
    words = {"expected": _WORDS[expected], "actual": _WORDS[actual], "lang": facts["lang"]}
    why = _BY_FIRST_LETTER if facts["dir"] == "auto" else ""
    return Verdict(outcome=Outcome.FAILED, message=WRONG_PART.format(**words, why=why))


def _script_direction(line: str) -> str:
    """Return the direction of the script that most letters of a line have; "" where none has most."""
    script = main_script(line, share=0.6)
    return text_direction(f"und-{script}") if len(script) > 1 and script != "zyyy" else ""


def _shows(line: str, expected: str, actual: str, *, own: bool) -> bool:
    """Return whether a reader sees that a line is laid out in the other direction."""
    if own and len(line.split()) >= _PARAGRAPH:
        return True
    return not same_order(line, expected, actual)


RULE = FactRule(
    id=RuleId("html-dir-matches-lang"),
    title="The direction of a page and its parts must be that of their language's script",
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
