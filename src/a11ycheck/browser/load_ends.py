"""What loads of one page ended as, so that the next one in the same variant waits for no more than that.

A page whose scripts fetch files, change it or run workers is awaited until nothing happens for a while.
Once it has been loaded in a viewport and colour scheme, the end of such a load is known.
"""

import time
from dataclasses import dataclass, field

from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.network import PageTraffic
from a11ycheck.browser.tab import Tab
from a11ycheck.model import Viewport

__all__ = ["LoadEnds"]

_SECONDS = 0.5
_CONDITION = "() => a11ycheck.condition()"
_AWAIT_CONDITION = "(expected, ms) => a11ycheck.awaitCondition(expected, ms)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """The URLs that a load has requested, and its document and timers at its end."""

    urls: frozenset[str]
    condition: str


@dataclass(slots=True)
class LoadEnds:
    """The ends of the loads of one page, by viewport and colour scheme.

    A page that once ended in another way, such as one that numbers its visits, is awaited as if it was new.
    """

    _ends: dict[tuple[Viewport, str], _End] = field(default_factory=dict)
    _do_vary: bool = False

    def add(
        self, viewport: Viewport, colour_scheme: str, traffic: PageTraffic, world: IsolatedWorld
    ) -> None:
        """Add the end of a load that had to be awaited."""
        end = _End(urls=traffic.urls, condition=world.call(_CONDITION))
        self._ends[viewport, colour_scheme] = end

    def await_end(
        self,
        viewport: Viewport,
        colour_scheme: str,
        tab: Tab,
        traffic: PageTraffic,
        world: IsolatedWorld,
    ) -> bool:
        """Wait until a load has ended as one before; return False if none is known, or if it does not.

        It has once the same URLs were requested, none is pending, the document is the same, and as many
        timers of its scripts have yet to call back.
        """
        end = self._ends.get((viewport, colour_scheme))
        if end is None or self._do_vary:
            return False
        deadline = time.monotonic() + _SECONDS
        traffic.read(tab.network_log())
        while not (is_complete := traffic.urls >= end.urls and not traffic.is_pending):
            if (rest := deadline - time.monotonic()) <= 0:
                break
            traffic.read(tab.network_log(patience=rest))
        self._do_vary = not (
            is_complete and world.call(_AWAIT_CONDITION, end.condition, _SECONDS * 1000)
        )
        return not self._do_vary
