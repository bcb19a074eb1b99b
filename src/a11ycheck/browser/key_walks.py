"""All that is measured with keys on one page, after everything else: what keys do stays done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.keyboard import (
    KEYBOARD,
    WALK,
    Rehearsal,
    Walked,
    compare_in_variant,
    rehearse,
    walk_all_stops,
    walk_with_keys,
)
from a11ycheck.browser.measurements import Measurements
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.tab import Tab
from a11ycheck.browser.walk_memory import WalkMemory
from a11ycheck.model import ProbeResult, Variant, Viewport

__all__ = ["KeyWalks"]

_AS_EXPECTED = Rehearsal(is_as_expected=True, is_spent=False)
_REFUTED = Rehearsal(is_as_expected=False, is_spent=True)
LEFT = "a key press or a click navigated to another URL"


@dataclass(slots=True, kw_only=True)
class KeyWalks:
    """The walks on one page that is open in `tab`.

    `show` shows it in a variant; `reload` loads it again, perhaps in another tab. With `walks_once`, keys
    are pressed only in the first state that needs it. `earlier` has what keys have shown on other
    pages, and the handlers of this one (`earlier_failures`). A page that is not reversible has to be loaded
    again for each variant.
    """

    tab: Tab
    world: IsolatedWorld
    plan: VisitPlan
    memory: WalkMemory
    walks_once: bool
    earlier: Mapping[str, Any]
    is_reversible: bool
    show: Callable[[IsolatedWorld, Variant], object]
    reload: Callable[[Variant], tuple[Tab, IsolatedWorld]]

    def walk(
        self, measured: Iterable[ProbeResult], measurements: Measurements
    ) -> tuple[ProbeResult, ...]:
        """Return what was measured without keys, as far as they confirm it, and what they show.

        Results are in the order of the variants, whether keys were needed in one or not.
        """
        stops = self.plan.probes_for(WALK)
        rehearsal = self._rehearse() if measurements.is_walked else _AS_EXPECTED
        is_refuted = not rehearsal.is_as_expected
        is_spent = rehearsal.is_spent
        results = list(measured)
        if is_refuted:
            if self.is_reversible:
                self._load(self.plan.variants[0])
            refuted = {probe.rule for probe in stops}
            results = [result for result in results if result.rule not in refuted]
            # What keys do on other pages says nothing of this one.
            self.earlier = {**self.earlier, "memory": {}}
        is_scanned = not is_spent
        if stops and (is_refuted or not measurements.is_walked):
            walked = self._walk_stops(stops, is_forced=is_refuted)
            results += walked.results
            is_spent, is_scanned = walked.is_spent, False
        asked = [probe for probe in stops if probe.options.get("shortcuts")]
        for variant, names in self._without_shortcuts(asked, results):
            if is_spent and self.is_reversible:  # one that is not is loaded for each walk
                self._load(variant)
            walked = self._walk_stops(asked, variant=variant, names=names)
            results += walked.results
            is_spent, is_scanned = walked.is_spent, False
        results += self._walk_states(measurements.walks, is_spent=is_spent, is_scanned=is_scanned)
        results += self._compare(measurements.compared)
        places = {variant.name: place for place, variant in enumerate(self.plan.variants)}
        return tuple(sorted(results, key=lambda one: places.get(one.variants[0], len(places))))

    def _load(self, variant: Variant) -> None:
        self.tab, self.world = self.reload(variant)

    def _rehearse(self) -> Rehearsal:
        """Return whether the page answers to keys as what was found without them supposes."""
        if not self.earlier["handlers"]:
            return _AS_EXPECTED
        if not self.is_reversible:
            return _REFUTED
        try:
            self.show(self.world, self.plan.variants[0])
            return rehearse(self.tab, self.world)
        except PageLeftError:
            return _REFUTED

    def _walk_states(
        self,
        walks: Sequence[tuple[Variant, tuple[str, ...]]],
        *,
        is_spent: bool,
        is_scanned: bool,
    ) -> list[ProbeResult]:
        """Press keys in each state that needs it; the page `is_spent` if it has to be loaded again."""
        requests = self.plan.probes_for(KEYBOARD)
        results: list[ProbeResult] = []
        for number, (variant, names) in enumerate(walks[:1] if self.walks_once else walks):
            rescan = number > 0 or len(self.plan.variants) > 1 or not is_scanned
            try:
                if not self.is_reversible or (is_spent and not self.walks_once):
                    self._load(variant)
                else:
                    self.show(self.world, variant)
                is_spent = True
                walked = walk_with_keys(
                    self.tab,
                    self.world,
                    requests,
                    names,
                    self.earlier,
                    self.memory,
                    rescan=rescan,
                )
                results += walked.results
                is_spent = walked.is_spent
            except PageLeftError:
                results += _left(requests, names)
        return results

    def _compare(self, variants: Sequence[Variant]) -> list[ProbeResult]:
        """Compare images with and without the focus in other variants than that of the walk."""
        stops = self.plan.probes_for(WALK)
        results: list[ProbeResult] = []
        for variant in variants:
            names = (variant.name,)
            try:
                if self.walks_once:
                    self.show(self.world, variant)
                else:
                    self._load(variant)
                results += compare_in_variant(self.tab, self.world, stops, names, self.memory)
            except PageLeftError:
                results += _left(stops, names)
        return results

    def _without_shortcuts(
        self, requests: Sequence[ProbeRequest], results: Sequence[ProbeResult]
    ) -> list[tuple[Variant, tuple[str, ...]]]:
        """Return the first variant of each other viewport, with all variants of it; none if a key acts.

        A shortcut may act on what only another viewport shows, such as a search field that a phone hides.
        """
        asked = {probe.rule for probe in requests}
        hears_keys = any(name.startswith("key") for name in self.earlier["handlers"])
        found = [fact.facts for result in results if result.rule in asked for fact in result.facts]
        if self.walks_once or not hears_keys or not found or any(facts["keys"] for facts in found):
            return []
        viewports: dict[Viewport, list[Variant]] = {}
        for variant in self.plan.variants:
            viewports.setdefault(variant.viewport, []).append(variant)
        return [
            (alike[0], tuple(variant.name for variant in alike))
            for alike in list(viewports.values())[1:]
        ]

    def _walk_stops(
        self,
        requests: Sequence[ProbeRequest],
        *,
        variant: Variant | None = None,
        names: tuple[str, ...] = (),
        is_forced: bool = False,
    ) -> Walked:
        """Press Tab through the page in the first variant, or what is asked in another one for these."""
        first = variant or self.plan.variants[0]
        names = names or (first.name,)
        try:
            if self.is_reversible:
                self.show(self.world, first)
            else:
                self._load(first)
            walked = walk_all_stops(
                self.tab, self.world, requests, names, self.memory, is_forced=is_forced
            )
            if walked is None:
                self._load(first)
                walked = walk_all_stops(
                    self.tab, self.world, requests, names, self.memory, is_forced=True
                )
        except PageLeftError:
            walked = None
        return walked or Walked(results=_left(requests, names), is_spent=True)


def _left(requests: Sequence[ProbeRequest], names: tuple[str, ...]) -> tuple[ProbeResult, ...]:
    return tuple(ProbeResult(rule=probe.rule, variants=names, error=LEFT) for probe in requests)
