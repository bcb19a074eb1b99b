"""One dataclass from which every way to set an option is made: file, environment, flags, docs."""

from a11ycheck.config.describe import as_toml, json_schema, options_table, schema_text, tool_schema
from a11ycheck.config.fields import DEFAULT_BASELINE, Config, settings
from a11ycheck.config.load import Loaded, load_config
from a11ycheck.config.option import Setting
from a11ycheck.config.suppress import SuppressEntry, unsuppressible

__all__ = [
    "DEFAULT_BASELINE",
    "Config",
    "Loaded",
    "Setting",
    "SuppressEntry",
    "as_toml",
    "json_schema",
    "load_config",
    "options_table",
    "schema_text",
    "settings",
    "tool_schema",
    "unsuppressible",
]
