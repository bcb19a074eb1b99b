"""Put the header of a drawn table where its syntax wants it: grid tables, simple tables, pipe tables."""

import re
from collections.abc import Sequence

from a11ycheck.fix.directives import indented
from a11ycheck.fix.text import Edit, Unmendable

__all__ = ["mend_grid", "mend_pipes", "mend_simple"]

_LEAD = r"(?P<lead>(?:[\s>]|[-*+]\s|\d+[.)]\s)*)"
_GRID = re.compile(_LEAD + r"(?P<border>\+(?:-+\+)+)\s*")
_SIMPLE = re.compile(_LEAD + r"(?P<border>=+(?:\s+=+)+)\s*")
_EMPTY_ROW = re.compile(r"[\s>]*(?=.*\|)[|\s]+")
_DELIMITERS = re.compile(r"[\s>]*(?=.*\|)(?=.*-)[|:\-\s]+")
_UNKNOWN = "its first line was not found"


def mend_grid(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that draws the border below the first row of a grid table with `=`."""
    top = _GRID.fullmatch(lines[number])
    if top is None:
        raise Unmendable(_UNKNOWN)
    start, width = top.start("border"), len(top["border"])
    for line in range(number + 1, len(lines)):
        row = lines[line][start:].rstrip()
        if len(row) == width and re.fullmatch(r"\+[-+]+\+", row):
            break
        if not row.startswith("|") or re.search(r"\+-", row):
            raise Unmendable("cells of its first row reach into the next")
    else:
        raise Unmendable("its first row has no end")
    if not lines[line + 1 : line + 2] or not lines[line + 1][start:].startswith("|"):
        raise Unmendable("it has one row alone")
    drawn = lines[line][:start] + row.replace("-", "=")
    return Edit(first=line, last=line + 1, lines=(drawn,))


def mend_simple(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that draws a border below the first row of a simple table."""
    top = _SIMPLE.fullmatch(lines[number])
    if top is None:
        raise Unmendable(_UNKNOWN)
    start = top.start("border")
    first_column = slice(start, start + top["border"].index(" "))
    last = number + 1
    for line in range(number + 2, len(lines)):
        row = lines[line][start:].strip()
        if row and set(row) <= set("=- "):
            raise Unmendable("it has one row alone, or cells that reach over several columns")
        if lines[line][first_column].strip():
            break
        last = line if row else last
    else:
        raise Unmendable("its first row has no end")
    border = f"{indented(top['lead'])}{top['border']}"
    return Edit(first=last, last=last + 1, lines=(lines[last], border))


def mend_pipes(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that puts the first row of a pipe table into the place of its empty header."""
    if len(lines) < number + 3 or not _EMPTY_ROW.fullmatch(lines[number]):
        raise Unmendable(_UNKNOWN)
    delimiters, row = lines[number + 1 : number + 3]
    if not _DELIMITERS.fullmatch(delimiters) or "|" not in row:
        raise Unmendable(_UNKNOWN)
    return Edit(first=number, last=number + 3, lines=(row, delimiters))
