"""Say what can be configured and what is: as TOML, as a JSON Schema, as a table for the docs."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import tomli_w

from a11ycheck.config.fields import Config, Setting, settings
from a11ycheck.rules import ALL

__all__ = ["as_toml", "json_schema", "options_table"]

_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def as_toml(config: Config, origins: Mapping[str, str]) -> str:
    """Return the configuration as an `a11ycheck.toml`, each value with where it comes from."""
    lines: list[str] = []
    for setting in sorted(settings(), key=lambda item: item.table):
        value = getattr(config, setting.name)
        origin = origins.get(setting.name, "default")
        if setting.table and not value:
            continue
        plain = {name: dict(table) for name, table in value.items()} if setting.table else value
        plain = list(plain) if setting.many else plain
        lines += [f"# {setting.help} ({origin})", tomli_w.dumps({setting.name: plain}).rstrip(), ""]
    return "\n".join(lines)


def options_table() -> str:
    """Return the settings as a Markdown table: key, flag, default, what it does."""
    rows = ["| Key | Flag | Default | What it does |", "| --- | --- | --- | --- |"]
    rows += [_row(setting) for setting in settings()]
    return "\n".join(rows) + "\n"


def _row(setting: Setting) -> str:
    flag = (
        f"`{setting.flag}{f' {setting.metavar}' if setting.metavar else ''}`"
        if setting.flag
        else "-"
    )
    extra = (
        f" One of {', '.join(f'`{choice}`' for choice in setting.choices)}."
        if setting.choices
        else ""
    )
    extra += f" Environment: `{setting.env}`." if setting.env else ""
    default = tomli_w.dumps({"x": _plain(setting)}).partition("=")[2].split()
    shown = "see below" if setting.name == "viewports" else f"`{' '.join(default) or '{}'}`"
    return f"| `{setting.name}` | {flag} | {shown} | {setting.help}{extra} |"


def _plain(setting: Setting) -> Any:
    return list(setting.default) if setting.many else setting.default


def json_schema() -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) of `[tool.a11ycheck]`, for editors and validators."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "a11ycheck",
        "description": "Configuration of a11ycheck.",
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.name: _property(setting) for setting in settings()},
    }


def _property(setting: Setting) -> dict[str, Any]:
    if setting.name == "rules":
        return {"description": setting.help, **_rules_schema()}
    if setting.name == "viewports":
        return {"description": setting.help, "type": "object", "additionalProperties": _VIEWPORT}
    single: dict[str, Any] = {"type": _JSON_TYPES[setting.kind]}
    if setting.choices:
        single["enum"] = list(setting.choices)
    if setting.least is not None:
        single["minimum"] = setting.least
    kind = {"type": "array", "items": single} if setting.many else single
    return {"description": setting.help, **kind, "default": _plain(setting)}


_VIEWPORT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["width", "height"],
    "properties": {
        "width": {"type": "integer", "minimum": 1},
        "height": {"type": "integer", "minimum": 1},
        "mobile": {"type": "boolean"},
    },
}


def _rules_schema() -> dict[str, Any]:
    tables = {
        str(rule.id): _options_schema(rule.options) for rule in ALL if rule.options is not None
    }
    return {"type": "object", "additionalProperties": False, "properties": tables}


def _options_schema(kind: type) -> dict[str, Any]:
    parts = {
        item.name: {
            "type": _JSON_TYPES[type(item.default)],
            "description": item.metadata.get("help", ""),
            "default": item.default,
        }
        for item in fields(kind)
    }
    return {"type": "object", "additionalProperties": False, "properties": parts}
