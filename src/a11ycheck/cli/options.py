"""The options of commands: one for each setting that has a flag."""

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import click
from msgspec import inspect

from a11ycheck.config import LoadedConfig, Setting, load_config, settings
from a11ycheck.web.urls import has_scheme

__all__ = [
    "audit_options",
    "fix_options",
    "is_target",
    "load",
    "require_targets",
    "verbosity_options",
]

_Command = Callable[..., Any]


def audit_options(
    *, without: Collection[str] = (), targets: bool = True
) -> Callable[[_Command], _Command]:
    """Return a decorator that adds targets, `--config`, and the flags of settings to a command.

    `without` names settings that do not apply to the command; without `targets` it takes none.
    """

    def decorate(function: _Command) -> _Command:
        function = click.option(
            "--config", "config_file", type=Path, metavar="FILE", help="The configuration file."
        )(function)
        for setting in reversed(settings()):
            if setting.flag and setting.name not in without:
                function = _option(setting)(function)
        if targets:
            function = click.argument("targets", nargs=-1, metavar="TARGET...")(function)
        return function

    return decorate


def verbosity_options(function: _Command) -> _Command:
    """Add the flags that make the report at the terminal shorter or longer."""
    verbose = "Show every location of every finding, with its markup and help."
    function = click.option("-v", "--verbose", is_flag=True, help=verbose)(function)
    statistics = "Show the number of findings of each rule instead of the findings."
    function = click.option("--statistics", is_flag=True, help=statistics)(function)
    quiet = "Show only the findings and the exit code, and no progress."
    return click.option("-q", "--quiet", is_flag=True, help=quiet)(function)


def fix_options(function: _Command) -> _Command:
    """Add the flags `--fix` and `--diff` to a command."""
    diff = "Print the patch that --fix would apply, and nothing else, to standard output."
    fix = "Fix table headers, heading levels and certain code block languages in the sources."
    function = click.option("--diff", is_flag=True, help=diff)(function)
    return click.option("--fix", is_flag=True, help=fix)(function)


def load(flags: Mapping[str, Any], config_file: Path | None) -> LoadedConfig:
    """Return the configuration that a command's flags and the file make."""
    given = {name: value for name, value in flags.items() if value not in (None, ())}
    return load_config(given, file=config_file)


def is_target(text: str) -> bool:
    """Return whether a text can be a target: a path that exists, or a URL."""
    return has_scheme(text) or os.path.exists(text)  # noqa: PTH110 - Path's raises without permission


def require_targets(targets: tuple[str, ...]) -> None:
    """Raise a usage error if a command got no target."""
    if not targets:
        message = "Name what to audit: a folder, a file, a URL, or a sitemap."
        raise click.UsageError(message)


def _option(setting: Setting) -> Callable[[_Command], _Command]:
    repeat = " Repeatable." if setting.is_list else ""
    if setting.is_split:
        repeat = " Repeatable, or separated by commas."
    choices = f" One of {', '.join(setting.choices)}." if setting.choices else ""
    return click.option(
        setting.flag,
        setting.name,
        default=None,
        multiple=setting.is_list,
        metavar=setting.metavar or None,
        type=_click_type(setting),
        help=setting.help + choices + repeat + _limits(setting),
    )


def _limits(setting: Setting) -> str:
    match setting.kind:
        case inspect.IntType(ge=least, le=most) | inspect.FloatType(ge=least, le=most):
            return f" From {least} to {most}."
        case _:
            return ""


def _click_type(setting: Setting) -> click.ParamType[Any] | None:
    # The configuration reads numbers, those of the environment, too.
    match setting.kind:
        case inspect.LiteralType():
            return click.Choice(setting.choices)
        case inspect.BoolType():
            return None
        case _:
            return click.STRING
