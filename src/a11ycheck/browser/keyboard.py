"""Press real keys and click, where something may be invisible or unreachable for keyboard users.

The page is scanned without keys first (`Measurements`). Only if that leaves something in doubt, our
script in the page names one press after the other, and measures what each of them showed.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.plan import ProbeRequest
from a11ycheck.browser.tab import Tab
from a11ycheck.model import ProbeResult

__all__ = ["KEYBOARD", "walk_with_keys"]

KEYBOARD = "keyboard"
_SCAN = "(asked) => a11ycheck.scanKeyboard(a11yProbes, asked)"
_NEXT_PRESS = "(asked) => a11ycheck.nextPress(a11yProbes, asked)"


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
    while press := (answer := world.call(_NEXT_PRESS, asked))["press"]:
        if "key" in press:
            tab.press(press["key"])
        else:
            tab.click(press["x"], press["y"])
    return _results(answer["probes"], variants)


def _results(found: Sequence[dict[str, Any]], variants: Sequence[str]) -> tuple[ProbeResult, ...]:
    return tuple(
        msgspec.convert({**result, "variants": tuple(variants)}, ProbeResult) for result in found
    )
