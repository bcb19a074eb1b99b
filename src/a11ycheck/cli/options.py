"""The options of commands: one for each setting that has a flag."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from a11ycheck.config import Loaded, Setting, load_config, settings

__all__ = ["audit_options", "demand_targets", "load", "setting_options"]

_Command = Callable[..., Any]


def audit_options(
    *, without: Iterable[str] = (), targets: bool = True
) -> Callable[[_Command], _Command]:
    """Return a decorator that gives a command its targets, `--config`, and the flags of the settings.

    `without` names settings that mean nothing to the command; without `targets` it takes none.
    """
    left_out = frozenset(without)
    names = [item.name for item in settings() if item.command == "audit"]
    options = setting_options(name for name in names if name not in left_out)

    def decorate(function: _Command) -> _Command:
        function = options(function)
        if targets:
            function = click.argument("targets", nargs=-1, metavar="TARGET...")(function)
        return function

    return decorate


def setting_options(names: Iterable[str]) -> Callable[[_Command], _Command]:
    """Return a decorator that gives a command `--config` and the flags of the settings with these names."""
    wanted = frozenset(names)

    def decorate(function: _Command) -> _Command:
        function = click.option(
            "--config", "config_file", type=Path, metavar="FILE", help="The configuration file."
        )(function)
        for setting in reversed(settings()):
            if setting.flag and setting.name in wanted:
                function = _option(setting)(function)
        return function

    return decorate


def load(flags: Mapping[str, Any], config_file: Path | None) -> Loaded:
    """Return the configuration that a command's flags and its file make."""
    given = {name: value for name, value in flags.items() if value not in (None, ())}
    return load_config(given, file=config_file)


def demand_targets(targets: tuple[str, ...]) -> None:
    """Refuse a command that names nothing to audit."""
    if not targets:
        message = "Name what to audit: a folder, a file, an address, or a sitemap."
        raise click.UsageError(message)


def _option(setting: Setting) -> Callable[[_Command], _Command]:
    return click.option(
        setting.flag,
        setting.name,
        default=None,
        multiple=setting.many,
        metavar=setting.metavar or None,
        type=_click_type(setting),
        help=_help(setting),
    )


def _click_type(setting: Setting) -> click.ParamType[Any] | None:
    if setting.choices:
        return click.Choice(setting.choices)
    if setting.kind is bool:
        return None
    if setting.kind is int:
        return click.IntRange(min=int(setting.least or 0))
    if setting.kind is float:
        return click.FloatRange(min=setting.least, max=setting.most)
    return click.STRING


def _help(setting: Setting) -> str:
    repeat = " Repeatable." if setting.many else ""
    choices = f" One of {', '.join(setting.choices)}." if setting.choices else ""
    return setting.help + choices + repeat
