"""Stylesheets use start and end, so that a right-to-left page is a mirror image.

## What it checks

Pages that are laid out from right to left. Each is measured twice: as it is, and mirrored, with
`dir="ltr"`. Properties for the start or the end of a line change sides then; those for the left or
the right do not. The rule looks at what stays.

It fails if Arabic or Hebrew text of some length is aligned to the left, and if a list, a quotation or
a bar beside a text has its space on the left, although the text begins at the right. Other distances
on the left, and floats, are `cantTell`: they may be intended. Space on the right passes: that is where
right-to-left text begins.

## Why it matters

A stylesheet written for English puts bullets, indents and bars on the left. On an Arabic page the
bullets hang outside, quotations look like other text, and lines begin at a ragged edge.

## How to fix

Write logical properties: `margin-inline-start`, `padding-inline-end`, `border-inline-start`,
`text-align: start`, `float: inline-start`. They mean the same in English, and change sides by
themselves. In a Sphinx project look in the files of `html_css_files`; the theme `furo_light` does
so already. A stylesheet for right-to-left pages alone should begin its rules with `[dir="rtl"]`.

## What it cannot see

Positions, transforms and backgrounds. Space on the right that should be on the left.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import (
    Dependency,
    EvidenceKind,
    Impact,
    Outcome,
    Rule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "expectation"]

ALIGNED = (
    "This text runs from the right and is aligned to the left; `text-align: start` would follow it."
)
ROOM = (
    "The {kind} of this {tag} is {left:g} pixels on the left and {right:g} on the right, "
    "also when the page is turned around; its text begins at the right."
)
PERHAPS = (
    "This element keeps {what} when the page is turned around; "
    "a person must say whether that is meant."
)
_BEGIN_WITH_ROOM = frozenset({"ul", "ol", "menu", "dd", "blockquote"})
_TEXT = 6
_ROOM = 8
_BLOCKS = ("block", "list-item", "flex", "grid", "table", "flow-root")


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge an element of which something stays when the page is mirrored, or the page as a whole.

    Of an element: {kind, tag, display, prose, words} with {side}, or with {left, right} in CSS pixels.
    Of the page: the kind "page", and how many `elements` have anything on one side only.
    """
    del options
    match facts["kind"]:
        case "page":
            return Verdict(outcome=Outcome.PASSED)
        case "text-align":
            return _judge_alignment(facts)
        case "float":
            return _perhaps(f"its float on the {facts['side']}")
        case _:
            return _judge_room(facts)


def _judge_alignment(facts: Mapping[str, Any]) -> Verdict:
    if facts["side"] == "right" or not facts["words"]:
        return Verdict(outcome=Outcome.PASSED)
    if facts["prose"] and facts["words"] >= _TEXT:
        return Verdict(outcome=Outcome.FAILED, message=ALIGNED)
    return _perhaps("its text at the left")


def _judge_room(facts: Mapping[str, Any]) -> Verdict:
    kind, left, right = facts["kind"], facts["left"], facts["right"]
    if left < right or not facts["words"]:
        return Verdict(outcome=Outcome.PASSED)
    bar = kind == "border" and facts["display"] in _BLOCKS
    indent = facts["tag"] in _BEGIN_WITH_ROOM and left - right >= _ROOM
    if bar or indent:
        return Verdict(outcome=Outcome.FAILED, message=ROOM.format(**facts))
    if left - right < _ROOM:
        return Verdict(outcome=Outcome.PASSED)
    return _perhaps(f"{left:g} pixels of {kind} on the left, and {right:g} on the right,")


def _perhaps(what: str) -> Verdict:
    return Verdict(outcome=Outcome.CANT_TELL, message=PERHAPS.format(what=what))


RULE = Rule(
    id=RuleId("physical-css-in-rtl"),
    title="A page from right to left should be laid out as a mirror image",
    impact=Impact.MODERATE,
    evidence=EvidenceKind.INTERACTION,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.LAYOUT}),
    help_url="https://www.w3.org/International/articles/css-logical/",
    documentation=__doc__ or "",
    interaction="mirrored",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"elements": 1500, "same": 2, "limit": 40},
    judge_fact=expectation,
)
