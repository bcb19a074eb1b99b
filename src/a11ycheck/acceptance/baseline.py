"""The baseline: the findings that a project knows and has not fixed yet, in a file that people review.

One entry stands for one cause: a rule, the source file (or none, if only pages are known) and the fragment
that the locations share. It allows a number of locations on each page, up to one impact. It contains no
line, selector, port or generated id, so that it stays valid while its file is edited.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from a11ycheck.config import InvalidValueError, convert_value
from a11ycheck.errors import UserError
from a11ycheck.model import Impact
from a11ycheck.web.atomic_files import remove_scratch_files, write_file

__all__ = [
    "Baseline",
    "BaselineEntry",
    "baseline_text",
    "parse_baseline",
    "read_baseline",
    "write_baseline",
]

_SCHEMA = "a11ycheck-baseline/1"
_HINT = "Correct the file, restore it from version control, or create a new one."
_Text = Annotated[str, Meta(pattern=r"\S")]


class BaselineEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cause; `pages` gives the number of its locations on each page, `source` is "" if unknown."""

    rule: _Text
    source: str
    fragment: str
    impact: Impact
    pages: Annotated[Mapping[str, Annotated[int, Meta(ge=1)]], Meta(min_length=1)]
    added: date
    reason: _Text

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what identifies the cause, and orders the file."""
        return (self.rule, self.source, self.fragment)

    @property
    def count(self) -> int:
        """Return how many locations the entry allows, on all of its pages."""
        return sum(self.pages.values())


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """The known causes, one entry each."""

    entries: tuple[BaselineEntry, ...] = ()


class _File(Baseline, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file's content, in which the entries are required."""

    schema: str
    entries: tuple[BaselineEntry, ...]


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file; UserError names file, line and what was expected."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"There is no baseline {path}."
        raise UserError(message, "Create one with `a11ycheck baseline create`.") from None
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
        raise UserError(f"{name}:{error.lineno}: invalid JSON: {error.msg}.", _HINT) from None
    except (RecursionError, ValueError):  # nested too deeply, or a number with too many digits
        raise UserError(f"{name}: this is not a baseline.", _HINT) from None
    try:
        return _baseline(content)
    except InvalidValueError as error:
        lines, keys = _lines(text), error.keys
        # A key that is missing has the line of the innermost value around it.
        known = next(keys[:end] for end in range(len(keys), -1, -1) if keys[:end] in lines)
        subject = f'"{keys[-1]}"' if keys and isinstance(keys[-1], str) else "the entry"
        subject = subject if keys else "the baseline"
        reason = str(error).replace("a table", "an object")  # JSON's word
        raise UserError(f"{name}:{lines[known]}: {subject} {reason}.", _HINT) from None


def _baseline(content: Any) -> Baseline:
    schema = content.get("schema") if isinstance(content, dict) else None
    if schema is None:
        raise InvalidValueError(f'must be an object with "schema": "{_SCHEMA}"')
    if schema != _SCHEMA:
        raise InvalidValueError(f"must be {_SCHEMA!r}, not {schema!r}", ("schema",))
    file: _File = convert_value(content, _File)
    seen: set[tuple[str, str, str]] = set()
    for number, entry in enumerate(file.entries):
        if entry.key in seen:
            reason = "has the rule, source and fragment of an earlier one: keep one"
            raise InvalidValueError(reason, ("entries", number))
        seen.add(entry.key)
    return Baseline(entries=file.entries)


def baseline_text(baseline: Baseline) -> str:
    """Return the text of the file: sorted, one value per line, so that a diff is readable."""
    entries = [
        msgspec.to_builtins(item) for item in sorted(baseline.entries, key=lambda item: item.key)
    ]
    for entry in entries:
        entry["pages"] = dict(sorted(entry["pages"].items()))
    content = {"schema": _SCHEMA, "entries": entries}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write the file atomically; OSError if that fails."""
    remove_scratch_files(path.parent)
    write_file(path, baseline_text(baseline))


# `json` does not give the lines of values, so they are found in the text.

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:\n]|[^\s{}\[\],:"]+')


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the line, counted from 1, of each value of a valid JSON text, by the keys that lead to it."""
    found: dict[tuple[str | int, ...], int] = {}
    path: list[str | int] = []  # the current key or index in each open object or list
    in_list: list[bool] = []
    key_follows = False
    line = 1
    for part in _TOKEN.findall(text):
        if part == "\n":
            line += 1
        elif part in "}]":
            path.pop()
            in_list.pop()
        elif part == ",":
            key_follows = not in_list[-1]
            last = path[-1]
            path[-1] = last + 1 if isinstance(last, int) else ""
        elif key_follows and part != ":":
            path[-1] = json.loads(part)
            key_follows = False
        elif part != ":":
            found[tuple(path)] = line
            if part in "{[":
                path.append("" if part == "{" else 0)
                in_list.append(part == "[")
                key_follows = part == "{"
    return found
