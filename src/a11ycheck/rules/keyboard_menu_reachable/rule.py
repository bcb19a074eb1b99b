"""A menu that a pointer can open opens with the keyboard, too.

## What it checks

What a mouse or a finger can press, and Tab cannot reach: labels of hidden check boxes, and elements
that look like buttons. Each is clicked. If that shows at least two links that were hidden before,
and the next click hides them, it is a menu. Then real keys are pressed: Tab to the first of its links,
and Enter and the space bar on the controls nearby that may open the menu. The rule fails if none of
them shows the links. It passes if other links in sight lead to the same URLs.

## Why it matters

People who cannot use a pointer have no menu: they can only go back. On phones, where menus are closed
at first, that concerns people with a Bluetooth keyboard, a switch, or the phone's own switch control.

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

from a11ycheck.model import EvidenceKind, Impact, Outcome, Reach, Rule, RuleId, Verdict
from a11ycheck.rules._page.visibility import MEASURES, reason_unseen

__all__ = ["RULE", "expectation"]

NO_KEY = "A click on this {what} shows {links} links ({names}), and no key does."
_LEAST_LINKS = 2


def expectation(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one thing that a pointer can press and Tab cannot reach, or the page as a whole.

    Of a thing: {label, links, names, goals, goals_elsewhere, first_link, links_by_key}. A click shows
    `links`, which lead to so many different URLs (`goals`), and other links in sight to so many of
    these; `first_link` is what is seen of the first link when Tab leads to it, None if Tab does not,
    and `links_by_key` how many of the links a key shows. Of the page: {hidden_links, toggles}.
    """
    del options
    if not _is_shut(facts):
        return Verdict(outcome=Outcome.PASSED)
    names = ", ".join(f"“{name}”" for name in facts["names"]) or "without names"
    more = ", …" if facts["links"] > len(facts["names"]) > 0 else ""
    values = {
        "what": "label of a hidden box" if facts["label"] else "element",
        "links": facts["links"],
        "names": names + more,
    }
    return Verdict(outcome=Outcome.FAILED, message=NO_KEY.format(**values))


def _is_shut(facts: Mapping[str, Any]) -> bool:
    """Return whether it opens a menu whose links no key shows, and no other links replace."""
    if facts.get("links", 0) < _LEAST_LINKS or facts["goals"] == facts["goals_elsewhere"]:
        return False
    first = facts["first_link"]
    return not facts["links_by_key"] and (first is None or bool(reason_unseen(first)))


RULE = Rule(
    id=RuleId("keyboard-menu-reachable"),
    title="A menu that a pointer can open must open with the keyboard",
    impact=Impact.CRITICAL,
    evidence=EvidenceKind.INTERACTION,
    criteria=("2.1.1",),
    tags=("wcag2a", "wcag211", "cat.keyboard"),
    since="0.1.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html",
    documentation=__doc__ or "",
    interaction="keyboard",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={**MEASURES, "links": _LEAST_LINKS, "toggles": 4, "openers": 3},
    judge_fact=expectation,
)
