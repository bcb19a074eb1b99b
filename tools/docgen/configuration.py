"""The reference of the configuration, from the dataclass that holds it."""

import json
from collections.abc import Iterator
from dataclasses import fields

import msgspec
import tomli_w

from a11ycheck.config import Config, as_toml, json_schema, options_table, settings
from a11ycheck.rules import own_rules
from a11ycheck.run.selection import option_types
from docgen.markup import code, default_text, literal, page, table
from furo_light.settings import settings as toolkit_settings

__all__ = ["configuration_page", "configuration_schema"]


def configuration_page() -> str:
    """Return the page with every key, its default and what it does."""
    heads = ("Key", "Default", "What it does")
    return page(
        "configuration.md.j2",
        options=options_table(),
        rule_options=table(heads, _rule_options()),
        viewports=_viewports(),
        environment=[setting for setting in settings() if setting.env],
        toolkit=table(("Setting", "Flag", "Default", "What it does"), _toolkit()),
        defaults=as_toml(Config(), {}).strip(),
    )


def configuration_schema() -> str:
    """Return the JSON Schema of the configuration, with the options of all rules."""
    return json.dumps(json_schema(option_types()), indent=2, ensure_ascii=False) + "\n"


def _rule_options() -> Iterator[tuple[str, str, str]]:
    for rule in own_rules():
        for option in fields(rule.options) if rule.options is not None else ():
            key = code(f"rules.{rule.id}.{option.name}")
            yield key, default_text(option.default), literal(option.metadata["help"])


def _toolkit() -> Iterator[tuple[str, str, str, str]]:
    for item in toolkit_settings():
        flag = code(f"{item.flag} {item.metavar}".strip()) if item.flag else "-"
        shown = list(item.default) if item.kind is tuple else item.default
        yield code(item.conf_name), flag, code(repr(shown)), literal(item.help)


def _viewports() -> str:
    sizes = msgspec.to_builtins(Config().viewports)
    return tomli_w.dumps({"viewports": sizes}).strip()
