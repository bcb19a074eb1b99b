"""Options of single rules: tables that are read into the rules' own dataclasses."""

import difflib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import msgspec

from a11ycheck.errors import UserError
from a11ycheck.rules import ALL

__all__ = ["read_rule_options"]


def read_rule_options(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, object]:
    """Return {rule id: options} for each table; UserError for an unknown rule, key or type."""
    types = {str(rule.id): rule.options for rule in ALL if rule.options is not None}
    return {rule: _read(rule, table, types) for rule, table in tables.items()}


def _read(rule: str, table: Mapping[str, Any], types: Mapping[str, type]) -> object:
    kind = types.get(rule)
    if kind is None:
        raise _unknown(f'No rule "{rule}" takes options', rule, types)
    known = [item.name for item in fields(kind)]
    for key in table:
        if key not in known:
            raise _unknown(f'The rule "{rule}" has no option "{key}"', key, known)
    try:
        return msgspec.convert(dict(table), kind)
    except msgspec.ValidationError as error:
        message = f'An option of the rule "{rule}" cannot be used: {error}.'
        raise UserError(message) from error


def _unknown(what: str, name: str, known: Any) -> UserError:
    close = difflib.get_close_matches(name, list(known), n=1)
    hint = f'Did you mean "{close[0]}"?' if close else f"Known: {', '.join(known)}."
    return UserError(f"{what}.", hint)
