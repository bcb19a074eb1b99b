"""Press real keys and click, where something may be invisible or unreachable for keyboard users.

The page is scanned without keys first (`Measurements`). Only if that leaves something in doubt, our
script in the page names one step after the other, and measures what each of them showed. The walk through
all stops (`WALK`) names its steps in the same way.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.listeners import kinds_of_listeners
from a11ycheck.browser.plan import ProbeRequest
from a11ycheck.browser.tab import Tab
from a11ycheck.model import ProbeResult

__all__ = ["KEYBOARD", "WALK", "WalkMemory", "walk_all_stops", "walk_with_keys"]

KEYBOARD = "keyboard"
WALK = "walk"
_SCAN = "(asked) => a11ycheck.scanKeyboard(a11yProbes, asked)"
_BEGIN = "(asked, listeners, memory) => a11ycheck.beginWalk(asked, listeners, memory)"
_NEXT_STEP = "(asked, answer) => a11ycheck.nextStep(a11yProbes, asked, answer)"

_MOST_CONTEXTS = 20
_MOST_KINDS = 400


@dataclass(slots=True)
class WalkMemory:
    """What walks have shown of stops that pages share: facts by context and kind (`chrome.js`).

    A context is a hash of everything beside the stops themselves that decides what the focus does: the
    viewport, stylesheets and scripts. What is known of it does not depend on which page showed it first.
    """

    kinds: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, learnt: Mapping[str, Any] | None) -> None:
        """Add what a walk has shown of one context, as long as there is room for it."""
        if not learnt:
            return
        if learnt["context"] not in self.kinds and len(self.kinds) >= _MOST_CONTEXTS:
            return
        known = self.kinds.setdefault(learnt["context"], {})
        for kind, facts in learnt["kinds"].items():
            if kind in known or len(known) < _MOST_KINDS:
                known.setdefault(kind, facts)


def walk_with_keys(
    tab: Tab,
    world: IsolatedWorld,
    requests: Sequence[ProbeRequest],
    variants: Sequence[str],
    *,
    rescan: bool,
) -> tuple[ProbeResult, ...]:
    """Press what the page's state calls for, and return what the probes then measure.

    `rescan` says that the page was loaded, or shown in another variant, since it was scanned. What the
    presses do stays done. PageLeftError if one of them leads away from the page.
    """
    asked = [probe.as_json for probe in requests]
    if rescan:
        scanned = world.call(_SCAN, asked)
        if not scanned["isWalkNeeded"]:
            return _results(scanned["probes"], variants)
    return _results(_take_steps(tab, world, asked)["probes"], variants)


def walk_all_stops(
    tab: Tab,
    world: IsolatedWorld,
    requests: Sequence[ProbeRequest],
    variants: Sequence[str],
    memory: WalkMemory,
) -> tuple[ProbeResult, ...]:
    """Press Tab through the whole page, and return what the probes then measure.

    What the keys do stays done. PageLeftError if one of them leads away from the page.
    """
    asked = [probe.as_json for probe in requests]
    world.call(_BEGIN, asked, sorted(kinds_of_listeners(tab)), memory.kinds)
    found = _take_steps(tab, world, asked)
    memory.add(found.get("learnt"))
    return _results(found["probes"], variants)


def _take_steps(
    tab: Tab, world: IsolatedWorld, asked: Sequence[dict[str, Any]]
) -> Mapping[str, Any]:
    answer = None
    while True:
        found: Mapping[str, Any] = world.call(_NEXT_STEP, asked, answer)
        if not found["step"]:
            return found
        answer = _take(tab, found["step"])


def _take(tab: Tab, step: Mapping[str, Any]) -> str | None:
    """Do what a step names: press keys, click, or return an image or its hash."""
    match step:
        case {"keys": keys}:
            tab.press(*keys)
        case {"image": area}:
            image = tab.image(is_whole_page=area == "page")
            return hashlib.sha256(image.encode()).hexdigest()
        case {"pixels": clip}:
            return tab.image(clip)
        case {"x": x, "y": y}:
            tab.click(x, y)
    return None


def _results(found: Sequence[dict[str, Any]], variants: Sequence[str]) -> tuple[ProbeResult, ...]:
    return tuple(
        msgspec.convert({**result, "variants": tuple(variants)}, ProbeResult) for result in found
    )
