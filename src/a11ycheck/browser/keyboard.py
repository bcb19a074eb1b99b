"""Press real keys and click, where something may be invisible or unreachable for keyboard users.

The page is scanned without keys first (`Measurements`). Only if that leaves something in doubt, our
script in the page names one step after the other, and measures what each of them showed. The walk through
all stops (`WALK`) names its steps in the same way.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from a11ycheck.browser.isolated_world import LEFT, IsolatedWorld, PageLeftError
from a11ycheck.browser.listeners import Listeners, find_listeners
from a11ycheck.browser.plan import ProbeRequest
from a11ycheck.browser.tab import Tab
from a11ycheck.browser.walk_memory import WalkMemory
from a11ycheck.model import ProbeResult

__all__ = [
    "KEYBOARD",
    "WALK",
    "Rehearsal",
    "Walked",
    "begin_walk",
    "compare_in_variant",
    "earlier_failures",
    "end_walk",
    "other_variant_request",
    "rehearse",
    "walk_request",
    "walk_with_keys",
]

KEYBOARD = "keyboard"
WALK = "walk"
_SCAN = "(asked, earlier) => a11ycheck.scanKeyboard(a11yProbes, asked, earlier)"
_BEGIN = "(walked) => a11ycheck.beginWalk(walked)"
_REHEARSE = "() => a11ycheck.rehearse()"
_NEXT_STEP = "(asked, answer) => a11ycheck.nextStep(a11yProbes, asked, answer)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What probes have measured with keys; the page `is_spent` if these have changed anything in it."""

    results: tuple[ProbeResult, ...]
    is_spent: bool


def walk_request(
    requests: Sequence[ProbeRequest],
    listeners: Listeners,
    memory: WalkMemory,
    *,
    is_forced: bool = False,
) -> dict[str, Any] | None:
    """Return what our script in the page needs to begin a walk, None if no probe asks for one.

    With `is_forced` nothing is taken over from other pages, and keys are pressed in any case.
    """
    if not requests:
        return None
    return {
        "requests": [probe.as_json for probe in requests],
        "listeners": listeners.as_json,
        "memory": {} if is_forced or memory.is_useless else memory.as_json,
        "isForced": is_forced,
    }


def other_variant_request(walked: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what asks for a look at the focus in another variant than a walk's, None for none."""
    requests = [probe for probe in walked["requests"] if probe["options"].get("indicator")]
    return {**walked, "requests": requests, "isOtherVariant": True} if requests else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Whether the page answers to keys as what was found without them supposes.

    The page `is_spent` if shortcuts, which were used for that, have left anything changed in it.
    """

    is_as_expected: bool
    is_spent: bool


def rehearse(tab: Tab, world: IsolatedWorld) -> Rehearsal:
    """Send keys that nobody pressed. The page need not be as before afterwards if it is not as expected."""
    _stay(tab)
    found = world.call(_REHEARSE)
    return Rehearsal(is_as_expected=found["isAsExpected"], is_spent=found["isSpent"])


def walk_with_keys(  # noqa: PLR0917 - the page, what is asked, and what is known
    tab: Tab,
    world: IsolatedWorld,
    requests: Sequence[ProbeRequest],
    variants: Sequence[str],
    earlier: Mapping[str, Any],
    memory: WalkMemory,
    *,
    rescan: bool,
) -> Walked:
    """Press what the page's state calls for, and return what the probes then measure.

    `rescan` says that the page was loaded, or shown in another variant, since it was scanned. What the
    presses do stays done. What they show is added to `memory`; `earlier` has what is taken over from it.
    PageLeftError if one of them leads away from the page.
    """
    asked = [probe.as_json for probe in requests]
    if rescan:
        scanned = world.call(_SCAN, asked, earlier)
        if not scanned["isWalkNeeded"]:
            return Walked(results=_results(scanned["probes"], variants), is_spent=False)
    found = _take_steps(tab, world, asked)
    memory.add_failures(found.get("learnt"))
    is_spent = not found.get("isUntouched", False)
    return Walked(results=_results(found["probes"], variants), is_spent=is_spent)


def earlier_failures(listeners: Listeners, memory: WalkMemory) -> dict[str, Any]:
    """Return what our script in the page needs to take over failures from other pages."""
    return {"handlers": listeners.handlers, "memory": memory.failures_as_json}


def begin_walk(
    tab: Tab,
    world: IsolatedWorld,
    requests: Sequence[ProbeRequest],
    memory: WalkMemory,
    *,
    is_forced: bool,
) -> Mapping[str, bool]:
    """Look at the stops of the page; return what the walk will need: {keys, images}. See `walk_request`."""
    asked = walk_request(requests, find_listeners(tab), memory, is_forced=is_forced)
    needs: Mapping[str, bool] = world.call(_BEGIN, asked)
    return needs


def end_walk(
    tab: Tab,
    world: IsolatedWorld,
    requests: Sequence[ProbeRequest],
    variants: Sequence[str],
    memory: WalkMemory,
) -> Walked:
    """Press Tab through the page, as far as `begin_walk` has found necessary, and return what was measured.

    What the keys do stays done. PageLeftError if one of them leads away from the page.
    """
    found = _take_steps(tab, world, [probe.as_json for probe in requests])
    memory.add(found.get("learnt"))
    is_spent = not found.get("isUntouched", False)
    return Walked(results=_results(found["probes"], variants), is_spent=is_spent)


def compare_in_variant(
    tab: Tab,
    world: IsolatedWorld,
    requests: Sequence[ProbeRequest],
    variants: Sequence[str],
    memory: WalkMemory,
) -> tuple[ProbeResult, ...]:
    """Compare images with and without the focus, in another variant than that of the walk.

    The page is spent afterwards. PageLeftError if a script answers to the focus by leaving the page.
    """
    walked = walk_request(requests, find_listeners(tab), memory)
    asked = other_variant_request(walked or {"requests": ()})
    if asked is None:
        return ()
    world.call(_BEGIN, asked)
    found = _take_steps(tab, world, asked["requests"])
    memory.add(found.get("learnt"))
    return _results(found["probes"], variants)


def _stay(tab: Tab) -> None:
    """Leave scripts no page to go back to, which no listener of ours could prevent.

    They could close a window without any, so that is taken from them too.
    """
    tab.run_all(
        ("Page.resetNavigationHistory", {}),
        ("Runtime.evaluate", {"expression": "window.close = () => {}"}),
    )


def _take_steps(
    tab: Tab, world: IsolatedWorld, asked: Sequence[dict[str, Any]]
) -> Mapping[str, Any]:
    """Take the steps of a walk; PageLeftError if the document is another one at its end."""
    _stay(tab)
    answer = None
    while True:
        found: Mapping[str, Any] = world.call(_NEXT_STEP, asked, answer)
        if found.get("isGone"):
            raise PageLeftError(LEFT)
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
