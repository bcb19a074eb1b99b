"""Press real keys and click, where something may be invisible or unreachable for keyboard users.

The page is scanned without keys first (`Measurements`). Only if that leaves something in doubt, our
script in the page names one step after the other, and measures what each of them showed. The walk through
all stops (`WALK`) names its steps in the same way.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.listeners import kinds_of_listeners
from a11ycheck.browser.plan import ProbeRequest
from a11ycheck.browser.tab import Tab
from a11ycheck.model import ProbeResult

__all__ = ["KEYBOARD", "WALK", "walk_all_stops", "walk_with_keys"]

KEYBOARD = "keyboard"
WALK = "walk"
_SCAN = "(asked) => a11ycheck.scanKeyboard(a11yProbes, asked)"
_BEGIN = "(asked, listeners) => a11ycheck.beginWalk(asked, listeners)"
_NEXT_STEP = "(asked, answer) => a11ycheck.nextStep(a11yProbes, asked, answer)"


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
    return _take_steps(tab, world, asked, variants)


def walk_all_stops(
    tab: Tab, world: IsolatedWorld, requests: Sequence[ProbeRequest], variants: Sequence[str]
) -> tuple[ProbeResult, ...]:
    """Press Tab through the whole page, and return what the probes then measure.

    What the keys do stays done. PageLeftError if one of them leads away from the page.
    """
    asked = [probe.as_json for probe in requests]
    world.call(_BEGIN, asked, sorted(kinds_of_listeners(tab)))
    return _take_steps(tab, world, asked, variants)


def _take_steps(
    tab: Tab, world: IsolatedWorld, asked: Sequence[dict[str, Any]], variants: Sequence[str]
) -> tuple[ProbeResult, ...]:
    answer = None
    while step := (found := world.call(_NEXT_STEP, asked, answer))["step"]:
        answer = _take(tab, step)
    return _results(found["probes"], variants)


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
