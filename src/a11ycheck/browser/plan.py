"""What a visit to a page has to do: the browser never sees a rule, only what to run and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from a11ycheck.model import Dependency, Variant

__all__ = ["LOOK", "ProbeRequest", "VisitPlan"]

# The runtime's function that runs axe's rules of these ids, and the probes that are asked for, in one go.
LOOK = "(rules, asked) => a11ycheck.look(rules, a11yProbes, asked)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRequest:
    """A probe to run: its file, its options (plain JSON), and the scripted state it needs, if any."""

    rule: str
    source: Path
    options: Mapping[str, Any] = field(default_factory=dict)
    depends: frozenset[Dependency] = frozenset()
    interaction: str = ""

    @property
    def asked(self) -> dict[str, Any]:
        """Return what the page is told of it, as plain JSON."""
        return {"rule": self.rule, "options": dict(self.options)}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """The same for every page of a run: variants in order, axe's rules with what each depends on.

    `timeout` is in seconds, for loading a page and for each script in it.
    """

    variants: tuple[Variant, ...]
    axe_rules: Mapping[str, frozenset[Dependency]]
    probes: tuple[ProbeRequest, ...]
    timeout: float = 30.0
    fresh_loads: bool = False

    @property
    def still_probes(self) -> tuple[ProbeRequest, ...]:
        """Return the probes that need no interaction, only a page at rest."""
        return tuple(probe for probe in self.probes if not probe.interaction)

    def walking_probes(self, interaction: str) -> tuple[ProbeRequest, ...]:
        """Return the probes that run in the state that this interaction brings about."""
        return tuple(probe for probe in self.probes if probe.interaction == interaction)
