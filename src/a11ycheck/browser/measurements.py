"""What axe and the probes measure on one page in all its variants; of equal states only one is measured.

A state is fingerprinted by what results can depend on: the document itself, what is visible, where
things lie, and the colour scheme. A rule runs again only if something that it depends on has changed,
and rules that judge each element by itself only for the elements that have changed.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.keyboard import KEYBOARD, other_variant_request
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.tree_capture import CapturedTree, capture_tree, without_repeats
from a11ycheck.model import (
    AxeResult,
    ColourScheme,
    Dependency,
    PageTree,
    ProbeResult,
    Variant,
    Viewport,
)

__all__ = ["LOOK", "Digest", "Measurements", "read_digest", "run_probes"]

# Runs axe's rules of these ids, the probes, and the scan for the probes that need keys.
LOOK = (
    "(rules, asked, keyed, walked, carrying, earlier) =>"
    " a11ycheck.look(rules, a11yProbes, asked, keyed, walked, carrying, earlier)"
)
_RUN_PROBES = "(asked) => a11ycheck.runProbes(a11yProbes, asked)"
_DIGEST = "() => a11ycheck.digest()"
# What the page shows inside of a tab stop makes no difference to keys, so they have a hash of their own.
_KEYBOARD_DEPENDS = {KEYBOARD: frozenset({KEYBOARD})}
_TREE: Final = "tree"
_TREE_DEPENDS = {_TREE: frozenset({Dependency.VISIBILITY})}

# The names of the variants that show one state; it grows while variants are measured.
_Names = list[str]
Digest = Mapping[str, str]
"""Hashes of what results can depend on, by what it is: "dom", "visibility", "layout", "keyboard"."""
EQUAL_STATE_DIFFERS = "results of a variant that was taken for equal to another differ from it"


class Measurements:
    """Collects results, each with the variants that show the state in which it was measured."""

    def __init__(
        self, plan: VisitPlan, walked: Mapping[str, Any] | None, earlier: Mapping[str, Any]
    ) -> None:
        """Take what is to be run.

        `walked` asks for the walk (`walk_request`), and `earlier` has what keys have shown on other pages
        (`earlier_failures`).
        """
        self._plan = plan
        self._walked = walked
        self._earlier = earlier
        # Nothing secret depends on the choice.
        self._is_checked = random.random() < plan.checked_share  # noqa: S311
        self._states: dict[tuple[str, ...], _Names] = {}
        self._passed: set[str] = set()
        self._inapplicable: set[str] = set()
        self._axe: list[tuple[_Names, dict[str, Any]]] = []
        self._probes: list[tuple[_Names, dict[str, Any]]] = []
        self._trees: list[tuple[_Names, CapturedTree]] = []
        self._walks: list[tuple[_Names, Variant]] = []
        self._seen: set[ColourScheme | Viewport] = set()
        self.failed_frames: dict[str, str] = {}
        """The frames in which axe failed as a whole, with its error."""
        self.is_walked = False
        """Whether the first variant has needed no keys for the walk."""
        self.compared: list[Variant] = []
        """The variants in which images must show whether the focus is seen."""

    def measure(self, world: IsolatedWorld, variant: Variant) -> None:
        """Run every rule that has not run in a state equal to the page's present one.

        The walk begins in the first variant, and the focus is looked at in the first of each other colour
        scheme and viewport.
        """
        walked = self._walk_in(variant)
        digest = self._digest(world)
        probes = {probe.rule: probe for probe in self._plan.probes_for()}
        keyed = self._plan.probes_for(KEYBOARD)
        depends = {rule: probe.depends for rule, probe in probes.items()}
        rules = self._enter(self._plan.axe_rules, variant, digest)
        new_rules = _new(rules)
        new_probes = _new(self._enter(depends, variant, digest))
        new_scan = _new(self._enter(_KEYBOARD_DEPENDS if keyed else {}, variant, digest))
        if tree := _new(
            self._enter(_TREE_DEPENDS if self._plan.reads_tree else {}, variant, digest)
        ):
            self._trees.append((tree[_TREE], capture_tree(world)))
        equal = sorted(rules.keys() - new_rules.keys()) if self._is_checked else []
        if not (new_rules or new_probes or new_scan or equal or walked):
            return
        found = world.call(
            LOOK,
            sorted(new_rules),
            [probes[rule].as_json for rule in new_probes],
            [probe.as_json for probe in keyed if new_scan],
            walked,
            {"carried": sorted(self._plan.carried_rules), "isChecked": self._is_checked},
            self._earlier,
        )
        self._add(found, new_rules)
        self._add_walk(found["walk"], walked, variant)
        self._probes += [(new_probes[result["rule"]], result) for result in found["probes"]]
        if found["keyboard"]["isWalkNeeded"]:
            self._walks.append((new_scan[KEYBOARD], variant))
        else:
            self._probes += [(new_scan[KEYBOARD], item) for item in found["keyboard"]["probes"]]
        if equal:
            self._compare(
                world.call(LOOK, equal, [], [], None, {}), {rule: rules[rule] for rule in equal}
            )

    def _walk_in(self, variant: Variant) -> Mapping[str, Any] | None:
        """Return what asks for the walk in a variant, None for none."""
        shown: set[ColourScheme | Viewport] = {variant.colour_scheme, variant.viewport}
        if self._walked is None or shown <= self._seen:
            return None
        is_first = not self._seen
        self._seen |= shown
        return self._walked if is_first else other_variant_request(self._walked)

    def _add_walk(
        self,
        found: Sequence[dict[str, Any]] | None,
        walked: Mapping[str, Any] | None,
        variant: Variant,
    ) -> None:
        """Add what was measured without keys, or note that it takes more."""
        is_other_variant = walked is not self._walked
        if found is None:
            if walked and is_other_variant:
                self.compared.append(variant)
            return
        # In another variant, nothing is measured of a page with the same colours and stops.
        results = [item for item in found if item["facts"] or item["error"] or not is_other_variant]
        self._probes += [([variant.name], result) for result in results]
        self.is_walked = self.is_walked or not is_other_variant

    def _add(self, found: Mapping[str, Any], names: Mapping[str, _Names]) -> None:
        self.failed_frames |= {item["element"]: item["error"] for item in found["failed_frames"]}
        self._passed.update(found["passed"])
        self._inapplicable.update(found["inapplicable"])
        self._axe += [(names[result["rule"]], result) for result in found["results"]]

    def _compare(self, found: Mapping[str, Any], names: Mapping[str, _Names]) -> None:
        """Add an error for each rule that finds something else in a state that was taken for equal."""
        for rule, shown in names.items():
            before = [
                result for own, result in self._axe if own is shown and result["rule"] == rule
            ]
            if before != [result for result in found["results"] if result["rule"] == rule]:
                error = {
                    "rule": rule,
                    "outcome": "cantTell",
                    "error": EQUAL_STATE_DIFFERS,
                    "nodes": [],
                }
                self._axe.append(([shown[-1]], error))

    def _digest(self, world: IsolatedWorld) -> Digest:
        """Return the hashes of the page's state; a single variant has nothing to compare them with."""
        if len(self._plan.variants) == 1:
            return dict.fromkeys(("dom", "visibility", "layout", KEYBOARD), "")
        return read_digest(world)

    def _enter(
        self,
        rules: Mapping[str, frozenset[str]],
        variant: Variant,
        digest: Digest,
    ) -> dict[str, _Names]:
        """Note that a variant shows a state; return the names of the variants that show it, by rule."""
        shown: dict[str, _Names] = {}
        for rule, depends in rules.items():
            parts = [digest[name] for name in ("visibility", "layout", KEYBOARD) if name in depends]
            if Dependency.COLOUR in depends:
                parts.append(str(variant.colour_scheme))
            shown[rule] = self._states.setdefault((rule, digest["dom"], *parts), [])
            shown[rule].append(variant.name)
        return shown

    @property
    def trees(self) -> tuple[PageTree, ...]:
        """Return the accessibility trees, each with all variants that show the same."""
        trees = (
            PageTree(variants=tuple(names), nodes=found.nodes, omitted=found.omitted)
            for names, found in self._trees
        )
        return without_repeats(trees)

    @property
    def walks(self) -> list[tuple[Variant, tuple[str, ...]]]:
        """Return the variants in which keys must be pressed, each with all that show the same state."""
        return [(variant, tuple(names)) for names, variant in self._walks]

    @property
    def axe_results(self) -> tuple[AxeResult, ...]:
        """Return what axe rules failed or could not tell."""
        return tuple(
            msgspec.convert({**result, "variants": names}, AxeResult) for names, result in self._axe
        )

    @property
    def probe_results(self) -> tuple[ProbeResult, ...]:
        """Return what the probes measured that needed no interaction, or no key."""
        return tuple(_probe_result(result, names) for names, result in self._probes)

    @property
    def passed(self) -> tuple[str, ...]:
        """Return the ids of the axe rules that passed."""
        return tuple(sorted(self._passed - self._reported))

    @property
    def inapplicable(self) -> tuple[str, ...]:
        """Return the ids of the axe rules that did not apply."""
        return tuple(sorted(self._inapplicable - self._passed - self._reported))

    @property
    def _reported(self) -> set[str]:
        return {result["rule"] for _, result in self._axe}


def _new(shown: Mapping[str, _Names]) -> dict[str, _Names]:
    """Return the rules whose state no variant showed before."""
    return {rule: names for rule, names in shown.items() if len(names) == 1}


def read_digest(world: IsolatedWorld) -> Digest:
    """Return the hashes of the page's state."""
    digest: Digest = world.call(_DIGEST)
    return digest


def run_probes(
    world: IsolatedWorld, requests: Iterable[ProbeRequest], variants: Iterable[str]
) -> tuple[ProbeResult, ...]:
    """Run probes in the page's present state, and return what they measured, for these variants."""
    found = world.call(_RUN_PROBES, [probe.as_json for probe in requests])
    return tuple(_probe_result(result, variants) for result in found)


def _probe_result(result: Mapping[str, Any], variants: Iterable[str]) -> ProbeResult:
    return msgspec.convert({**result, "variants": tuple(variants)}, ProbeResult)
