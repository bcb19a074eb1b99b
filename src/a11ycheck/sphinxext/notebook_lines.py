"""The lines of a Jupyter notebook on which the lines of its cells are."""

import json
import re
from collections.abc import Sequence

__all__ = ["cell_lines", "line_in_notebook"]

# Numbers and names are between these.
_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],]')
_CELLS, _SOURCE = '"cells"', '"source"'
# MyST-NB counts the lines of each cell from such a multiple, and from 2.
_LINES_OF_CELL, _FIRST_LINE = 10_000, 2


def line_in_notebook(cells: Sequence[Sequence[int]], number: int) -> int:
    """Return the line of the file for a line as MyST-NB counts it; 0 if there is none."""
    cell, line = divmod(number, _LINES_OF_CELL)
    if not 0 < cell <= len(cells) or not cells[cell - 1]:
        return 0
    lines = cells[cell - 1]
    return lines[min(max(line - _FIRST_LINE, 0), len(lines) - 1)]


def cell_lines(text: str) -> list[list[int]]:
    """Return for each cell of a notebook the line of the file on which each line of its source is.

    A parser of JSON would not tell where it found them.
    """
    cells: list[list[int]] = []
    # The brackets that are open, and the key that each of them is at; "" before a key.
    kinds: list[str] = []
    keys: list[str] = []
    line, counted = 1, 0
    for match in _PART.finditer(text):
        part = match[0]
        if part in "{[":
            kinds.append(part)
            keys.append("")
            if kinds == ["{", "[", "{"] and keys[0] == _CELLS:
                cells.append([])
        elif part in "}]":
            kinds, keys = kinds[:-1], keys[:-1]
        elif part == ",":
            keys[-1:] = [""]
        elif kinds[-1:] == ["{"] and not keys[-1]:
            keys[-1] = part
        elif cells and keys[0] == _CELLS and keys[2:3] == [_SOURCE]:
            line += text.count("\n", counted, match.start())
            counted = match.start()
            cells[-1] += [line] * max(len(json.loads(part).splitlines()), 1)
    return cells
