"""All that is measured with keys on one page, after everything else: what keys do stays done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.keyboard import (
    KEYBOARD,
    WALK,
    Rehearsal,
    WalkMemory,
    rehearse,
    walk_all_stops,
    walk_with_keys,
)
from a11ycheck.browser.measurements import Measurements
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.tab import Tab
from a11ycheck.model import ProbeResult, Variant

__all__ = ["KeyWalks"]

_AS_EXPECTED = Rehearsal(is_as_expected=True, has_acted=False)
LEFT = "a key press or a click navigated to another URL"


@dataclass(slots=True, kw_only=True)
class KeyWalks:
    """The walks on one page that is open in `tab`.

    `show` shows it in a variant; `reload` loads it again, perhaps in another tab. With `walks_once`, keys
    are pressed only in the first state that needs it. `hears_keys` says whether the page has handlers of
    keys or of the focus.
    """

    tab: Tab
    world: IsolatedWorld
    plan: VisitPlan
    memory: WalkMemory
    walks_once: bool
    hears_keys: bool
    show: Callable[[IsolatedWorld, Variant], None]
    reload: Callable[[Variant], tuple[Tab, IsolatedWorld]]

    def walk(
        self, measured: Iterable[ProbeResult], measurements: Measurements
    ) -> tuple[ProbeResult, ...]:
        """Return what was measured without keys, as far as they confirm it, and what they show."""
        stops = self.plan.probes_for(WALK)
        rehearsal = self._rehearse() if measurements.is_walked else _AS_EXPECTED
        is_refuted = not rehearsal.is_as_expected
        is_spent = is_refuted or (rehearsal.has_acted and bool(measurements.walks))
        if is_spent:
            self._load(self.plan.variants[0])
        if is_refuted:
            refuted = {probe.rule for probe in stops}
            measured = (probe for probe in measured if probe.rule not in refuted)
        results = [*measured, *self._walk_states(measurements.walks, is_scanned=not is_spent)]
        if stops and (is_refuted or not measurements.is_walked):
            results += self._walk_stops(
                stops,
                is_used=bool(measurements.walks) and not self.walks_once,
                is_forced=is_refuted,
            )
        return tuple(results)

    def _load(self, variant: Variant) -> None:
        self.tab, self.world = self.reload(variant)

    def _rehearse(self) -> Rehearsal:
        """Return whether the page answers to keys as what was found without them supposes."""
        if not self.hears_keys:
            return _AS_EXPECTED
        try:
            self.show(self.world, self.plan.variants[0])
            return rehearse(self.world)
        except PageLeftError:
            return Rehearsal(is_as_expected=False, has_acted=True)

    def _walk_states(
        self, walks: Sequence[tuple[Variant, tuple[str, ...]]], *, is_scanned: bool
    ) -> list[ProbeResult]:
        """Press keys in each state that needs it."""
        requests = self.plan.probes_for(KEYBOARD)
        results: list[ProbeResult] = []
        for number, (variant, names) in enumerate(walks[:1] if self.walks_once else walks):
            rescan = number > 0 or len(self.plan.variants) > 1 or not is_scanned
            try:
                if number:
                    self._load(variant)
                else:
                    self.show(self.world, variant)
                results += walk_with_keys(self.tab, self.world, requests, names, rescan=rescan)
            except PageLeftError:
                results += _left(requests, names)
        return results

    def _walk_stops(
        self, requests: Sequence[ProbeRequest], *, is_used: bool, is_forced: bool
    ) -> tuple[ProbeResult, ...]:
        """Press Tab through the page in the first variant; `is_used` says that keys were pressed before."""
        first = self.plan.variants[0]
        names = (first.name,)
        try:
            if is_used:
                self._load(first)
            else:
                self.show(self.world, first)
            found = walk_all_stops(
                self.tab, self.world, requests, names, self.memory, is_forced=is_forced
            )
            if found is None:
                self._load(first)
                found = walk_all_stops(
                    self.tab, self.world, requests, names, self.memory, is_forced=True
                )
        except PageLeftError:
            found = None
        return _left(requests, names) if found is None else found


def _left(requests: Sequence[ProbeRequest], names: tuple[str, ...]) -> tuple[ProbeResult, ...]:
    return tuple(ProbeResult(rule=probe.rule, variants=names, error=LEFT) for probe in requests)
