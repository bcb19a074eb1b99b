"""Read the configuration: flags win over the environment, that over the file, that over defaults."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from a11ycheck.config.closest import hint
from a11ycheck.config.fields import DEFAULT_BASELINE, Config, settings
from a11ycheck.config.option import Setting
from a11ycheck.config.rule_options import OptionError
from a11ycheck.config.source import Source, find_source, read_source
from a11ycheck.config.suppress import read_entries
from a11ycheck.config.values import fault, from_text, remedy
from a11ycheck.errors import UserError

__all__ = ["Loaded", "load_config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A configuration, the file it was read from (None: there is none), and where each value is from."""

    config: Config
    file: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrowed(self) -> tuple[str, ...]:
        """Return the flags that make this run see less than the configuration asks for."""
        origins = (self.origins.get(name, "") for name in _NARROWING)
        return tuple(origin for origin in origins if origin.startswith("--"))


def load_config(
    flags: Mapping[str, Any], *, file: Path | None = None, start: Path | None = None
) -> Loaded:
    """Return the configuration.

    `flags` holds what the command line sets, by field name. `file` is a file that was named; without
    one, the nearest from the folder `start` upwards is taken, up to the root of a repository. UserError
    names file, line and remedy.
    """
    source = read_source(file) if file else find_source(start or Path.cwd())
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for found in (_from_file(source) if source else {}, _from_environment(), _from_flags(flags)):
        values |= {name: value for name, (value, _) in found.items()}
        origins |= {name: origin for name, (_, origin) in found.items()}
    if source and not origins.get("baseline", "").startswith("--"):
        values["baseline"] = _beside(source, values.get("baseline", DEFAULT_BASELINE))
    config = Config(**values)
    _check_names(config, origins, source)
    return Loaded(config=config, file=source.path if source else None, origins=origins)


# Settings that choose what is looked at.
_NARROWING = ("select", "ignore", "exclude", "variants")


def _beside(source: Source, name: str) -> str:
    """Return the path, from the current folder, of a file that is named from the configuration's."""
    return os.path.relpath(source.path.absolute().parent / name) if name else ""


# What a source sets: the value and where it stands, by field name.
_Found = dict[str, tuple[Any, str]]


def _from_file(source: Source) -> _Found:
    known = {setting.name: setting for setting in settings()}
    found: _Found = {}
    for key, value in source.table.items():
        name, where = key.replace("-", "_"), source.where(key)
        if name not in known:
            message = f'{where}: there is no setting "{key}".'
            moved = name.startswith("lighten_")
            remedy_for_it = "Move it to the table [tool.furo_light] of pyproject.toml."
            raise UserError(message, remedy_for_it if moved else hint(name, known, "Settings"))
        if name in found:
            message = f'{where}: "{key}" is set a second time, after {found[name][1]}.'
            raise UserError(message, "Keep one of them.")
        setting = known[name]
        if name == "suppress":
            found[name] = (read_entries(key, value, source), where)
            continue
        if wrong := fault(setting, value):
            raise UserError(f'{where}: "{key}" {wrong}.', remedy(setting, value))
        found[name] = (_stored(setting, value), where)
    return found


def _stored(setting: Setting, value: Any) -> Any:
    """Return a value of a file as `Config` holds it; viewports come beside those that are there."""
    if setting.name == "viewports":
        return {**setting.default, **value}
    return tuple(value) if setting.many else value


def _from_environment() -> _Found:
    found: _Found = {}
    for setting in settings():
        text = os.environ.get(setting.env, "") if setting.env else ""
        if text:
            try:
                found[setting.name] = (from_text(setting, text), setting.env)
            except ValueError as error:
                message = f"The environment variable {setting.env} {error}."
                raise UserError(message, setting.help) from None
    return found


def _from_flags(flags: Mapping[str, Any]) -> _Found:
    known = {setting.name: setting for setting in settings()}
    return {name: (value, known[name].flag.partition("/")[0]) for name, value in flags.items()}


def _check_names(config: Config, origins: Mapping[str, str], source: Source | None) -> None:
    """Check what only makes sense together, and say where a wrong name stands."""
    try:
        config.variant_values()
    except UserError as error:
        where = origins.get("variants", origins.get("viewports", "default"))
        message = f"{where}: {error.message}"
        raise UserError(message, error.hint) from None
    try:
        config.rule_options()
    except OptionError as error:
        where = source.where("rules", *error.keys) if source else "rules"
        message = f"{where}: {error.message}"
        raise UserError(message, error.hint) from None
