"""The settings of a run: one dataclass, read from flags, the environment and a TOML file.

This package knows no rule: `run.make_selection` reads the options of rules.
"""

from a11ycheck.config.describe import as_toml, json_schema, options_table, tool_schema
from a11ycheck.config.entries import SuppressEntry, ViewportSize
from a11ycheck.config.load import InvalidValueError, LoadedConfig, convert_value, load_config
from a11ycheck.config.setting import Setting, settings
from a11ycheck.config.settings import DEFAULT_BASELINE, Config, FailOn, Profile

__all__ = [
    "DEFAULT_BASELINE",
    "Config",
    "FailOn",
    "InvalidValueError",
    "LoadedConfig",
    "Profile",
    "Setting",
    "SuppressEntry",
    "ViewportSize",
    "as_toml",
    "convert_value",
    "json_schema",
    "load_config",
    "options_table",
    "settings",
    "tool_schema",
]
