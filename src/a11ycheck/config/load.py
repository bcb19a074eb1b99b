"""Read the configuration: flags take precedence over the environment, then the file, then defaults."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from a11ycheck.config.convert import InvalidValueError, convert_value
from a11ycheck.config.file import ConfigFile, find_file, read_file
from a11ycheck.config.hosts import check_hosts
from a11ycheck.config.setting import ENV_PREFIX, Setting, settings
from a11ycheck.config.settings import DEFAULT_BASELINE, Config
from a11ycheck.errors import UserError, suggestion

__all__ = ["LoadedConfig", "load_config"]

# Flags that make a run cover less than the configuration asks for.
_NARROWING = ("select", "ignore", "exclude", "variants")


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
        label = f"The environment variable {name}"
        found[setting.name] = (_read_text(value, setting, label), name)
    return found


def _from_flags(flags: Mapping[str, Any]) -> _Values:
    known = {setting.name: setting for setting in settings()}
    return {
        name: (_flag_value(known[name], value), _flag(known[name])) for name, value in flags.items()
    }


def _flag_value(setting: Setting, value: Any) -> Any:
    if setting.is_split:
        return _split(value)
    return _read_text(value, setting, _flag(setting)) if isinstance(value, str) else value


def _flag(setting: Setting) -> str:
    return setting.flag.partition("/")[0]


def _read_text(value: str | tuple[str, ...], setting: Setting, label: str) -> Any:
    """Return the value that a text means; UserError, which begins with the label, if it means none."""
    try:
        return convert_value(value, setting.type, strict=False)
    except InvalidValueError as error:
        raise UserError(f"{label} {error}.", setting.help) from None


def _split(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a list, each of which may hold several, separated by commas."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)
