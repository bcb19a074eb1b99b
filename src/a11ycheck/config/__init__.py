"""The settings of a run: one dataclass, read from flags, the environment and a TOML file.

This package knows no rule: `run.make_selection` reads the options of rules.
"""

from a11ycheck.config.amounts import Amount, Count
from a11ycheck.config.convert import InvalidValueError, convert_value
from a11ycheck.config.describe import as_toml, json_schema, options_table, tool_schema
from a11ycheck.config.entries import ActionEntry, StateEntry, SuppressEntry, ViewportSize
from a11ycheck.config.file import find_file
from a11ycheck.config.load import LoadedConfig, load_config
from a11ycheck.config.setting import Setting, settings
from a11ycheck.config.settings import DEFAULT_BASELINE, Config, FailOn, Profile

__all__ = [
    "DEFAULT_BASELINE",
    "ActionEntry",
    "Amount",
    "Config",
    "Count",
    "FailOn",
    "InvalidValueError",
    "LoadedConfig",
    "Profile",
    "Setting",
    "StateEntry",
    "SuppressEntry",
    "ViewportSize",
    "as_toml",
    "convert_value",
    "find_file",
    "json_schema",
    "load_config",
    "options_table",
    "settings",
    "tool_schema",
]
