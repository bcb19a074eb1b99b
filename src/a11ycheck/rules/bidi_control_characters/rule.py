"""No invisible character changes the order of a text unseen.

## What it checks

Characters that embed, override or isolate a direction (U+202A to U+202E, U+2066 to U+2069). The
rule fails

- where one is opened and not closed within its paragraph, or closed and never opened;
- where one overrides the order of letters (U+202D, U+202E);
- where one stands in code at all.

A pair that embeds, in text, is `cantTell`: markup does the same and can be seen. A pair that
isolates passes, and in an attribute, where there is no markup, any pair does. Marks (U+200E,
U+200F, U+061C) pass in text; in code they are `cantTell`.

## Why it matters

What is not closed turns the rest of the line around. In code such characters make a program look
like another one ("Trojan Source"), and they are copied along. An author cannot see them, so they
stay.

## How to fix

Take them out, and mark the direction: `<bdi>`, or `dir` on an element. In MyST write
`<bdi>C++</bdi>`; code is isolated by the theme. They often come from a word processor or a chat; an
editor that shows invisible characters finds them.

## What it cannot see

Whether a mark stands in the right place.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import FactRule, Impact, MessageTemplate, Outcome, RuleId, Verdict

__all__ = ["RULE", "judge"]

UNBALANCED = MessageTemplate(
    "unbalanced",
    "The invisible character {names} has no partner in its paragraph; it can turn around the rest.",
)
OVERRIDE = MessageTemplate(
    "override",
    "The invisible character {names} turns letters around; readers see another text than programs.",
)
IN_CODE = MessageTemplate(
    "in-code",
    "In code stands the invisible character {names}; what is shown is not what runs.",
)
MARK_IN_CODE = MessageTemplate(
    "mark-in-code",
    "In code stands the invisible mark {names}, and is copied along; a person must judge.",
)
EMBEDDED = MessageTemplate(
    "embedded",
    "The invisible characters {names} set a direction; a person must say whether markup can do it.",
)
_OPENING = {
    "\u202a": "embedding",
    "\u202b": "embedding",
    "\u202d": "embedding",
    "\u202e": "embedding",
    "\u2066": "isolate",
    "\u2067": "isolate",
    "\u2068": "isolate",
}
_CLOSING = {"\u202c": "embedding", "\u2069": "isolate"}
_OVERRIDES = frozenset("\u202d\u202e")
_EMBEDDINGS = frozenset("\u202a\u202b\u202c")
_MARKS = frozenset("\u200e\u200f\u061c")


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {where, text}: "text", "code", "title" or an attribute's name, and what stands there."""
    del options
    text, where = facts["text"], facts["where"]
    controls = [char for char in text if char in _OPENING or char in _CLOSING]
    if where == "code":
        marks = [char for char in text if char in _MARKS]
        return _failed(IN_CODE, controls) if controls else _doubtful(MARK_IN_CODE, marks)
    if unpaired := list(_unpaired(text)):
        return _failed(UNBALANCED, unpaired)
    if overrides := [char for char in controls if char in _OVERRIDES]:
        return _failed(OVERRIDE, overrides)
    embeddings = [char for char in controls if char in _EMBEDDINGS]
    if where == "text" and embeddings:
        return _doubtful(EMBEDDED, embeddings)
    return Verdict(outcome=Outcome.PASSED)


def _unpaired(text: str) -> Iterator[str]:
    """Yield what is opened and not closed in its paragraph, or closed and not opened."""
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


def _failed(message: MessageTemplate, chars: list[str]) -> Verdict:
    return Verdict(outcome=Outcome.FAILED, message=message.format(names=_names(chars)))


def _doubtful(message: MessageTemplate, chars: list[str]) -> Verdict:
    return Verdict(outcome=Outcome.CANT_TELL, message=message.format(names=_names(chars)))


def _names(chars: list[str]) -> str:
    return ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(chars))


RULE = FactRule(
    id=RuleId("bidi-control-characters"),
    title="No invisible character should change the order of a text",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    help_url="https://www.w3.org/International/questions/qa-bidi-unicode-controls",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
