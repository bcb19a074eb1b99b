"""Options of single rules: tables that are read into the rules' own dataclasses."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import msgspec

from a11ycheck.config.closest import hint
from a11ycheck.errors import UserError
from a11ycheck.rules import ALL

__all__ = ["OptionError", "option_types", "read_rule_options"]


class OptionError(UserError):
    """A mistake in the options of a rule; `keys` leads to it from the table of all rules."""

    def __init__(self, message: str, hint: str, keys: tuple[str, ...]) -> None:
        """Keep the keys beside the sentence, so that a reader of a file can name the line."""
        super().__init__(message, hint)
        self.keys = keys


def option_types() -> Mapping[str, type]:
    """Return the dataclass of options of each rule that takes any, by rule id."""
    return {str(rule.id): rule.options for rule in ALL if rule.options is not None}


def read_rule_options(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, object]:
    """Return {rule id: options} for each table; OptionError for an unknown rule, key or type."""
    return {rule: _read(rule, table) for rule, table in tables.items()}


def _read(rule: str, table: Mapping[str, Any]) -> object:
    types = option_types()
    if rule not in types:
        message = f'No rule "{rule}" takes options.'
        raise OptionError(message, hint(rule, types, "Rules with options"), (rule,))
    known = [item.name for item in fields(types[rule])]
    for key in table:
        if key not in known:
            message = f'The rule "{rule}" has no option "{key}".'
            raise OptionError(message, hint(key, known, "Options"), (rule, key))
    for key, value in table.items():
        try:
            msgspec.convert({key: value}, types[rule])
        except msgspec.ValidationError as error:
            reason = str(error).partition(" - at ")[0]
            message = f'The option "{key}" of the rule "{rule}" cannot be {value!r}: {reason}.'
            raise OptionError(message, "", (rule, key)) from None
    return msgspec.convert(dict(table), types[rule])
