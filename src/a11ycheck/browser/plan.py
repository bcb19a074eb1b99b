"""What a visit does on each page: the browser never sees a rule, only what to run and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from a11ycheck.model import Dependency, Variant

__all__ = ["MOST_TIME_LIMITS", "ProbeRequest", "VisitPlan"]

TIME_LIMITS = 4.0
"""How many time limits the visit of a page may take."""
MOST_TIME_LIMITS = 16.0
"""How many the visit of the largest page may take."""
_ELEMENTS_FOR_ONE_MORE = 1000

CHECKED_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRequest:
    """A probe to run: its file, its options (plain JSON), and the scripted interaction it needs, if any."""

    rule: str
    source: Path
    options: Mapping[str, Any] = field(default_factory=dict)
    depends: frozenset[Dependency] = frozenset()
    interaction: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        """Return what our script in the page needs to run the probe, as plain JSON."""
        return {"rule": self.rule, "options": dict(self.options)}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """The same for every page of a run: variants in order, axe's rules with what each depends on, probes.

    `timeout` is in seconds, for loading a page. `wait_for` selects an element
    that has to be visible before a page is measured, "" for none. With `allow_empty`, a page that shows no
    content is measured, too. `carried_rules` judge each element by
    itself: what they found on an unchanged element holds in the next variant. `reads_tree` asks for the
    accessibility tree. `checked_share` is the share
    of pages, chosen at random, on which that is proved by running them for all elements.
    """

    variants: tuple[Variant, ...]
    axe_rules: Mapping[str, frozenset[Dependency]]
    probes: tuple[ProbeRequest, ...]
    carried_rules: frozenset[str] = frozenset()
    reads_tree: bool = False
    checked_share: float = CHECKED_SHARE
    timeout: float = 30.0
    wait_for: str = ""
    allow_empty: bool = False

    def visit_seconds(self, elements: int = 0) -> float:
        """Return the most seconds that a visit may take: to load a page, and to measure its elements.

        What is measured takes time in proportion to them.
        """
        limits = TIME_LIMITS + elements // _ELEMENTS_FOR_ONE_MORE
        return self.timeout * min(limits, MOST_TIME_LIMITS)

    def probes_for(self, interaction: str = "") -> tuple[ProbeRequest, ...]:
        """Return the probes that need this scripted interaction; by default those that need none."""
        return tuple(probe for probe in self.probes if probe.interaction == interaction)
