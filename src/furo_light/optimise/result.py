"""The result of optimising a site, and its summary as text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import fill
from typing import Final

__all__ = ["KINDS", "PageCost", "Result", "Skipped", "Tally", "summary"]

KINDS: Final = ("pages", "styles", "scripts", "drawings", "other text")
"""The kinds of files that are compressed, in the order of reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that was left unchanged, by its path in the site, and the reason, as the end of a sentence."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The files of a kind: their number, and their bytes before, after, and as they are sent now."""

    files: int = 0
    before: int = 0
    after: int = 0
    sent: int = 0

    @classmethod
    def of(cls, files: Iterable[tuple[int, int, int]]) -> "Tally":
        """Return the sums over files, each given as (before, after, sent)."""
        found = tuple(files)
        before, after, sent = (
            (sum(sizes) for sizes in zip(*found, strict=True)) if found else (0,) * 3
        )
        return cls(files=len(found), before=before, after=after, sent=sent)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCost:
    """The bytes that a phone loads for a page: all, and those of images."""

    page: str
    bytes: int
    images: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was changed, removed and skipped in a site; files by their paths in it."""

    pages: int
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    images: Tally = field(default_factory=Tally)
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    heaviest: tuple[PageCost, ...] = ()


# --- as text ----------------------------------------------------------------------------------------

_NAMES: Final = {
    "pages": "pages",
    "styles": "styles",
    "scripts": "scripts",
    "drawings": "SVG files",
}
_PLAIN, _NARROW, _WIDE = 80, 60, 120
_KB: Final = 1000


def summary(
    done: Result, folder: Path, *, columns: int = 0, dry_run: bool = False, verbose: bool = False
) -> str:
    """Return what was saved, the heaviest pages, and what was left unchanged, as lines of text.

    `columns` is the width of the terminal, 0 without one.
    """
    parts = [
        _headline(done, folder, dry_run=dry_run),
        _table(done),
        _heaviest(done),
        "\n".join(_skipped(done, columns)),
        "\n".join(done.notes),
        "\n".join(("CHANGED", *(f"  {name}" for name in done.changed))) if verbose else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _headline(done: Result, folder: Path, *, dry_run: bool) -> str:
    left = f"; {_count(len(done.skipped), 'file')} left unchanged" if done.skipped else ""
    if not done.changed and not done.removed:
        nothing = "Nothing else to change" if done.skipped else "Nothing to change"
        return f"{nothing} in {folder}{left}."
    number = _count(len(done.changed), "file")
    changed = f"{number} would change" if dry_run else f"Changed {number}"
    removed = (
        f", removed {_count(len(done.removed), 'file')} of earlier runs" if done.removed else ""
    )
    return f"{changed}{removed} in {folder}{left}."


def _table(done: Result) -> str:
    """Return a line for each kind: how many files, their bytes as built, now, and as sent."""
    rows: list[tuple[str, ...]] = [("", "files", "as built", "now", "sent")]
    rows += [_row(_NAMES.get(kind, kind), tally) for kind, tally in done.tallies.items()]
    if done.images.files:
        rows.append(_row("images", done.images))
    if len(rows) == 1:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        f"  {row[0]:<{widths[0]}}"
        + "".join(f"  {cell:>{wide}}" for cell, wide in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    return name, f"{tally.files:,}", _size(tally.before), _size(tally.after), _size(tally.sent)


def _heaviest(done: Result) -> str:
    rows = [
        f"  {_size(item.bytes):>10}  {item.page}"
        + (f" ({_size(item.images)} of it images)" if item.images else "")
        for item in done.heaviest
    ]
    return "\n".join(("HEAVIEST PAGES, with the files they load on a phone", *rows)) if rows else ""


def _skipped(done: Result, columns: int) -> Iterator[str]:
    """Yield the files that were left unchanged, grouped by reason, as lines."""
    groups: dict[str, list[str]] = {}
    for item in done.skipped:
        groups.setdefault(item.reason, []).append(item.file)
    if groups:
        yield "LEFT UNCHANGED"
    wide = max(_NARROW, min(_WIDE, columns)) if columns else _PLAIN
    for reason, files in groups.items():
        sentence = f"{_printable(reason[0].upper() + reason[1:])}."
        yield fill(sentence, wide, initial_indent="  ", subsequent_indent="  ")
        yield from (f"    {file}" for file in map(_printable, files))


def _printable(text: str) -> str:
    """Return text on one line, with characters that a terminal obeys or hides as Python escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in " ".join(text.split())
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _size(number: int) -> str:
    """Return a number of bytes in bytes, kB (1000 bytes) or MB."""
    if number < _KB:
        return _count(number, "byte")
    kilo = round(number / _KB, 1)
    return f"{kilo:.1f} kB" if kilo < _KB else f"{kilo / _KB:.1f} MB"
