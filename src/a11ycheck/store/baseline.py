"""The baseline: the faults that a project knows and has not mended yet, in a file that people review.

One entry stands for one cause: a rule, the source file (or none, where only pages are known) and the
markup that the places share. It allows so many places on so many pages, at most at one impact. No
line, selector, port or generated id is in it, so that it holds while its file is edited.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from a11ycheck.errors import UserError
from a11ycheck.model import Impact
from a11ycheck.store.json_lines import JsonPath, lines_of
from a11ycheck.web.atomic_files import write_file

__all__ = [
    "Baseline",
    "Entry",
    "baseline_text",
    "parse_baseline",
    "read_baseline",
    "write_baseline",
]

_SCHEMA = "a11ycheck-baseline/1"
_REMEDY = "Mend the file by hand, take it from version control, or create it anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One cause: `pages` says how many places of it each page may show, `source` is "" where unknown."""

    rule: str
    source: str
    fragment: str
    impact: Impact
    pages: Mapping[str, int]
    added: date
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what names the cause, and orders the file."""
        return (self.rule, self.source, self.fragment)

    @property
    def count(self) -> int:
        """Return how many places the entry allows, on all of its pages."""
        return sum(self.pages.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What is known, one entry for each cause."""

    entries: tuple[Entry, ...] = ()


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file; UserError names file, line and what was expected."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"There is no baseline {path}."
        raise UserError(message, "Make one with `a11ycheck baseline create`.") from None
    except OSError as error:
        message = f"The baseline {path} cannot be read: {error.strerror}."
        raise UserError(message, "Check its permissions.") from None
    except UnicodeDecodeError as error:
        message = f"The baseline {path} is not UTF-8 (byte {error.start})."
        raise UserError(message, "Save it as UTF-8.") from None
    return parse_baseline(text, str(path))


def parse_baseline(text: str, name: str) -> Baseline:
    """Return the baseline in a text; `name` is the file as messages name it."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"{name}:{error.lineno}: this is not valid JSON: {error.msg}."
        raise UserError(message, _REMEDY) from None
    except (RecursionError, ValueError):  # nested without end, or a number without end
        message = f"{name}: this is no baseline."
        raise UserError(message, _REMEDY) from None
    try:
        return _baseline(content)
    except _Wrong as wrong:
        line = _nearest(lines_of(text), wrong.path)
        message = f"{name}:{line}: {wrong}."
        raise UserError(message, _REMEDY) from None


def baseline_text(baseline: Baseline) -> str:
    """Return the text of the file: sorted, one value on a line, so that a change reads well as a diff."""
    entries = [_plain(entry) for entry in sorted(baseline.entries, key=lambda item: item.key)]
    content = {"schema": _SCHEMA, "entries": entries}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write the file, whole or not at all; OSError where that fails."""
    write_file(path, baseline_text(baseline))


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "source": entry.source,
        "fragment": entry.fragment,
        "impact": entry.impact.value,
        "pages": dict(sorted(entry.pages.items())),
        "added": entry.added.isoformat(),
        "reason": entry.reason,
    }


class _Wrong(Exception):  # noqa: N818 - it never leaves this module
    """What is wrong with a value, and the path that leads to it."""

    def __init__(self, text: str, *path: str | int) -> None:
        super().__init__(text)
        self.path: JsonPath = path


def _nearest(lines: Mapping[JsonPath, int], path: JsonPath) -> int:
    """Return the line of a value, or of the innermost one around a value that is missing."""
    return next(lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in lines)


def _baseline(content: Any) -> Baseline:
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(content, dict) or schema is None:
        message = f'this is no baseline: expected an object with "schema": "{_SCHEMA}"'
        raise _Wrong(message)
    if schema != _SCHEMA:
        message = f"the baseline is of another version: expected {_SCHEMA!r}, not {schema!r}"
        raise _Wrong(message, "schema")
    _demand_keys(content, ("schema", "entries"))
    records = content["entries"]
    if not isinstance(records, list):
        message = f'"entries" must be a list, not {_kind(records)}'
        raise _Wrong(message, "entries")
    entries = [_entry(record, number) for number, record in enumerate(records)]
    _demand_once(entries)
    return Baseline(entries=tuple(entries))


def _demand_once(entries: Iterable[Entry]) -> None:
    known: set[tuple[str, str, str]] = set()
    for number, entry in enumerate(entries):
        if entry.key in known:
            message = "an entry before this has the same rule, source and fragment: keep one"
            raise _Wrong(message, "entries", number)
        known.add(entry.key)


_KEYS = ("rule", "source", "fragment", "impact", "pages", "added", "reason")


def _entry(record: Any, number: int) -> Entry:
    where = ("entries", number)
    if not isinstance(record, dict):
        message = f"an entry must be an object, not {_kind(record)}"
        raise _Wrong(message, *where)
    _demand_keys(record, _KEYS, *where)
    for key in ("rule", "source", "fragment", "reason"):
        empty = key in ("rule", "reason") and not str(record[key]).strip()
        if not isinstance(record[key], str) or empty:
            message = f'"{key}" must be a text{" that says something" if empty else ""}'
            raise _Wrong(message, *where, key)
    return Entry(
        rule=record["rule"],
        source=record["source"],
        fragment=record["fragment"],
        impact=_impact(record["impact"], *where, "impact"),
        pages=_pages(record["pages"], *where, "pages"),
        added=_day(record["added"], *where, "added"),
        reason=record["reason"].strip(),
    )


def _demand_keys(record: Mapping[str, Any], keys: tuple[str, ...], *where: str | int) -> None:
    missing = [key for key in keys if key not in record]
    what = "the entry" if where else "the baseline"
    if missing:
        message = f'{what} has no "{missing[0]}": expected {", ".join(keys)}'
        raise _Wrong(message, *where)
    for key in record:
        if key not in keys:
            message = f'{what} has an unknown key "{key}": expected {", ".join(keys)}'
            raise _Wrong(message, *where, key)


def _impact(value: Any, *where: str | int) -> Impact:
    if value in list(Impact):
        return Impact(value)
    message = f'"impact" must be one of {", ".join(Impact)}, not {value!r}'
    raise _Wrong(message, *where)


def _pages(value: Any, *where: str | int) -> Mapping[str, int]:
    if not isinstance(value, dict) or not value:
        message = '"pages" must be an object that says how many places each page may show'
        raise _Wrong(message, *where)
    for page, count in value.items():
        if type(count) is not int or count < 1:
            message = f'the count of "{page}" must be a whole number above 0, not {count!r}'
            raise _Wrong(message, *where, page)
    return value


def _day(value: Any, *where: str | int) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        message = f'"added" must be a date such as "2026-11-02", not {value!r}'
        raise _Wrong(message, *where) from None


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")
