"""A field of the configuration: how it declares itself, and how front ends read it.

The annotation of a field states which values are valid, `option` the rest: default, help, flag.
"""

from dataclasses import MISSING, dataclass, field
from typing import Any

import msgspec

__all__ = ["Setting", "option", "setting_of"]


def option(default: Any, text: str, *, flag: str = "", metavar: str = "", env: str = "") -> Any:
    """Return a dataclass field with its help, flag and environment variable."""
    metadata = {"help": text, "flag": flag, "metavar": metavar, "env": env}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One field of the configuration, as front ends see it; `type` is its annotation."""

    name: str
    type: Any
    default: Any
    help: str
    flag: str
    metavar: str
    env: str

    @property
    def kind(self) -> msgspec.inspect.Type:
        """Return the type of a single value, with its constraints: for a list, that of its items."""
        found = msgspec.inspect.type_info(self.type)
        return found.item_type if isinstance(found, msgspec.inspect.VarTupleType) else found

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


def setting_of(item: Any, kind: Any) -> Setting:
    """Return a field that `option` made, with its annotation, as a setting."""
    default = item.default if item.default is not MISSING else item.default_factory()
    return Setting(name=item.name, type=kind, default=default, **item.metadata)
