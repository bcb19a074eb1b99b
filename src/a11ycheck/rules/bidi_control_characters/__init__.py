"""Bidirectional control characters are balanced, and kept out of code.

## What it checks

Characters that embed, override or isolate a direction (U+202A to U+202E, U+2066 to U+2069). The
rule fails

- if one is opened and not closed within its paragraph, or closed and never opened;
- if one overrides the order of letters (U+202D, U+202E);
- if one is in code;
- if a style or `bdo` overrides the order of right-to-left letters, and their words are stored from the
  last letter to the first, as a final form at the start of a word shows.

If no such form shows how overridden letters are stored, the outcome is `cantTell`.

A balanced embedding in text is `cantTell`, because markup can replace it and is visible. A balanced
isolate passes, and so does any balanced pair in an attribute, where markup is impossible. Marks
(U+200E, U+200F, U+061C) pass in text, and are `cantTell` in code.

## Why it matters

An unclosed control reverses the rest of the line. In code, controls make a program look like
another one ("Trojan Source"), and they are copied with it. Authors cannot see them, so they stay.
Screen readers and search read words as they are stored: from the end, where they are stored as they
look.

## Example

```html
<p>&#x202D;C++&#x202C; is a language.</p>
```

## Use instead

```html
<p><bdi>C++</bdi> is a language.</p>
```

Remove the characters, and mark the direction with `<bdi>` or `dir`. They often come from a word
processor or a messenger; an editor that displays invisible characters reveals them. Store words from
their first letter to the last, and remove `unicode-bidi: bidi-override`: browsers order them.

## Known limits

Whether a mark is in the right position; words in reverse without an override.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

UNBALANCED = MessageTemplate(
    "unbalanced", "Bidirectional controls are unbalanced in their paragraph: {names}."
)
OVERRIDE = MessageTemplate(
    "override", "Bidirectional overrides change the order of letters: {names}."
)
IN_CODE = MessageTemplate("control-in-code", "Code contains bidirectional controls: {names}.")
MARK_IN_CODE = MessageTemplate(
    "mark-in-code", "Code contains directional marks: {names}; review whether they belong there."
)
EMBEDDED = MessageTemplate(
    "embedding",
    "Bidirectional embeddings set the direction of text: {names}; review whether markup can "
    "replace them.",
)
STORED_IN_REVERSE = MessageTemplate(
    "stored-in-reverse",
    'The order of letters is overridden, and words are stored in reverse: "{text}".',
)
OVERRIDDEN = MessageTemplate(
    "overridden",
    'The order of right-to-left letters is overridden: "{text}"; review whether words are stored '
    "as they are read.",
)
_OPENING = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "embedding"),
    **dict.fromkeys("\u2066\u2067\u2068", "isolate"),
}
_CLOSING = {"\u202c": "embedding", "\u2069": "isolate"}
_OVERRIDES = frozenset("\u202d\u202e")
_EMBEDDINGS = frozenset("\u202a\u202b\u202c")
_MARKS = frozenset("\u200e\u200f\u061c")
# Forms of Hebrew letters, teh marbuta and alef maksura, which only end words.
_LAST = frozenset("ךםןףץةى")
_LONGEST = 60


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {where, text}: "text", "code", "title", "override" or an attribute's name, and its text."""
    match facts["where"]:
        case "override":
            return _judge_overridden(facts["text"])
        case "code":
            return _judge_code(facts["text"])
        case where:
            return _judge_text(facts["text"], is_attribute=where != "text")


def _judge_code(text: str) -> Verdict:
    if controls := _controls(text):
        return Verdict.failed(IN_CODE.format(names=_names(controls)))
    marks = [char for char in text if char in _MARKS]
    return Verdict.cant_tell(MARK_IN_CODE.format(names=_names(marks)))


def _judge_text(text: str, *, is_attribute: bool) -> Verdict:
    controls = _controls(text)
    if unpaired := list(_unpaired(text)):
        return Verdict.failed(UNBALANCED.format(names=_names(unpaired)))
    if overrides := [char for char in controls if char in _OVERRIDES]:
        return Verdict.failed(OVERRIDE.format(names=_names(overrides)))
    embeddings = [char for char in controls if char in _EMBEDDINGS]
    if embeddings and not is_attribute:
        return Verdict.cant_tell(EMBEDDED.format(names=_names(embeddings)))
    return Verdict.passed()


def _controls(text: str) -> list[str]:
    return [char for char in text if char in _OPENING or char in _CLOSING]


def _judge_overridden(text: str) -> Verdict:
    """Judge text that is drawn as it is stored: letters that end words show where words begin."""
    plain = "".join(char for char in text if not unicodedata.combining(char))
    words = [word for word in re.findall(r"[^\W\d_]{2,}", plain) if word[0] >= "\u0590"]
    in_reverse = [word for word in words if _ends_words(word[0])]
    as_read = [word for word in words if _ends_words(word[-1])]
    shown = " ".join(text.split())[:_LONGEST]
    if len(in_reverse) > len(as_read):
        verdict = Verdict.failed(STORED_IN_REVERSE.format(text=shown))
        return replace(verdict, impact=Impact.SERIOUS)
    return Verdict.cant_tell(OVERRIDDEN.format(text=shown))


def _ends_words(char: str) -> bool:
    return char in _LAST or unicodedata.decomposition(char).startswith("<final>")


def _unpaired(text: str) -> Iterator[str]:
    """Yield the controls that are not closed in their paragraph, or were never opened."""
    for paragraph in text.split("\n\n"):
        opened: list[str] = []
        for char in paragraph:
            if char in _OPENING:
                opened.append(char)
            elif char in _CLOSING:
                if opened and _OPENING[opened[-1]] == _CLOSING[char]:
                    opened.pop()
                else:
                    yield char
        yield from opened


def _names(chars: list[str]) -> list[str]:
    return [f"U+{ord(char):04X}" for char in dict.fromkeys(chars)]


RULE = FactRule(
    id="bidi-control-characters",
    title="Bidirectional control characters should be balanced, and kept out of code",
    impact=Impact.MODERATE,
    depends=frozenset({Dependency.VISIBILITY}),
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    help_url="https://www.w3.org/International/questions/qa-bidi-unicode-controls",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
