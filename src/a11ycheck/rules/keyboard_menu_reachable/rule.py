"""A menu that a pointer can open opens with the keyboard too.

## What it checks

Things that can be pressed with a mouse or a finger, and cannot be reached with Tab: labels of
hidden check boxes, and elements that are made to look like buttons. Each is really clicked. Where
that brings at least two links into sight which were hidden before, it is a menu. Then real keys are
tried: Tab to the first of its links, and Enter and the space bar on those controls nearby that may
open it instead. The rule fails where nothing shows the links. It passes, too, where other links in
sight lead to the same addresses.

## Why it matters

Who cannot use a pointer has no menu: no way from page to page, but back. On phones, where menus are
closed at first, that holds for people with a Bluetooth keyboard, a switch, or a phone's own switch
control.

## How to fix

Use a real button: `<button popovertarget="menu">` with `<nav id="menu" popover>` needs no script,
opens and closes by keyboard, and takes the closed links out of the tab order. Or use `<details>`
and `<summary>`. Where a check box has to stay, hide it from the eye only (not with `display:
none`), and show its focus on the label.

## What it cannot see

Menus that open when a pointer hovers over them, those that lead to another page by script, and
menus with one link.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.model import (
    Impact,
    InteractionRule,
    MessageTemplate,
    Outcome,
    Reach,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "expectation"]

NO_KEY = MessageTemplate(
    "no-key",
    "A click on this {what} shows {links} links ({names}), and no key does.",
)


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one thing that opened a menu for a pointer and for no key: {label, links, names}."""
    del options
    what = "label of a hidden box" if facts["label"] else "element"
    names = ", ".join(f"“{name}”" for name in facts["names"]) or "without names"
    more = ", …" if facts["links"] > len(facts["names"]) > 0 else ""
    message = NO_KEY.format(what=what, links=facts["links"], names=names + more)
    return Verdict(outcome=Outcome.FAILED, message=message)


RULE = InteractionRule(
    id=RuleId("keyboard-menu-reachable"),
    title="A menu that a pointer can open must open with the keyboard",
    impact=Impact.CRITICAL,
    criteria=("2.1.1",),
    tags=("wcag2a", "wcag211", "cat.keyboard"),
    since="0.1.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html",
    documentation=__doc__ or "",
    interaction="keyboard",
    probe=Path(__file__).with_name("probe.js"),
    judge=expectation,
)
