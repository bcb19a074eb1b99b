"""One dataclass from which every way to set an option is made: file, environment, flags, docs."""

from a11ycheck.config.describe import as_toml, json_schema, options_table
from a11ycheck.config.fields import Config, Setting, settings
from a11ycheck.config.load import load_config

__all__ = [
    "Config",
    "Setting",
    "as_toml",
    "json_schema",
    "load_config",
    "options_table",
    "settings",
]
