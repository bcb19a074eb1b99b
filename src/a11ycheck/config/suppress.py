"""The suppressions of the configuration: a rule, a reason, and what narrows it down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from a11ycheck.config.closest import closest, hint
from a11ycheck.config.source import Source
from a11ycheck.errors import UserError
from a11ycheck.model import EvidenceKind
from a11ycheck.rules import every_rule

__all__ = ["NEEDED_KEYS", "SUPPRESS_KEYS", "SuppressEntry", "read_entries", "unsuppressible"]

# The keys of an entry, and what each says, in the order of the documentation.
SUPPRESS_KEYS: Mapping[str, str] = {
    "rule": "The id of the rule: one for each entry.",
    "reason": "Why its findings are accepted; shown in every report.",
    "file": "Only in source files or pages that match this pattern.",
    "contains": "Only elements whose HTML holds this text.",
    "until": "The last day on which it counts, such as 2027-01-31, without quotes.",
}
NEEDED_KEYS = ("rule", "reason")
_EXAMPLE = 'Expected: rule = "image-alt" and reason = "…", and perhaps file, contains and until.'


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressEntry:
    """One entry, and where it stands: `config_file` as messages name it, `line` counted from 1."""

    rule: str
    reason: str
    file: str = ""
    contains: str = ""
    until: date | None = None
    config_file: str = ""
    line: int = 1

    @property
    def where(self) -> str:
        """Return "file:line"."""
        return f"{self.config_file}:{self.line}"

    @property
    def table(self) -> dict[str, Any]:
        """Return the keys that are set, as TOML has them."""
        values = {key: getattr(self, key) for key in SUPPRESS_KEYS}
        return {key: value for key, value in values.items() if value}


def read_entries(key: str, value: Any, source: Source) -> tuple[SuppressEntry, ...]:
    """Return the entries of a file's list `key`; UserError names file, line and what was expected."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        message = f'{source.where(key)}: "{key}" must be a list of tables, not {value!r}.'
        raise UserError(message, f"Write [[tool.a11ycheck.{key}]] for each. {_EXAMPLE}")
    return tuple(_entry(key, number, table, source) for number, table in enumerate(value))


def _entry(key: str, number: int, table: Mapping[str, Any], source: Source) -> SuppressEntry:
    for name, value in table.items():
        if wrong := _fault(name, value):
            message = f"{source.where(key, number, name)}: {wrong[0]}."
            raise UserError(message, wrong[1])
    missing = [name for name in NEEDED_KEYS if name not in table]
    if missing:
        message = f'{source.where(key, number)}: the suppression has no "{missing[0]}".'
        raise UserError(message, _EXAMPLE)
    return SuppressEntry(**table, config_file=source.shown, line=source.line(key, number) or 1)


def _fault(name: str, value: Any) -> tuple[str, str] | None:
    """Return what is wrong with a key, and the remedy; None where it is right."""
    if name not in SUPPRESS_KEYS:
        return f'a suppression has no key "{name}"', hint(name, SUPPRESS_KEYS, "Keys")
    if name == "until":
        fits = isinstance(value, date) and not isinstance(value, datetime)
        return None if fits else (f'"until" must be a date, not {value!r}', SUPPRESS_KEYS[name])
    if not isinstance(value, str) or not value.strip():
        return f'"{name}" must be a text that says something, not {value!r}', SUPPRESS_KEYS[name]
    return unsuppressible(value) if name == "rule" else None


def unsuppressible(rule: str) -> tuple[str, str] | None:
    """Return why nothing can suppress a rule of this name, and the remedy; None where something can."""
    known = {str(item.id): item for item in every_rule()}
    if rule not in known:
        return f'there is no rule "{rule}"', _suggest(rule, known)
    if known[rule].evidence is EvidenceKind.POLICY:
        return f"{rule} cannot be suppressed", "Delete the suppression that it names, or renew it."
    return None


def _suggest(rule: str, known: Mapping[str, object]) -> str:
    close = closest(rule, known)
    # There are more rules than a sentence can hold; a tag would be many rules at once.
    return f'Did you mean "{close}"?' if close else "See `a11ycheck rules --all` for the ids."
