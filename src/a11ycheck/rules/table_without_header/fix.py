"""Mark the header of a table in the syntax in which the table is written.

Directives get an option, grid and simple tables a border, pipe tables lose an empty header row, and HTML
tables get `<th>`.
"""

import re
from collections.abc import Sequence

from a11ycheck.fix.directives import Directive, directive_at, indented
from a11ycheck.model import Edit, Facts, SourceFact, Unfixable

__all__ = ["add_header"]

_WITH_OPTION = frozenset({"list-table", "csv-table", "flat-table"})
_NUMBER = re.compile(r"[^\w]*\d[\d\W]*")
_LEAST_ROWS = 3
_LOOK_AHEAD = 40
_LEAD = r"(?P<lead>(?:[\s>]|[-*+]\s|\d+[.)]\s)*)"
_GRID = re.compile(_LEAD + r"(?P<border>\+(?:-+\+)+)\s*")
_SIMPLE = re.compile(_LEAD + r"(?P<border>=+(?:\s+=+)+)\s*")
_EMPTY_ROW = re.compile(r"[\s>]*(?=.*\|)[|\s]+")
_DELIMITERS = re.compile(r"[\s>]*(?=.*\|)(?=.*-)[|:\-\s]+")
_UNKNOWN = "its first line was not found"
_ROW = re.compile(r"<tr\b[^>]*>(?P<cells>.*?)(?=</tr|<tr\b|</table|\Z)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_CELL = re.compile(r"<td\b([^>]*)>(.*?)(?=<td\b|</td|\Z)", re.IGNORECASE | re.DOTALL)
_START = re.compile(r"<td(?=[\s>])(?P<rest>[^>]*\bscope=)?", re.IGNORECASE)
_END = re.compile(r"</td(?=[\s>])", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LONGEST = 500


def add_header(lines: Sequence[str], fact: SourceFact) -> Edit:
    """Return the edit that gives a table a header; Unfixable where it is not clear which.

    The facts are {form, rows, header, first_row, first_column, bold_row, bold_column, numbers_below}.
    """
    number, facts = fact.location.line - 1, fact.facts
    if facts["form"] == "html":
        return _edit_html(lines, number)
    directive = directive_at(lines, number)
    if directive and directive.name in _WITH_OPTION:
        return _with_option(lines, directive, facts)
    if directive and directive.name == "table":
        number = _drawn_below(lines, number)
    return _edit_drawn(lines, number, facts)


def _with_option(lines: Sequence[str], directive: Directive, facts: Facts) -> Edit:
    if facts["header"] == "empty":
        raise Unfixable("all cells of its header row are empty: only the author can fill them")
    name = "stub-columns" if _names_rows(facts) else "header-rows"
    if name == "header-rows":
        _demand_header(facts)
    return directive.with_option(lines, name, "1")


def _edit_drawn(lines: Sequence[str], number: int, facts: Facts) -> Edit:
    if facts["header"] == "empty":
        if facts["rows"] < _LEAST_ROWS or not (facts["bold_row"] or facts["numbers_below"]):
            raise Unfixable(
                "its header row is empty, and nothing shows that the next row is a header"
            )
        _demand_header(facts)
        return _edit_pipes(lines, number)
    if _names_rows(facts):
        raise Unfixable("its first column looks like the header, which only a list-table can mark")
    _demand_header(facts)
    text = lines[number].lstrip("> \t-*+")
    return (_edit_simple if text.startswith("=") else _edit_grid)(lines, number)


def _drawn_below(lines: Sequence[str], number: int) -> int:
    """Return the line on which the table inside a `table` directive begins."""
    for line in range(number + 1, min(number + _LOOK_AHEAD, len(lines))):
        if re.match(r"[\s>]*(?:\+-|=+\s+=|\|)", lines[line]):
            return line
    raise Unfixable(_UNKNOWN)


def _names_rows(facts: Facts) -> bool:
    """Return whether the first column is marked as the names of the rows, and the first row is not."""
    names = [str(name) for name in facts["first_column"]]
    marked = bool(names) and all(name.rstrip().endswith(":") for name in names)
    return (bool(facts["bold_column"]) or marked) and not facts["bold_row"]


def _demand_header(facts: Facts) -> None:
    """Raise Unfixable if the first row cannot be the header of the columns."""
    cells = [str(cell).strip() for cell in facts["first_row"]]
    if not all(cells[1:]) or not any(cells):
        raise Unfixable("its first row has empty cells, so it may not be a header")
    if any(_NUMBER.fullmatch(cell) for cell in cells):
        raise Unfixable("its first row contains numbers, so it may not be a header")
    if len(set(cells)) < len(cells):
        raise Unfixable("two cells of its first row are the same, so it may not be a header")


def _edit_grid(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that draws the border below the first row of a grid table with `=`."""
    top = _GRID.fullmatch(lines[number])
    if top is None:
        raise Unfixable(_UNKNOWN)
    start, width = top.start("border"), len(top["border"])
    for line in range(number + 1, len(lines)):
        row = lines[line][start:].rstrip()
        if len(row) == width and re.fullmatch(r"\+[-+]+\+", row):
            break
        if not row.startswith("|") or re.search(r"\+-", row):
            raise Unfixable("cells of its first row span several rows")
    else:
        raise Unfixable("its first row has no end")
    if not lines[line + 1 : line + 2] or not lines[line + 1][start:].startswith("|"):
        raise Unfixable("it has only one row")
    drawn = lines[line][:start] + row.replace("-", "=")
    return Edit(first=line, last=line + 1, lines=(drawn,))


def _edit_simple(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that draws a border below the first row of a simple table."""
    top = _SIMPLE.fullmatch(lines[number])
    if top is None:
        raise Unfixable(_UNKNOWN)
    start = top.start("border")
    first_column = slice(start, start + top["border"].index(" "))
    last = number + 1
    for line in range(number + 2, len(lines)):
        row = lines[line][start:].strip()
        if row and set(row) <= set("=- "):
            raise Unfixable("it has only one row, or cells that span several columns")
        if lines[line][first_column].strip():
            break
        last = line if row else last
    else:
        raise Unfixable("its first row has no end")
    border = f"{indented(top['lead'])}{top['border']}"
    return Edit(first=last, last=last + 1, lines=(lines[last], border))


def _edit_pipes(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that replaces the empty header of a pipe table with its first row."""
    if len(lines) < number + 3 or not _EMPTY_ROW.fullmatch(lines[number]):
        raise Unfixable(_UNKNOWN)
    delimiters, row = lines[number + 1 : number + 3]
    if not _DELIMITERS.fullmatch(delimiters) or "|" not in row:
        raise Unfixable(_UNKNOWN)
    return Edit(first=number, last=number + 3, lines=(row, delimiters))


def _edit_html(lines: Sequence[str], number: int) -> Edit:
    """Return the edit that makes `<th scope="col">` of the cells in a table's first row."""
    text = "\n".join(lines[number : number + _LONGEST])
    start, end = _TABLE.search(text), _TABLE_END.search(text)
    if start is None or end is None or "\n" in text[: start.start()]:
        raise Unfixable("its first or last line was not found")
    inner = text[start.end() : end.start()]
    if _TABLE.search(inner) or len(_TABLE.findall(lines[number])) > 1:
        raise Unfixable("there are several tables on its lines")
    row = _ROW.search(inner)
    if row is None:
        raise Unfixable("its first row was not found")
    _demand_words(row["cells"])
    cells = _START.sub(
        lambda cell: f"<th{cell['rest']}" if cell["rest"] else '<th scope="col"', row["cells"]
    )
    cells = _END.sub("</th", cells)
    begin, stop = (start.end() + at for at in row.span("cells"))
    whole = text[:begin] + cells + text[stop : end.end()]
    count = whole.count("\n") + 1
    tail = text[end.end() :].partition("\n")[0]
    return Edit(first=number, last=number + count, lines=tuple(f"{whole}{tail}".split("\n")))


def _demand_words(row: str) -> None:
    """Raise Unfixable if a row of HTML cannot be the header of the columns."""
    cells = [_TAG.sub("", cell[1]).strip() for cell in _CELL.findall(row)]
    if not cells or not all(cells[1:]) or len(set(cells)) < len(cells):
        raise Unfixable("its first row does not name every column")
    if any(not any(letter.isalpha() for letter in cell) for cell in cells if cell):
        raise Unfixable("its first row contains numbers, so it may not be a header")
