"""Describe the configuration: as TOML, as a JSON Schema, as a table for the documentation."""

import json
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

import msgspec
import tomli_w

from a11ycheck.config.setting import Setting, settings
from a11ycheck.config.settings import Config

__all__ = ["as_toml", "json_schema", "options_table", "tool_schema"]


def as_toml(config: Config, origins: Mapping[str, str]) -> str:
    """Return the configuration as an `a11ycheck.toml`, each value with its origin."""
    lines: list[str] = []
    for setting in sorted(settings(), key=lambda item: item.is_table):
        value = _plain(getattr(config, setting.name))
        if setting.is_table and not value:
            continue
        origin = origins.get(setting.name, "default")
        if isinstance(value, list) and setting.is_table:
            text = "\n".join(f"[[{setting.name}]]\n{tomli_w.dumps(item)}" for item in value)
        else:
            text = tomli_w.dumps({setting.name: value})
        lines += [f"# {setting.help} ({origin})", text.rstrip(), ""]
    return "\n".join(lines)


def _plain(value: Any) -> Any:
    """Return a value in TOML's types, without keys that are not set."""
    plain = msgspec.to_builtins(value, builtin_types=(date,))
    if isinstance(plain, (list, tuple)):
        return [_plain(item) for item in plain]
    if isinstance(plain, dict):
        return {key: _plain(item) for key, item in plain.items() if item not in (None, "")}
    return plain


def options_table() -> str:
    """Return the settings as a Markdown table: key, flag, default, description."""
    rows = ["| Key | Flag | Default | Description |", "| --- | --- | --- | --- |"]
    rows += [_row(setting) for setting in settings()]
    return "\n".join(rows) + "\n"


def _row(setting: Setting) -> str:
    flag = f"`{setting.flag} {setting.metavar}".rstrip() + "`" if setting.flag else "-"
    text = setting.help
    if setting.choices:
        text += f" One of {', '.join(f'`{choice}`' for choice in setting.choices)}."
    if setting.is_table and setting.default:
        default = "see below"
    else:
        shown = tomli_w.dumps({"x": _plain(setting.default)}).partition("=")[2].split()
        default = f"`{' '.join(shown) or '{}'}`"
    return f"| `{setting.name}` | {flag} | {default} | {text} |"


def json_schema(rule_options: Mapping[str, type]) -> dict[str, Any]:
    """Return a JSON Schema (draft 7, which validators of pyproject.toml read) of the settings.

    `rule_options` are the dataclasses of the options of rules, by rule id.
    """
    properties = {setting.name: _property(setting) for setting in settings()}
    tables = {rule: _schema(kind) for rule, kind in rule_options.items()}
    properties["rules"] |= {"additionalProperties": False, "properties": tables}
    hyphened = {name.replace("_", "-"): value for name, value in properties.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:a11ycheck:configuration",
        "title": "a11ycheck",
        "description": "The settings in a11ycheck.toml, or in [tool.a11ycheck] of pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties | hyphened,
    }


def tool_schema(_tool: str = "a11ycheck") -> dict[str, Any]:
    """Return the packaged schema to validate-pyproject (entry point `validate_pyproject.tool_schema`)."""
    text = (files("a11ycheck.config") / "a11ycheck.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _property(setting: Setting) -> dict[str, Any]:
    default = {} if setting.is_table else {"default": _plain(setting.default)}
    return {"description": setting.help, **_schema(setting.type), **default}


def _schema(kind: Any) -> dict[str, Any]:
    (schema,), components = msgspec.json.schema_components((kind,), ref_template="{name}")
    inlined: dict[str, Any] = _inlined(schema, components)
    return inlined


def _inlined(part: Any, components: Mapping[str, Any]) -> Any:
    """Return a schema without references, and fit for TOML: it has dates, and no null."""
    if isinstance(part, list | tuple):
        return [_inlined(item, components) for item in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _inlined(components[part["$ref"]], components)
    part = dict(part)
    choices = [item for item in part.pop("anyOf", []) if item != {"type": "null"}]
    if choices:  # one optional type, which is what is left without the null
        part.pop("default", None)
        part |= (
            {} if choices[0].get("format") == "date" else choices[0]
        )  # JSON has no type for dates
    if part.get("type") == "object" and "properties" in part:
        part.pop("title", None)
        part["additionalProperties"] = False
    return {key: _inlined(item, components) for key, item in part.items()}
