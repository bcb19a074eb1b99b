"""The settings as front ends see them: the fields of `Config` with type, default, help and flag."""

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, get_type_hints

import msgspec

from a11ycheck.config.settings import Config

__all__ = ["ENV_PREFIX", "Setting", "settings"]

ENV_PREFIX = "A11YCHECK_"
# Kinds of values: ids and tags of rules, names of variants, hosts.
_WITHOUT_COMMAS = frozenset({"RULE", "NAME", "HOST"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One field of the configuration, as front ends see it; `type` is its annotation."""

    name: str
    type: Any
    default: Any
    help: str
    flag: str
    metavar: str

    @property
    def kind(self) -> msgspec.inspect.Type:
        """Return the type of a single value, with its constraints: for a list, that of its items."""
        found = msgspec.inspect.type_info(self.type)
        return found.item_type if isinstance(found, msgspec.inspect.VarTupleType) else found

    @property
    def env(self) -> str:
        """Return the environment variable: A11YCHECK_ and the name of the flag; "" without a flag."""
        name = self.flag.partition("/")[0].removeprefix("--")
        return f"{ENV_PREFIX}{name.upper().replace('-', '_')}" if name else ""

    @property
    def env_names(self) -> tuple[str, ...]:
        """Return all variables that set it: by the name of the flag, and by that of the key."""
        return (self.env, f"{ENV_PREFIX}{self.name.upper()}") if self.env else ()

    @property
    def is_split(self) -> bool:
        """Return whether one flag may give several values, separated by commas, which no value has."""
        return self.is_list and self.metavar in _WITHOUT_COMMAS

    @property
    def is_list(self) -> bool:
        """Return whether the setting is a list of strings, and its flag repeatable."""
        return isinstance(self.default, tuple) and isinstance(self.kind, msgspec.inspect.StrType)

    @property
    def is_table(self) -> bool:
        """Return whether TOML writes the setting as tables, which follow all single keys."""
        return not self.is_list and isinstance(self.default, dict | tuple)

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the valid values in their order; empty if there is no such list."""
        inner: tuple[str, ...] = getattr(self.type, "__args__", ())
        return inner if isinstance(self.kind, msgspec.inspect.LiteralType) else ()


@cache
def settings() -> tuple[Setting, ...]:
    """Return all settings, in the order of the documentation."""
    hints = get_type_hints(Config, include_extras=True)
    return tuple(
        Setting(
            name=item.name,
            type=hints[item.name],
            default=item.default if item.default_factory is MISSING else item.default_factory(),
            **item.metadata,
        )
        for item in fields(Config)
        if item.metadata
    )
