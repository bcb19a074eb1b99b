"""Measure a page in all variants and scripted states.

A page is loaded once, and then shown in each variant, which takes far less time than to load it in each.
But a script can decide by the window's size or the colour scheme when it loads, or leave something behind
when that changes: a menu that was shut for a narrow window and stays shut in a wide one. So one page of
those with the same scripts, and a random share, is also loaded in another variant, and each page is
compared with itself when the first variant is back. Where they differ, it is loaded again for each.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.measurements import Digest, Measurements, read_digest, run_probes
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.scripted_states import SCRIPTED_STATES
from a11ycheck.browser.variant_memory import VariantMemory
from a11ycheck.model import ProbeResult, Variant, Viewport

__all__ = ["MeasuredStates", "PageStates", "shows_several_states"]

_CONTEXT = "() => a11ycheck.mediaAnswers.context()"
_REMEMBER = "(isListening) => a11ycheck.mediaAnswers.remember(isListening)"
_IS_AS_BEFORE = "() => a11ycheck.mediaAnswers.isAsBefore()"
_SIZES = frozenset({"resize", "orientationchange"})


def shows_several_states(plan: VisitPlan) -> bool:
    """Return whether a plan shows a page in more than one viewport or colour scheme."""
    views = [view for name, view in SCRIPTED_STATES.items() if view and plan.probes_for(name)]
    return len(plan.variants) > 1 or bool(views)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredStates:
    """What was measured without keys; not reversible is a page that other variants have changed."""

    measurements: Measurements
    world: IsolatedWorld
    probes: tuple[ProbeResult, ...]
    is_reversible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """What a page looks like when it is loaded in `variant`, as far as two loads look alike."""

    variant: Variant
    digest: Digest

    def is_like(self, digest: Digest) -> bool:
        return all(digest[name] == value for name, value in self.digest.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStates:
    """Measures one page that is loaded in the variant `first`.

    `show` shows it in a variant, or in a scripted state of a variant, by name: PageFailedError if it has no
    content then. `reload` loads it again in a variant, perhaps in another tab. `walked` and `earlier` are
    those of `Measurements`.
    """

    plan: VisitPlan
    first: Variant
    show: Callable[[IsolatedWorld, str, Variant], None]
    reload: Callable[[Variant], IsolatedWorld]
    walked: Mapping[str, Any] | None
    earlier: Mapping[str, Any]

    def measure(self, world: IsolatedWorld) -> MeasuredStates:
        """Return what is measured of a page that is loaded once."""
        measurements = self._begin()
        measurements.measure(world, self.first)
        for variant in self._others:
            self.show(world, variant.name, variant)
            measurements.measure(world, variant)
        probes = self._interact(world)
        return MeasuredStates(measurements=measurements, world=world, probes=probes)

    def measure_as_loaded(
        self, world: IsolatedWorld, kinds: tuple[str, ...], memory: VariantMemory
    ) -> MeasuredStates:
        """Return what is measured, in each variant as if the page had been loaded in it.

        `kinds` are the events that the page listens to.
        """
        context: str = world.call(_CONTEXT)
        if not context:
            return self.measure(world)
        if memory.differs(context):
            return self._measure_apart(world)
        loaded = None
        # Nothing secret depends on the choice.
        if not memory.knows(context) or random.random() < self.plan.checked_share:  # noqa: S311
            world, loaded = self._load_in_other(world)
        measurements = self._begin()
        measurements.measure(world, self.first)
        world.call(_REMEMBER, not _SIZES.isdisjoint(kinds))
        for variant in self._others:
            self.show(world, variant.name, variant)
            if loaded is not None and variant is loaded.variant:
                differs = not loaded.is_like(read_digest(world))
                memory.add(context, differs=differs)
                if differs:
                    return self._measure_apart()
            measurements.measure(world, variant)
        probes = self._interact(world)
        self.show(world, self.first.name, self.first)
        if not world.call(_IS_AS_BEFORE):
            return self._measure_apart()
        return MeasuredStates(measurements=measurements, world=world, probes=probes)

    def _begin(self) -> Measurements:
        return Measurements(self.plan, self.walked, self.earlier)

    def _load_in_other(self, world: IsolatedWorld) -> tuple[IsolatedWorld, _Loaded | None]:
        """Load the page in the variant that differs most from the first, and then again in the first."""
        first = self.first
        other = max(
            self._others,
            key=lambda item: (
                item.viewport != first.viewport,
                item.colour_scheme != first.colour_scheme,
            ),
            default=None,
        )
        if other is None:
            return world, None
        before = read_digest(world)
        wanted = read_digest(self.reload(other))
        world = self.reload(first)
        again = read_digest(world)
        digest = {name: value for name, value in wanted.items() if before[name] == again[name]}
        return world, _Loaded(variant=other, digest=digest)

    def _measure_apart(self, loaded: IsolatedWorld | None = None) -> MeasuredStates:
        """Return what is measured when the page is loaded again for each variant and scripted state.

        `loaded` is the world of a page that has just been loaded in the first variant.
        """
        measurements = self._begin()
        probes: list[ProbeResult] = []
        for variant in (self.first, *self._others):
            world = self.reload(variant) if loaded is None else loaded
            loaded = None
            self.show(world, variant.name, variant)
            measurements.measure(world, variant)
        for name, viewport in self._scripted:
            if viewport is not None:
                world = self.reload(replace(self.first, viewport=viewport))
            probes += self._run(world, name)
        return MeasuredStates(
            measurements=measurements, world=world, probes=tuple(probes), is_reversible=False
        )

    @property
    def _others(self) -> list[Variant]:
        return [variant for variant in self.plan.variants if variant is not self.first]

    @property
    def _scripted(self) -> list[tuple[str, Viewport | None]]:
        """Return the scripted states that some probe needs; without a viewport, the page stays as it is."""
        return [item for item in SCRIPTED_STATES.items() if self.plan.probes_for(item[0])]

    def _interact(self, world: IsolatedWorld) -> tuple[ProbeResult, ...]:
        return tuple(result for name, _ in self._scripted for result in self._run(world, name))

    def _run(self, world: IsolatedWorld, name: str) -> tuple[ProbeResult, ...]:
        """Run the probes of a scripted state."""
        if SCRIPTED_STATES[name] is not None:
            self.show(world, name, self.first)
        return run_probes(world, self.plan.probes_for(name), (name,))
