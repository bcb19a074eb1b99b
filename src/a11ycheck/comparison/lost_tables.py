"""Cells of tables that lost what they are: the change of the table stands for theirs."""

from collections.abc import Sequence

from a11ycheck.comparison.spoken_units import CELLS, TABLES, Unit
from a11ycheck.comparison.tree_changes import Change, ChangeKind

__all__ = ["without_cells_of_lost_tables"]


def without_cells_of_lost_tables(changes: Sequence[Change], before: Sequence[Unit]) -> list[Change]:
    """Return changes without the roles of cells whose table went, or has no header cells now."""
    lost = {
        change.before.number
        for change in changes
        if change.is_loss and change.before is not None and change.before.role in TABLES
    }
    cells: set[int] = set()
    table = -1
    for unit in before:
        if unit.role in TABLES:
            table = unit.number
        elif unit.role in CELLS and table in lost:
            cells.add(unit.number)
    return [
        change
        for change in changes
        if change.kind is not ChangeKind.ROLE
        or change.before is None
        or change.before.number not in cells
    ]
