"""Read the configuration: flags win over the environment, that over the file, that over defaults."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from a11ycheck.config.fields import Config, Setting, settings
from a11ycheck.errors import UserError

__all__ = ["Loaded", "load_config"]

OWN_FILE = "a11ycheck.toml"
PROJECT_FILE = "pyproject.toml"
_SIZES = {"width": int, "height": int, "mobile": bool}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A configuration, the file it was read from (None: there is none), and where each value is from."""

    config: Config
    file: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


def load_config(
    flags: Mapping[str, Any], *, file: Path | None = None, start: Path | None = None
) -> Loaded:
    """Return the configuration.

    `flags` holds what the command line sets, by field name. `file` is a file that was named; without
    one, the nearest from the folder `start` upwards is taken, up to the root of a repository. UserError
    names file, line and remedy.
    """
    path = file or _find(start or Path.cwd())
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for source, found in (
        (str(path), _read_file(path, named=file is not None) if path else {}),
        ("environment", _read_environment()),
        ("command line", dict(flags)),
    ):
        values |= found
        origins |= dict.fromkeys(found, source)
    config = Config(**values)
    config.variant_values()
    config.rule_options()
    return Loaded(config=config, file=path, origins=origins)


def _find(start: Path) -> Path | None:
    """Return the nearest file that configures us, from a folder up to its repository's root."""
    for folder in (start.resolve(), *start.resolve().parents):
        own, project = folder / OWN_FILE, folder / PROJECT_FILE
        in_project = project.is_file() and _table(project) is not None
        if own.is_file() and in_project:
            message = f"{own} and [tool.a11ycheck] of {project} both configure a11ycheck."
            raise UserError(message, f"Move all to one of them; delete {own} or the table.")
        if own.is_file():
            return own
        if in_project:
            return project
        if (folder / ".git").exists():
            return None
    return None


def _parse(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = f"There is no configuration file {path}."
        raise UserError(message, "Check the path that --config names.") from error
    except (OSError, UnicodeDecodeError) as error:
        message = f"The configuration file {path} cannot be read: {error}."
        raise UserError(message) from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{path} is not valid TOML: {error}."
        raise UserError(message) from error


def _table(path: Path) -> dict[str, Any] | None:
    """Return our table of a file, None where a pyproject.toml has none."""
    _, content = _parse(path)
    if path.name != PROJECT_FILE:
        return content
    table = content.get("tool", {}).get("a11ycheck")
    return table if table is None else dict(table)


def _read_file(path: Path, *, named: bool) -> dict[str, Any]:
    text, _ = _parse(path)
    table = _table(path)
    if table is None:
        message = f"{path} has no table [tool.a11ycheck]."
        hint = "Add it, or name another file with --config." if named else ""
        raise UserError(message, hint)
    known = {setting.name: setting for setting in settings()}
    return {
        _name(key, known, path, text): _value(known[key.replace("-", "_")], value, path, text)
        for key, value in table.items()
    }


def _name(key: str, known: Mapping[str, Setting], path: Path, text: str) -> str:
    name = key.replace("-", "_")
    if name in known:
        return name
    close = difflib.get_close_matches(name, known, n=1)
    hint = f'Did you mean "{close[0]}"?' if close else f"Known keys: {', '.join(known)}."
    message = f'{_where(path, text, key)}: there is no setting "{key}".'
    raise UserError(message, hint)


def _where(path: Path, text: str, key: str) -> str:
    """Return "file:line" of the line that sets a key, the file alone where it cannot be told."""
    form = re.compile(rf'^\s*(?:\[[^\]]*\b)?["\']?{re.escape(key)}\b', re.MULTILINE)
    match = form.search(text)
    return f"{path}:{text.count(chr(10), 0, match.start()) + 1}" if match else str(path)


def _value(setting: Setting, value: Any, path: Path, text: str) -> Any:
    wrong = _fault(setting, value)
    if wrong:
        raise UserError(f'{_where(path, text, setting.name)}: "{setting.name}" {wrong}.')
    if setting.name == "viewports":
        return {**setting.default, **value}
    return tuple(value) if setting.many else value


def _fault(setting: Setting, value: Any) -> str:
    """Return what is wrong with a value of the file, "" where it is right."""
    if setting.table:
        return _table_fault(setting, value)
    if setting.many:
        right = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return "" if right else f"must be a list of strings, not {value!r}"
    return _single_fault(setting, value)


def _single_fault(setting: Setting, value: Any) -> str:
    kinds: tuple[type, ...] = (int, float) if setting.kind is float else (setting.kind,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and setting.kind is not bool):
        return f"must be {_WORDS[setting.kind]}, not {value!r}"
    if setting.choices and value not in setting.choices:
        close = difflib.get_close_matches(str(value), setting.choices, n=1)
        meant = f'; did you mean "{close[0]}"?' if close else ""
        return f"must be one of {', '.join(setting.choices)}, not {value!r}{meant}"
    if setting.least is not None and _number(value) < setting.least:
        return f"must be at least {setting.least:g}, not {value!r}"
    return ""


def _number(value: Any) -> float:
    return float(value)


_WORDS = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}


def _table_fault(setting: Setting, value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(part, dict) for part in value.values()):
        return "must hold one table for each name"
    if setting.name == "viewports":
        for name, size in value.items():
            if set(size) - set(_SIZES) or not {"width", "height"} <= set(size):
                return f'needs width, height and perhaps mobile for "{name}", not {sorted(size)}'
            if any(type(part) is not _SIZES[key] for key, part in size.items()):
                return f'needs pixels as whole numbers, and mobile as true or false, for "{name}"'
    return ""


def _read_environment() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for setting in settings():
        text = os.environ.get(setting.env, "") if setting.env else ""
        if text:
            try:
                value = setting.kind(text)
            except ValueError as error:
                message = f"{setting.env} must be {_WORDS[setting.kind]}, not {text!r}."
                raise UserError(message) from error
            if wrong := _single_fault(setting, value):
                raise UserError(f"{setting.env} {wrong}.")
            found[setting.name] = value
    return found
