"""A setting as a field: its default, its help and its flag."""

from dataclasses import field
from typing import Any

__all__ = ["option"]


def option(default: Any, text: str, *, flag: str = "", metavar: str = "") -> Any:
    """Return a dataclass field with its help and flag."""
    metadata = {"help": text, "flag": flag, "metavar": metavar}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)
