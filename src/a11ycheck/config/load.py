"""Read the configuration: flags take precedence over the environment, then the file, then defaults."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from a11ycheck.config.file import ConfigFile, find_file, read_file
from a11ycheck.config.hosts import check_hosts
from a11ycheck.config.setting import ENV_PREFIX, Setting, settings
from a11ycheck.config.settings import DEFAULT_BASELINE, Config
from a11ycheck.errors import UserError, suggestion

__all__ = ["InvalidValueError", "LoadedConfig", "convert_value", "load_config"]

# Flags that make a run cover less than the configuration asks for.
_NARROWING = ("select", "ignore", "exclude", "variants")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfig:
    """A configuration, and the origin of each value that is not a default ("--jobs", "file:line")."""

    config: Config
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrowing_flags(self) -> tuple[str, ...]:
        """Return the flags and variables that make this run cover less than the configuration."""
        origins = (self.origins.get(name, "") for name in _NARROWING)
        return tuple(origin for origin in origins if origin.startswith(("--", ENV_PREFIX)))

    @property
    def is_partial(self) -> bool:
        """Return whether this run covers less than the configuration asks for."""
        return bool(self.narrowing_flags)


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
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise _invalid(value, kind, str(error)) from None


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


def load_config(
    flags: Mapping[str, Any] | None = None,
    *,
    file: Path | None = None,
    start: Path | None = None,
) -> LoadedConfig:
    """Return the configuration.

    `flags` holds the values that the command line sets, by field name. `file` is the configuration file;
    without it, the nearest one is used, from the folder `start` (default: the current one) upwards to the
    root of the repository. UserError names file, line and a hint.
    """
    found = read_file(file) if file else find_file(start or Path.cwd())
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for part in (_from_file(found) if found else {}, _from_environment(), _from_flags(flags or {})):
        values |= {name: value for name, (value, _) in part.items()}
        origins |= {name: origin for name, (_, origin) in part.items()}
    if found and not origins.get("baseline", "").startswith("--"):
        name = values.get("baseline", DEFAULT_BASELINE)
        folder = found.path.absolute().parent
        values["baseline"] = os.path.relpath(folder / name) if name else ""
    if found and origins.get("rule_folders", "").startswith(found.name):
        folder = found.path.absolute().parent
        values["rule_folders"] = tuple(
            os.path.relpath(folder / name) for name in values["rule_folders"]
        )
    if "cache_dir" in values and not values["cache_dir"].strip():  # it would be the current folder
        raise UserError(f"{origins['cache_dir']}: no folder is named.", "Name that of the cache.")
    check_hosts(values.get("allow_hosts", ()), origins.get("allow_hosts", ""))
    config = Config(**values, file=found)
    try:
        config.variant_values()
    except UserError as error:
        where = origins.get("variants", origins.get("viewports", "default"))
        raise UserError(f"{where}: {error.message}", error.hint) from None
    return LoadedConfig(config=config, origins=origins)


# The values of one source, each with its origin, by field name.
_Values = dict[str, tuple[Any, str]]


def _from_file(file: ConfigFile) -> _Values:
    known = {setting.name: setting for setting in settings()}
    found: _Values = {}
    for key, value in file.table.items():
        name, where = key.replace("-", "_"), file.where(key)
        if name not in known:
            hint = suggestion(name, known, f"Settings: {', '.join(sorted(known))}.")
            if name.startswith("lighten_"):
                hint = "Move it to the table [tool.furo_light] of pyproject.toml."
            raise UserError(f'{where}: unknown setting "{key}".', hint)
        if name in found:
            message = f'{where}: "{key}" is set a second time, after {found[name][1]}.'
            raise UserError(message, "Keep one of them.")
        plain = _with_underscores(value) if name == "states" else value
        try:
            converted = convert_value(plain, known[name].type)
        except InvalidValueError as error:
            keys = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.keys)
            choices = known[name].choices if isinstance(value, str) else ()
            hint = error.hint or suggestion(str(value), choices, known[name].help)
            message = f'{file.where(key, *error.keys)}: "{key}{"".join(keys)}" {error}.'
            raise UserError(message, hint) from None
        # The viewports of a file are added to the default ones.
        is_added = isinstance(known[name].default, dict)
        found[name] = ({**known[name].default, **converted} if is_added else converted, where)
    return found


def _with_underscores(value: Any) -> Any:
    """Return tables with underscores in all keys: hyphens are equivalent, as in the names of settings."""
    if isinstance(value, dict):
        return {key.replace("-", "_"): _with_underscores(item) for key, item in value.items()}
    return [_with_underscores(item) for item in value] if isinstance(value, list) else value


def _from_environment() -> _Values:
    found: _Values = {}
    for setting in settings():
        name = next((name for name in setting.env_names if os.environ.get(name)), "")
        if not name:
            continue
        text = os.environ[name]
        value = _split([text]) if setting.is_list else text
        try:
            found[setting.name] = (convert_value(value, setting.type, strict=False), name)
        except InvalidValueError as error:
            message = f"The environment variable {name} {error}."
            raise UserError(message, setting.help) from None
    return found


def _from_flags(flags: Mapping[str, Any]) -> _Values:
    known = {setting.name: setting for setting in settings()}
    return {
        name: (_flag_value(known[name], value), known[name].flag.partition("/")[0])
        for name, value in flags.items()
    }


def _flag_value(setting: Setting, value: Any) -> Any:
    return _split(value) if setting.is_split else value


def _split(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a list, each of which may hold several, separated by commas."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)
