"""Say what can be configured and what is: as TOML, as a JSON Schema, as a table for the docs."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from a11ycheck.config.fields import Config, settings
from a11ycheck.config.option import Setting
from a11ycheck.config.rule_options import option_types
from a11ycheck.config.suppress import NEEDED_KEYS, SUPPRESS_KEYS
from a11ycheck.config.values import MAX_PIXELS

__all__ = ["SCHEMA_FILE", "as_toml", "json_schema", "options_table", "schema_text", "tool_schema"]

SCHEMA_FILE = Path(__file__).with_name("a11ycheck.schema.json")
_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def as_toml(config: Config, origins: Mapping[str, str]) -> str:
    """Return the configuration as an `a11ycheck.toml`, each value with where it comes from."""
    lines: list[str] = []
    for setting in sorted(settings(), key=_has_tables):
        value = getattr(config, setting.name)
        origin = origins.get(setting.name, "default")
        if _has_tables(setting) and not value:
            continue
        lines += [f"# {setting.help} ({origin})", _assignment(setting, value).rstrip(), ""]
    return "\n".join(lines)


def _has_tables(setting: Setting) -> bool:
    """Tell whether a setting is written as tables, which TOML wants behind all single keys."""
    return setting.table or setting.name == "suppress"


def _assignment(setting: Setting, value: Any) -> str:
    if setting.name == "suppress":
        return "\n".join(f"[[suppress]]\n{tomli_w.dumps(entry.table)}" for entry in value)
    if setting.table:
        return tomli_w.dumps({setting.name: {name: dict(part) for name, part in value.items()}})
    return tomli_w.dumps({setting.name: list(value) if setting.many else value})


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
    """Return a JSON Schema (draft 7, which validators of pyproject.toml read) of our settings."""
    properties = {setting.name: _property(setting) for setting in settings()}
    hyphened = {name.replace("_", "-"): value for name, value in properties.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:a11ycheck:configuration",
        "title": "a11ycheck",
        "description": "What a11ycheck.toml holds, or [tool.a11ycheck] of pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties | hyphened,
    }


def schema_text() -> str:
    """Return the schema as the text of the packaged file `SCHEMA_FILE`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def tool_schema(_tool: str = "a11ycheck") -> dict[str, Any]:
    """Return the schema to validate-pyproject, through its entry point `validate_pyproject.tool_schema`."""
    return json_schema()


def _property(setting: Setting) -> dict[str, Any]:
    if setting.name == "rules":
        return {"description": setting.help, **_rules_schema()}
    if setting.name == "viewports":
        return {"description": setting.help, "type": "object", "additionalProperties": _VIEWPORT}
    if setting.name == "suppress":
        return {"description": setting.help, "type": "array", "items": _suppress_schema()}
    single: dict[str, Any] = {"type": _JSON_TYPES[setting.kind]}
    if setting.choices:
        single["enum"] = list(setting.choices)
    if setting.least is not None:
        single["minimum"] = setting.least
    if setting.most is not None:
        single["maximum"] = setting.most
    kind: dict[str, Any] = {"type": "array", "items": single} if setting.many else single
    if setting.many and setting.default:
        kind["minItems"] = 1
    return {"description": setting.help, **kind, "default": _plain(setting)}


_PIXELS = {"type": "integer", "minimum": 1, "maximum": MAX_PIXELS}
_VIEWPORT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["width", "height"],
    "properties": {"width": _PIXELS, "height": _PIXELS, "mobile": {"type": "boolean"}},
}


def _suppress_schema() -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    # JSON has no dates: readers of TOML pass on their own, which no type of JSON Schema fits.
    keys = {
        key: {"description": says, **({} if key == "until" else text)}
        for key, says in SUPPRESS_KEYS.items()
    }
    needed = list(NEEDED_KEYS)
    return {"type": "object", "additionalProperties": False, "required": needed, "properties": keys}


def _rules_schema() -> dict[str, Any]:
    tables = {rule: _options_schema(kind) for rule, kind in option_types().items()}
    return {"type": "object", "additionalProperties": False, "properties": tables}


def _options_schema(kind: type) -> dict[str, Any]:
    _, components = msgspec.json.schema_components((kind,), ref_template="#/{name}")
    parts = components[kind.__name__]["properties"]
    described = {
        item.name: {"description": item.metadata.get("help", ""), **parts[item.name]}
        for item in fields(kind)
    }
    return {"type": "object", "additionalProperties": False, "properties": described}
