"""All that is measured with keys on one page, after everything else: what keys do stays done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.keyboard import (
    KEYBOARD,
    WALK,
    Rehearsal,
    Walked,
    begin_walk,
    compare_in_variant,
    end_walk,
    rehearse,
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
    again for each variant, and so has one that keys have changed.
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
    _is_spent: bool = False
    _loaded: Variant | None = None  # no key was pressed since it was loaded in this variant

    def walk(
        self, measured: Iterable[ProbeResult], measurements: Measurements
    ) -> tuple[ProbeResult, ...]:
        """Return what was measured without keys, as far as they confirm it, and what they show.

        Results are in the order of the variants, whether keys were needed in one or not.
        """
        stops = self.plan.probes_for(WALK)
        is_walked = measurements.is_walked
        # A page that is not reversible is rehearsed once it has been loaded again.
        is_left = is_walked and bool(self.earlier["handlers"]) and not self.is_reversible
        rehearsal = self._rehearse() if is_walked and not is_left else _AS_EXPECTED
        self._is_spent = rehearsal.is_spent
        is_refuted = not rehearsal.is_as_expected
        results = list(measured)
        if is_refuted or is_left:
            walked_rules = {probe.rule for probe in stops}
            results = [result for result in results if result.rule not in walked_rules]
        if is_refuted:
            self._load(self.plan.variants[0])
            # What keys do on other pages says nothing of this one.
            self.earlier = {**self.earlier, "memory": {}}
        is_scanned = not self._is_spent
        if stops and (is_refuted or is_left or not is_walked):
            results += self._walk_stops(stops, is_forced=is_refuted)
            is_scanned = False
        asked = [probe for probe in stops if probe.options.get("shortcuts")]
        for variant, names in self._without_shortcuts(asked, results):
            results += self._walk_stops(asked, variant=variant, names=names)
            is_scanned = False
        results += self._walk_states(
            measurements.walks, measurements.compared, is_scanned=is_scanned
        )
        places = {variant.name: place for place, variant in enumerate(self.plan.variants)}
        return tuple(sorted(results, key=lambda one: places.get(one.variants[0], len(places))))

    def _load(self, variant: Variant) -> None:
        self.tab, self.world = self.reload(variant)
        self._loaded = variant

    def _enter(self, variant: Variant) -> None:
        """Have the page in a variant, as if no key had been pressed and it had been loaded in it."""
        is_spent, self._is_spent = self._is_spent, True
        if self._loaded is variant:
            return
        if self.walks_once or (self.is_reversible and not is_spent):
            self._loaded = None
            self.show(self.world, variant)
        else:
            self._load(variant)

    def _leave(self, walked: Walked) -> tuple[ProbeResult, ...]:
        """Return what was measured; note whether keys have changed the page."""
        self._is_spent = walked.is_spent
        if walked.is_spent:
            self._loaded = None
        return walked.results

    def _rehearse(self) -> Rehearsal:
        """Return whether the page answers to keys as what was found without them supposes."""
        if not self.earlier["handlers"]:
            return _AS_EXPECTED
        try:
            self.show(self.world, self.plan.variants[0])
            rehearsal = rehearse(self.tab, self.world)
        except PageLeftError:
            rehearsal = _REFUTED
        self.memory.note_rehearsal(is_as_expected=rehearsal.is_as_expected)
        return rehearsal

    def _walk_states(
        self,
        walks: Sequence[tuple[Variant, tuple[str, ...]]],
        compared: Sequence[Variant],
        *,
        is_scanned: bool,
    ) -> list[ProbeResult]:
        """Press keys in each state that needs it, and compare images in other variants than the walk's."""
        requests = self.plan.probes_for(KEYBOARD)
        results: list[ProbeResult] = []
        left = list(compared)
        for number, (variant, names) in enumerate(walks[:1] if self.walks_once else walks):
            rescan = number > 0 or len(self.plan.variants) > 1 or not is_scanned
            try:
                self._enter(variant)
                walked = walk_with_keys(
                    self.tab,
                    self.world,
                    requests,
                    names,
                    self.earlier,
                    self.memory,
                    rescan=rescan,
                )
                results += self._leave(walked)
            except PageLeftError:
                self._loaded = None
                results += _left(requests, names)
            if variant in left and self._loaded is variant:
                left.remove(variant)
                results += self._compare(variant)
        for variant in left:
            results += self._compare(variant)
        return results

    def _compare(self, variant: Variant) -> tuple[ProbeResult, ...]:
        """Compare images with and without the focus in another variant than that of the walk."""
        stops = self.plan.probes_for(WALK)
        names = (variant.name,)
        try:
            if self.walks_once:
                self.show(self.world, variant)
            elif self._loaded is not variant:
                self._load(variant)
            return compare_in_variant(self.tab, self.world, stops, names, self.memory)
        except PageLeftError:
            return _left(stops, names)
        finally:
            self._loaded, self._is_spent = None, True

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
    ) -> tuple[ProbeResult, ...]:
        """Press Tab through the page in the first variant, or what is asked in another one for these.

        With `is_forced` nothing is taken over from other pages. A page that does not answer to keys as they
        do, or does and is spent, is loaded again.
        """
        first = variant or self.plan.variants[0]
        names = names or (first.name,)
        is_forced = is_forced or self.memory.is_useless
        try:
            self._enter(first)
            needs = begin_walk(self.tab, self.world, requests, self.memory, is_forced=is_forced)
            is_spent = False
            if not is_forced:
                rehearsal = rehearse(self.tab, self.world)
                is_spent = rehearsal.is_spent
                is_refuted = not rehearsal.is_as_expected
                if is_refuted or is_spent or not needs["keys"]:  # else nothing was rehearsed
                    self.memory.note_rehearsal(is_as_expected=not is_refuted)
                if is_refuted or (is_spent and any(needs.values())):
                    self._load(first)
                    is_spent = False
                    begin_walk(self.tab, self.world, requests, self.memory, is_forced=is_refuted)
            walked = end_walk(self.tab, self.world, requests, names, self.memory)
            return self._leave(replace(walked, is_spent=walked.is_spent or is_spent))
        except PageLeftError:
            self._loaded = None
            return _left(requests, names)


def _left(requests: Sequence[ProbeRequest], names: tuple[str, ...]) -> tuple[ProbeResult, ...]:
    return tuple(ProbeResult(rule=probe.rule, variants=names, error=LEFT) for probe in requests)
