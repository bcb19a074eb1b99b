"""Convert parsed values to the types of settings and options, or say in our words why they do not fit."""

import re
from collections.abc import Mapping
from math import isnan
from typing import Any, Literal, get_args, get_origin

import msgspec

from a11ycheck.errors import suggestion

__all__ = ["InvalidValueError", "convert_value"]

_WORDS = {
    "int": "an integer",
    "float": "a number",
    "str": "a string",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "date | null": "a date such as 2027-01-31",
}
_EXPECTED = re.compile(r"Expected `(?P<type>[^`]+)`(?:, got `.*`)?(?P<limit>.*)")
_MISSING = re.compile(r"Object missing required field `(.+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.+)`")
_ZERO = re.compile(r"\.0$")
_PATH = re.compile(r"\[(\d+|\.\.\.)\]|\.(\w+)")


class InvalidValueError(ValueError):
    """Why a value is invalid ("must be an integer, not 'four'"), and the keys that lead to it."""

    def __init__(self, reason: str, keys: tuple[str | int, ...] = (), hint: str = "") -> None:
        """Keep the keys beside the reason, so that the line can be found."""
        super().__init__(reason)
        self.keys = keys
        self.hint = hint


def convert_value(value: Any, kind: Any, *, strict: bool = True) -> Any:
    """Return a parsed TOML or JSON value as a type; InvalidValueError if it does not fit."""
    if get_origin(kind) is Mapping and isinstance(value, dict):
        return _convert_table(value, *get_args(kind))
    try:
        converted = msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise _invalid(value, kind, str(error)) from None
    _refuse_nan(value)
    return converted


def _refuse_nan(value: Any, keys: tuple[str | int, ...] = ()) -> None:
    """Raise InvalidValueError for a number that is none: nothing is above or below it, as no budget is."""
    if isinstance(value, float) and isnan(value):
        raise InvalidValueError("must be a number, not nan", keys)
    inner = enumerate(value) if isinstance(value, list) else ()
    for key, item in value.items() if isinstance(value, dict) else inner:
        _refuse_nan(item, (*keys, key))


def _convert_table(table: Mapping[str, Any], key_kind: Any, kind: Any) -> dict[str, Any]:
    """Convert each value by itself, since msgspec does not name the key of one that is invalid."""
    found = {}
    for key, value in table.items():
        try:
            msgspec.convert(key, key_kind)
        except msgspec.ValidationError:
            raise InvalidValueError("is an invalid name", (key,)) from None
        try:
            found[key] = convert_value(value, kind)
        except InvalidValueError as error:
            raise InvalidValueError(str(error), (key, *error.keys), error.hint) from None
    return found


def _invalid(value: Any, kind: Any, text: str) -> InvalidValueError:
    """Return msgspec's error in our words, with the value that it is about."""
    reason, _, path = text.partition(" - at ")
    found = msgspec.inspect.type_info(kind)
    keys: list[str | int] = []
    hint = ""
    for index, name in _PATH.findall(path):
        if index == "...":
            break
        key = name or int(index)
        keys.append(key)
        value = value[key]
        found = _inner_type(found, key)
        if isinstance(found, msgspec.inspect.Metadata):
            hint = (found.extra_json_schema or {}).get("description", "")
            found = found.type
    if unknown := _UNKNOWN.fullmatch(reason):
        names = [item.encode_name for item in getattr(found, "fields", ())]
        hint = suggestion(unknown[1], names, f"Known keys: {', '.join(names)}.")
        return InvalidValueError("is an unknown key", (*keys, unknown[1]), hint)
    if expected := _EXPECTED.fullmatch(reason):
        what = _WORDS.get(expected["type"], f"of type {expected['type']}")
        limit = _ZERO.sub("", expected["limit"])
        reason = "must not be blank" if limit.endswith(r"'\\S'") else f"must be {what}{limit}"
        reason += f", not {value!r}" if "..." not in path else " for each key"
    elif reason.startswith("Invalid enum value"):
        choices = get_args(kind) if get_origin(kind) is Literal else getattr(found, "cls", ())
        reason = f"must be one of {', '.join(choices)}, not {value!r}"
    elif missing := _MISSING.fullmatch(reason):
        reason = f'needs the key "{missing[1]}"'
    elif reason.endswith("date"):
        reason = f"must be {_WORDS['date | null']}, not {value!r}"
    else:
        reason = f"is invalid: {reason}"
    return InvalidValueError(reason, tuple(keys), hint)


def _inner_type(found: msgspec.inspect.Type, key: str | int) -> msgspec.inspect.Type:
    match found:
        case msgspec.inspect.StructType(fields=fields):
            return next(item.type for item in fields if item.encode_name == key)
        case msgspec.inspect.VarTupleType(item_type=inner):
            return inner
        case _:
            return found
