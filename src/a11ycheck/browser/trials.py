"""Trials: what only shows with time, a click or another page, on the page loaded again after all else.

Each kind is tried only where the page gives occasion: it has media, timers, listeners to motion or to
presses, fields that a script reads, or repeats other pages without marking its main content. While controls
are activated the page is offline, so that nothing is sent.
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.measurements import run_probes
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.tab import Tab
from a11ycheck.model import ProbeResult

__all__ = ["TRIALS", "Tried", "find_occasions", "try_all"]

LEFT = "the page navigated to another URL by itself"
TRIALS = ("media", "linked", "targets", "neighbours", "changes", "motion", "fields", "pressing")

_STEP = "(kind, name, ...values) => a11ycheck.trials.step(kind, name, values)"
_MOTION_EVENTS = ("deviceorientation", "deviceorientationabsolute", "devicemotion")
_WATCH_STEPS = 12
_WATCH_SECONDS = 3.0
# With time that jumps from timer to timer, a minute passes in a moment.
_FAST_CLOCK = {"policy": "advance"}
_ASIDE = {"x": 1, "y": 1}
_OFFLINE = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The results of all trials on a page; `consulted` are the URLs of other pages that were read."""

    probes: tuple[ProbeResult, ...] = ()
    consulted: tuple[str, ...] = ()


Reload = Callable[[], tuple[Tab, IsolatedWorld]]


def find_occasions(tab: Tab, occasions: Mapping[str, bool], plan: VisitPlan) -> frozenset[str]:
    """Return the kinds that the plan asks for and for which the page gives occasion."""
    found = {kind for kind in TRIALS if occasions.get(kind) and plan.probes_for(kind)}
    if any(probe.options.get("every_page") for probe in plan.probes_for("linked")):
        found.add("linked")
    if "motion" in found and not _motion_events(tab):
        found.remove("motion")
    return frozenset(found)


def try_all(occasions: Collection[str], plan: VisitPlan, reload: Reload) -> Tried:
    """Try each kind for which the page gives occasion; the probes of others had nothing to measure.

    `reload` loads the page again, in a tab that no trial has used.
    """
    variant = plan.variants[0].name
    results: list[ProbeResult] = []
    consulted: list[str] = []
    for kind in TRIALS:
        probes = plan.probes_for(kind)
        if kind not in occasions:
            results += (ProbeResult(rule=probe.rule, variants=(variant,)) for probe in probes)
            continue
        try:
            found = _try(kind, probes, variant, reload, activates=True)
        except PageLeftError:
            found = _try_again(kind, probes, variant, reload)
        results += found.probes
        consulted += found.consulted
    return Tried(probes=tuple(results), consulted=tuple(consulted))


def _try(
    kind: str, probes: Sequence[ProbeRequest], variant: str, reload: Reload, *, activates: bool
) -> Tried:
    """Try a kind, and run its probes; PageLeftError if the page leads elsewhere meanwhile."""
    tab, world = reload()
    consulted = Trial(tab=tab, world=world, activates=activates).run(kind)
    return Tried(probes=run_probes(world, probes, (variant,)), consulted=consulted)


def _try_again(kind: str, probes: Sequence[ProbeRequest], variant: str, reload: Reload) -> Tried:
    """Try a kind without activating controls, one of which leads to another document."""
    try:
        return _try(kind, probes, variant, reload, activates=False)
    except PageLeftError:
        errors = (ProbeResult(rule=probe.rule, variants=(variant,), error=LEFT) for probe in probes)
        return Tried(probes=tuple(errors))


def _motion_events(tab: Tab) -> list[str]:
    window, *_ = tab.run_all(("Runtime.evaluate", {"expression": "window"}))
    identity = {"objectId": window["result"].get("objectId")}
    listeners = tab.cdp("DOMDebugger.getEventListeners", identity)["listeners"]
    heard = {item["type"] for item in listeners}
    return [kind for kind in _MOTION_EVENTS if kind in heard]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial on a page that has just been loaded; the tab is of no use for others after it."""

    tab: Tab
    world: IsolatedWorld
    activates: bool = True

    def run(self, kind: str) -> tuple[str, ...]:
        """Try a kind, and return the URLs of other pages that were read for it."""
        steps: Mapping[str, Callable[[], tuple[str, ...]]] = {
            "media": self._media,
            "linked": self._linked,
            "targets": self._targets,
            "neighbours": self._neighbours,
            "changes": self._changes,
            "motion": self._motion,
            "fields": self._fields,
            "pressing": self._pressing,
        }
        return steps[kind]()

    def _step(self, kind: str, name: str, *values: Any) -> Any:
        return self.world.call(_STEP, kind, name, *values)

    def _go_offline(self) -> None:
        self.tab.cdp("Network.emulateNetworkConditions", {"offline": True, **_OFFLINE})

    def _try_controls(self, kind: str) -> None:
        """Activate the controls of the page, offline, so that nothing is sent."""
        if self.activates:
            self._go_offline()
            self._step(kind, "tryControls")

    def _media(self) -> tuple[str, ...]:
        if self._step("media", "load"):
            self._try_controls("media")
        return ()

    def _linked(self) -> tuple[str, ...]:
        read = self._step("linked", "load")
        self._try_controls("linked")
        return tuple(read)

    def _targets(self) -> tuple[str, ...]:
        return tuple(self._step("targets", "load"))

    def _neighbours(self) -> tuple[str, ...]:
        return tuple(self._step("neighbours", "load"))

    def _changes(self) -> tuple[str, ...]:
        self._go_offline()
        self._step("changes", "watch")
        self.tab.cdp("Emulation.setVirtualTimePolicy", _FAST_CLOCK)
        deadline = time.monotonic() + _WATCH_SECONDS
        is_changing = False
        for _ in range(_WATCH_STEPS):
            is_changing = self._step("changes", "pass")
            if time.monotonic() > deadline:
                break
        if is_changing:
            self._try_controls("changes")
        return ()

    def _motion(self) -> tuple[str, ...]:
        events = _motion_events(self.tab)
        self._go_offline()
        self.tab.cdp("Emulation.setVirtualTimePolicy", _FAST_CLOCK)
        self._step("motion", "run", events)
        return ()

    def _fields(self) -> tuple[str, ...]:
        if self.activates:
            self._go_offline()
            self._step("fields", "run")
        return ()

    def _pressing(self) -> tuple[str, ...]:
        if not self.activates:
            return ()
        self._go_offline()
        for number in range(self._step("pressing", "find")):
            point = self._step("pressing", "aim", number)
            if point is None:
                continue
            # What opens under a pointer that only hovers is not the answer to its press.
            self._point("mouseMoved", point, button="none", buttons=0)
            self._step("pressing", "hovered")
            self._point("mousePressed", point)
            self._step("pressing", "pressed", number)
            # Outside of the element: a reader who has pressed the wrong one moves away before the release.
            for kind in ("mouseMoved", "mouseReleased"):
                self._point(kind, _ASIDE)
            self._step("pressing", "released", number)
        return ()

    def _point(
        self, kind: str, point: Mapping[str, float], *, button: str = "left", buttons: int = 1
    ) -> None:
        event = {"type": kind, "button": button, "buttons": buttons, "clickCount": 1, **point}
        self.tab.cdp("Input.dispatchMouseEvent", event)
