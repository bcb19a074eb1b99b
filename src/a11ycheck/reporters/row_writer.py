"""Writes rows, one line each: cut at the width of a terminal, whole in a pipe."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from a11ycheck.model import Finding, Impact, Outcome
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import plural, translate
from a11ycheck.reporters.reporter import Style
from a11ycheck.reporters.rows import Row
from a11ycheck.reporters.terminal_writer import TextWriter
from a11ycheck.reporters.triage import group_by, pages_of

__all__ = ["row_height", "write_row", "write_statistics"]

_COLOURS = {
    Impact.CRITICAL: "bold red",
    Impact.SERIOUS: "red",
    Impact.MODERATE: "yellow",
    Impact.MINOR: "blue",
}
_LEAST = 16
_NARROW = 72


def row_height(style: Style) -> int:
    """Return the lines of one row: two on a terminal that is too narrow for one."""
    return 2 if style.clips and style.width < _NARROW else 1


def write_row(writer: TextWriter, row: Row, indent: int = 0) -> None:
    """Write `file:line rule message (pages)` on one line; the message on the next if that is too narrow."""
    if row_height(writer.style) > 1:
        extent = f" ({row.extent})" if row.extent else ""
        writer.line(" " * indent, (row.where, "bold"), (extent, "dim"))
        message = _cut(row.message, writer, writer.style.width - indent - cell_len(row.rule) - 3)
        writer.line(" " * (indent + 2), (row.rule, _COLOURS[row.impact]), f" {message}")
        return
    extent = f" ({row.extent})" if row.extent else ""
    used = indent + sum(map(cell_len, (row.where, row.rule, extent))) + 2
    message = _cut(row.message, writer, writer.style.width - used)
    where = (row.where, "bold")
    rule = (row.rule, _COLOURS[row.impact])
    writer.line(" " * indent, where, " ", rule, f" {message}", (extent, "dim"))


def _cut(message: str, writer: TextWriter, room: int) -> str:
    room = max(room, _LEAST)
    if not writer.style.clips or cell_len(message) <= room:
        return message
    return f"{set_cell_size(message, room - 1).rstrip()}…"


def write_statistics(writer: TextWriter, findings: Iterable[Finding]) -> None:
    """Write the number of findings of each rule, the most frequent first."""
    groups = group_by(findings, lambda item: (item.rule, item.impact, item.outcome))
    rows = sorted(groups.values(), key=lambda group: (-len(group), group[0].rule))
    width = max((len(f"{len(group):,}") for group in rows), default=0)
    for group in rows:
        _statistic(writer, group, width)


def _statistic(writer: TextWriter, group: Sequence[Finding], width: int) -> None:
    first = group[0]
    pages = len(pages_of(group))
    extent = f" ({plural('{number} page', '{number} pages', pages)})" if pages else ""
    title = text.one_line(translate(first.title))
    is_open = first.outcome is Outcome.CANT_TELL
    label = translate("review" if is_open else first.impact)
    used = width + cell_len(first.rule) + cell_len(extent) + max(cell_len(label), 8) + 6
    writer.line(
        f"{len(group):>{width},}  ",
        (f"{label:<8}", "" if is_open else _COLOURS[first.impact]),
        "  ",
        (first.rule, "bold"),
        f"  {_cut(title, writer, writer.style.width - used)}",
        (extent, "dim"),
    )
