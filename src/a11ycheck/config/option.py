"""One option: how a field of the configuration says its default, help and flag, and how others read it."""

from dataclasses import MISSING, dataclass, field
from typing import Any

__all__ = ["Setting", "option", "setting_of"]


def option(default: Any, text: str, **metadata: Any) -> Any:
    """Return a dataclass field; `flag`, `metavar`, `choices` and `env` say how else it is set.

    `command` names what the setting is for: "audit", or the one command that has its flag.
    """
    entry = {"help": text, "flag": "", "metavar": "", "choices": (), "env": "", **metadata}
    entry.setdefault("command", "audit")
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=entry)
    return field(default=default, metadata=entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One field of the configuration, as front ends see it; `kind` is the type of (each) value."""

    name: str
    default: Any
    help: str
    flag: str
    metavar: str
    choices: tuple[str, ...]
    env: str
    kind: type
    many: bool
    table: bool
    least: float | None
    most: float | None
    command: str


def setting_of(item: Any) -> Setting:
    """Return a dataclass field that `option` made as a setting."""
    default = item.default if item.default is not MISSING else item.default_factory()
    many, table = isinstance(default, tuple), isinstance(default, dict)
    names = ("help", "flag", "metavar", "choices", "env", "command")
    return Setting(
        name=item.name,
        default=default,
        kind=str if many else type(default),
        many=many,
        table=table,
        least=item.metadata.get("least"),
        most=item.metadata.get("most"),
        **{name: item.metadata[name] for name in names},
    )
