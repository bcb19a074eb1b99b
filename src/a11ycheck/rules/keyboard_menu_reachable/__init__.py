"""Menus are operable with the keyboard.

## What it checks

Controls that can be clicked but not reached with Tab: labels of hidden check boxes, and elements
styled as buttons. Each is clicked. If that reveals at least two links that were hidden, and the
next click hides them, the control opens a menu. Then real keys are pressed: Tab to the first of the
links, and Enter and the space bar on controls nearby that may open the menu. The rule fails if none
of them reveals the links. It passes if other visible links lead to the same URLs.

## Why it matters

People who cannot use a pointer have no menu: they can only go back. On phones, where menus are
closed at first, this affects people with a Bluetooth keyboard, a switch, or the switch control of
the phone.

## Example

```html
<input type="checkbox" id="open" hidden><label for="open">Menu</label>
```

## Use instead

```html
<button popovertarget="menu">Menu</button>
<nav id="menu" popover>…</nav>
```

A button with `popovertarget` needs no script, works with the keyboard, and removes the closed links
from the tab order. `<details>` and `<summary>` do as well. If a check box is necessary, hide it
only visually (not with `display: none`), and show its focus on the label.

## Known limits

Menus that open on hover, menus that navigate by script, and menus with a single link.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, MessageTemplate, Reach, Verdict
from a11ycheck.rules._page import MEASURES, reason_unseen

__all__ = ["RULE", "judge"]

NO_KEY = MessageTemplate("no-key", "Menu opens by clicking the {control}, but with no key.")
NO_KEY_NAMED = MessageTemplate(
    "no-key-named",
    "Menu ({names}) opens by clicking the {control}, but with no key.",
)
LABEL = Message("label", "label of a hidden check box")
ELEMENT = Message("element", "element")
_LEAST_LINKS = 2


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a control that can be clicked and not reached with Tab, or the page as a whole.

    A control: {label, links, names, goals, goals_elsewhere, first_link, links_by_key}. A click reveals
    `links`, which lead to `goals` different URLs; other visible links lead to `goals_elsewhere` of
    these. `first_link` is what is visible of the first link when Tab moves to it, None if Tab does
    not, and `links_by_key` how many of the links a key reveals. The page: {hidden_links, toggles}.
    """
    if not _is_shut(facts):
        return Verdict.passed()
    names = [f'"{name}"' for name in facts["names"]]
    more = ["…"] if facts["links"] > len(names) else []
    control = LABEL if facts["label"] else ELEMENT
    if names:
        return Verdict.failed(NO_KEY_NAMED.format(names=[*names, *more], control=control))
    return Verdict.failed(NO_KEY.format(control=control))


def _is_shut(facts: Facts) -> bool:
    """Return whether no key reveals the links, and no other links replace them."""
    if facts.get("links", 0) < _LEAST_LINKS or facts["goals"] == facts["goals_elsewhere"]:
        return False
    first = facts["first_link"]
    return not facts["links_by_key"] and (first is None or bool(reason_unseen(first)))


RULE = InteractionRule(
    id="keyboard-menu-reachable",
    title="Menus must be operable with the keyboard",
    impact=Impact.CRITICAL,
    criteria=("2.1.1",),
    tags=("wcag2a", "wcag211", "cat.keyboard"),
    since="0.1.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html",
    documentation=__doc__ or "",
    interaction="keyboard",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={**MEASURES, "links": _LEAST_LINKS, "toggles": 4, "openers": 3},
    judge=judge,
)
