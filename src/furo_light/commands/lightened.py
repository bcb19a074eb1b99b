"""What a person is told about a site that was lightened."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from a11ycheck.reporters.text import count, one_line, size

if TYPE_CHECKING:
    from furo_light.optimise import Lightened, Tally

__all__ = ["summary"]

_NAMES = {"pages": "pages", "styles": "styles", "scripts": "scripts", "drawings": "SVG files"}


def summary(
    done: "Lightened", folder: Path, *, columns: int, dry_run: bool = False, verbose: bool = False
) -> str:
    """Return what was saved, which pages are still the heaviest, and what was left, as lines of text."""
    parts = [
        _headline(done, folder, dry_run=dry_run),
        _table(done),
        _heaviest(done),
        _left(done, columns),
        "\n".join(done.notes),
        "\n".join(("CHANGED", *(f"  {name}" for name in done.changed))) if verbose else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _headline(done: "Lightened", folder: Path, *, dry_run: bool) -> str:
    if not done.changed and not done.removed:
        said = "Nothing to change" if not done.left else "Nothing else to change"
    else:
        number = count(len(done.changed), "file")
        said = f"{number} would change" if dry_run else f"Changed {number}"
        gone = f", removed {count(len(done.removed), 'file')} of earlier runs"
        said += gone if done.removed else ""
    left = f"; {count(len(done.left), 'file')} left as before" if done.left else ""
    return f"{said} in {folder}{left}."


def _table(done: "Lightened") -> str:
    """Return a line for each kind: how many files, their bytes as built, now, and as sent."""
    rows: list[tuple[str, ...]] = [("", "files", "as built", "now", "sent")]
    rows += [_row(_NAMES.get(kind, kind), tally) for kind, tally in done.tallies.items()]
    if done.pictures.files:
        rows.append(_row("pictures", done.pictures))
    if len(rows) == 1:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        f"  {row[0]:<{widths[0]}}"
        + "".join(f"  {cell:>{wide}}" for cell, wide in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )


def _row(name: str, tally: "Tally") -> tuple[str, ...]:
    return name, f"{tally.files:,}", size(tally.before), size(tally.after), size(tally.sent)


def _heaviest(done: "Lightened") -> str:
    rows = [
        f"  {size(item.bytes):>10}  {item.page}"
        + (f" ({size(item.pictures)} of it pictures)" if item.pictures else "")
        for item in done.heaviest
    ]
    return (
        "\n".join(("HEAVIEST PAGES, with the files that they load, on a phone", *rows))
        if rows
        else ""
    )


def _left(done: "Lightened", columns: int) -> str:
    """Return what was left as it was; files with the same reason stand together."""
    if not done.left:
        return ""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for item in done.left:
        groups[item.reason].append(item.file)
    return "\n".join(("LEFT AS BEFORE", *_lines(groups, columns)))


def _lines(groups: dict[str, list[str]], columns: int) -> Iterator[str]:
    for reason, files in groups.items():
        said = f"{one_line(reason[0].upper() + reason[1:])}."
        yield fill(said, columns, initial_indent="  ", subsequent_indent="  ")
        yield from (f"    {file}" for file in map(one_line, files))
