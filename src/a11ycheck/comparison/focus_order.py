"""Whether Tab stops in another order, though the page is read in the same one."""

from collections.abc import Sequence

from a11ycheck.comparison.spoken_units import Unit
from a11ycheck.comparison.tree_changes import Change, ChangeKind
from a11ycheck.model import TreeNode
from a11ycheck.speech.views import tab_stops

__all__ = ["find_focus_change"]

_Stop = tuple[str, str]


def find_focus_change(
    before: Sequence[TreeNode],
    after: Sequence[TreeNode],
    old: Sequence[Unit],
    new: Sequence[Unit],
) -> list[Change]:
    """Return one change at the first stop that is another one, none if the order is that of reading."""
    stops = [_stops(before), _stops(after)]
    common = set(stops[0]) & set(stops[1])
    if not common:
        return []
    first, second = ([stop for stop in order if stop in common] for order in stops)
    reads = [
        [(u.role, u.name) for u in units if (u.role, u.name) in common] for units in (old, new)
    ]
    if first == second or reads[0] != reads[1]:
        return []
    place = next(n for n, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1])
    one = next((unit for unit in old if (unit.role, unit.name) == first[place]), None)
    other = next((unit for unit in new if (unit.role, unit.name) == second[place]), None)
    if one is None or other is None:
        return []
    return [Change(kind=ChangeKind.FOCUS_ORDER, before=one, after=other)]


def _stops(nodes: Sequence[TreeNode]) -> list[_Stop]:
    return [(nodes[n].role, " ".join(nodes[n].name.split())) for n in tab_stops(nodes)]
