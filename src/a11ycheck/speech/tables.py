"""The tables and lists of an accessibility tree: sizes, and the places of cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from a11ycheck.model import TreeNode
from a11ycheck.speech.announcements import Counted

__all__ = ["CELLS", "Cell", "cells_of", "counts_of"]

_TABLES: Final = frozenset({"table", "grid", "treegrid"})
CELLS: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_ITEMS: Final = frozenset({"listitem", "term", "option"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The place of a cell: the number of its table's node, and row and column from 1."""

    table: int
    row: int
    column: int
    columns: int = 1


def cells_of(nodes: Sequence[TreeNode]) -> Mapping[int, Cell]:
    """Return the places of all cells by the number of their node."""
    cells: dict[int, Cell] = {}
    for number, node in enumerate(nodes):
        if node.role in _TABLES:
            cells |= _cells(nodes, number)
    return cells


def _cells(nodes: Sequence[TreeNode], table: int) -> dict[int, Cell]:
    """Return the cells of one table, without those of tables within it."""
    cells: dict[int, Cell] = {}
    row = column = 0
    taken: dict[tuple[int, int], bool] = {}
    for number in _inside(nodes, table):
        node = nodes[number]
        if node.role == "row":
            row, column = row + 1, 0
        elif node.role in CELLS:
            column += 1
            while (row, column) in taken:
                column += 1
            width, height = _span(node, "colspan"), _span(node, "rowspan")
            cells[number] = Cell(table=table, row=max(row, 1), column=column, columns=width)
            for down in range(min(height, 100)):
                for right in range(min(width, 100)):
                    taken[row + down, column + right] = True
            column += width - 1
    return cells


def _inside(nodes: Sequence[TreeNode], table: int) -> Iterator[int]:
    number = table + 1
    depth = nodes[table].depth
    while number < len(nodes) and nodes[number].depth > depth:
        yield number
        if nodes[number].role in _TABLES:
            inner = nodes[number].depth
            number += 1
            while number < len(nodes) and nodes[number].depth > inner:
                number += 1
        else:
            number += 1


def _span(node: TreeNode, name: str) -> int:
    text = node.states.get(name, "1")
    return max(1, int(text)) if text.isdecimal() else 1


def counts_of(nodes: Sequence[TreeNode], number: int) -> tuple[Counted, ...]:
    """Return the sizes that are announced with a table or a list; none for other nodes."""
    role, depth = nodes[number].role, nodes[number].depth
    if role in _TABLES:
        cells = _cells(nodes, number).values()
        rows = len({cell.row for cell in cells})
        columns = max((cell.column + cell.columns - 1 for cell in cells), default=0)
        return Counted(number=columns, noun="column"), Counted(number=rows, noun="row")
    if role != "list":
        return ()
    items = 0
    for node in nodes[number + 1 :]:
        if node.depth <= depth:
            break
        items += node.depth == depth + 1 and node.role in _ITEMS
    return (Counted(number=items, noun="item"),)
