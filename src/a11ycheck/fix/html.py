"""Make headers of the cells in the first row of a table that is written in HTML."""

import re
from collections.abc import Sequence

from a11ycheck.fix.text import Edit, Unmendable

__all__ = ["mend_html"]

_ROW = re.compile(r"<tr\b[^>]*>(?P<cells>.*?)(?=</tr|<tr\b|</table|\Z)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_CELL = re.compile(r"<td\b([^>]*)>(.*?)(?=<td\b|</td|\Z)", re.IGNORECASE | re.DOTALL)
_START = re.compile(r"<td(?=[\s>])(?P<rest>[^>]*\bscope=)?", re.IGNORECASE)
_END = re.compile(r"</td(?=[\s>])", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LONGEST = 500


def mend_html(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that makes `<th scope="col">` of the cells in a table's first row."""
    text = "\n".join(lines[number : number + _LONGEST])
    start, end = _TABLE.search(text), _TABLE_END.search(text)
    if start is None or end is None or "\n" in text[: start.start()]:
        raise Unmendable("its first or last line was not found")
    inner = text[start.end() : end.start()]
    if _TABLE.search(inner) or len(_TABLE.findall(lines[number])) > 1:
        raise Unmendable("there are several tables on its lines")
    row = _ROW.search(inner)
    if row is None:
        raise Unmendable("its first row was not found")
    _demand_words(row["cells"])
    cells = _END.sub("</th", _START.sub(_header, row["cells"]))
    begin, stop = (start.end() + at for at in row.span("cells"))
    whole = text[:begin] + cells + text[stop : end.end()]
    count = whole.count("\n") + 1
    tail = text[end.end() :].partition("\n")[0]
    return Edit(first=number, last=number + count, lines=tuple(f"{whole}{tail}".split("\n")))


def _header(found: re.Match[str]) -> str:
    return f"<th{found['rest']}" if found["rest"] else '<th scope="col"'


def _demand_words(row: str) -> None:
    """Refuse a row that cannot name its columns."""
    cells = [_TAG.sub("", cell[1]).strip() for cell in _CELL.findall(row)]
    if not cells or not all(cells[1:]) or len(set(cells)) < len(cells):
        raise Unmendable("its first row does not name each column")
    if any(not any(letter.isalpha() for letter in cell) for cell in cells if cell):
        raise Unmendable("its first row holds numbers, so it may be no header")
