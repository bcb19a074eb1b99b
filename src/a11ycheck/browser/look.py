"""What axe and the probes say of one page, state by state: no state is judged twice."""

from collections.abc import Iterator
from typing import Any

import msgspec

from a11ycheck.browser.plan import LOOK, ProbeRequest, VisitPlan
from a11ycheck.browser.states import States
from a11ycheck.browser.world import World
from a11ycheck.model import AxeResult, ProbeResult, Variant

__all__ = ["Look", "run_probes"]


class Look:
    """Collects what axe and the probes say, state by state."""

    def __init__(self, plan: VisitPlan) -> None:
        """Take what is to be run."""
        self.plan = plan
        self.states = States()
        self.passed: set[str] = set()
        self.inapplicable: set[str] = set()
        self.reported: set[str] = set()
        self._axe: list[tuple[str, tuple[str, ...], dict[str, Any]]] = []
        self._probes: list[tuple[str, tuple[str, ...], dict[str, Any]]] = []

    def at(self, world: World, variant: Variant) -> dict[str, Any]:
        """Run every rule that has not seen a state equal to the page's present one; return its digest."""
        digest = self._digest(world, variant)
        rules = self.states.enter(self.plan.axe_rules, variant, digest)
        still = {probe.rule: probe for probe in self.plan.still_probes}
        depends = {rule: probe.depends for rule, probe in still.items()}
        probes = self.states.enter(depends, variant, digest)
        if not rules and not probes:
            return digest
        said = world.call(LOOK, sorted(rules), [still[rule].asked for rule in probes])
        self.passed.update(said["passed"])
        self.inapplicable.update(said["inapplicable"])
        self.reported.update(result["rule"] for result in said["results"])
        self._axe += [(found["rule"], rules[found["rule"]], found) for found in said["results"]]
        self._probes += [(found["rule"], probes[found["rule"]], found) for found in said["probes"]]
        return digest

    def _digest(self, world: World, variant: Variant) -> dict[str, Any]:
        """Return the hashes of the page's state, which a single variant has nothing to compare with."""
        if len(self.plan.variants) == 1:
            return dict.fromkeys(("dom", "visibility", "layout"), "")
        digest: dict[str, Any] = world.call("() => a11ycheck.digest()")
        if self.plan.fresh_loads:
            digest["dom"] += variant.name
        return digest

    def axe_results(self) -> list[AxeResult]:
        """Return axe's results, each with all variants for which it holds."""
        return [msgspec.convert(found, AxeResult) for found in self._with_variants(self._axe)]

    def probe_results(self) -> list[ProbeResult]:
        """Return what the probes measured, each with all variants for which it holds."""
        return [msgspec.convert(found, ProbeResult) for found in self._with_variants(self._probes)]

    def _with_variants(
        self, found: list[tuple[str, tuple[str, ...], dict[str, Any]]]
    ) -> Iterator[dict[str, Any]]:
        for rule, key, result in found:
            yield {**result, "variants": self.states.seen_in(rule, key)}


def run_probes(
    world: World, requests: tuple[ProbeRequest, ...], variants: tuple[str, ...]
) -> list[ProbeResult]:
    """Run probes in the state that the page is in, and return what they measured, for these variants."""
    asked = [probe.asked for probe in requests]
    found = world.call("(asked) => a11ycheck.runProbes(a11yProbes, asked)", asked)
    return [msgspec.convert({**result, "variants": variants}, ProbeResult) for result in found]
