"""`a11ycheck audit`: look at the pages, print what to mend, write the reports."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from a11ycheck import api
from a11ycheck.cli.console import has_colour, progress_bar, say, width
from a11ycheck.cli.output import Destination, read_destinations, to_stdout, write_atomically
from a11ycheck.config import Setting, as_toml, load_config, settings
from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters import Style, render

__all__ = ["audit"]


def _configured(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command one option for each setting that has a flag."""
    for setting in reversed([item for item in settings() if item.flag]):
        function = click.option(
            setting.flag,
            setting.name,
            default=None,
            multiple=setting.many,
            metavar=setting.metavar or None,
            type=_click_type(setting),
            help=_help(setting),
        )(function)
    return function


def _click_type(setting: Setting) -> click.ParamType[Any] | None:
    if setting.choices:
        return click.Choice(setting.choices)
    if setting.kind is bool:
        return None
    if setting.kind is int:
        return click.IntRange(min=int(setting.least or 0))
    if setting.kind is float:
        return click.FloatRange(min=setting.least)
    return click.STRING


def _help(setting: Setting) -> str:
    repeat = " Repeatable." if setting.many else ""
    choices = f" One of {', '.join(setting.choices)}." if setting.choices else ""
    return setting.help + choices + repeat


@click.command()
@click.argument("targets", nargs=-1, metavar="TARGET...")
@_configured
@click.option("--config", "config_file", type=Path, metavar="FILE", help="The configuration file.")
@click.option("--print-config", is_flag=True, help="Print the configuration, and audit nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Show every place of every finding.")
def audit(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    print_config: bool,
    verbose: bool,
    **flags: Any,
) -> int:
    """Audit each TARGET: a folder of built HTML, a file, an address, or a sitemap (file or address)."""
    given = {name: value for name, value in flags.items() if value not in (None, ())}
    loaded = load_config(given, file=config_file)
    destinations = read_destinations(loaded.config.formats)
    if print_config:
        to_stdout(as_toml(loaded.config, loaded.origins))
        return ExitCode.CLEAN
    if not targets:
        message = "Name what to audit: a folder, a file, an address, or a sitemap."
        raise click.UsageError(message)
    pictures: dict[str, bytes] = {}
    with progress_bar() as on_progress:
        report = api.audit(
            targets,
            loaded.config,
            on_progress=on_progress,
            on_screenshot=pictures.__setitem__ if _shows_pictures(destinations) else None,
        )
    written = [
        _deliver(report, destination, **_context(destination, pictures, verbose=verbose))
        for destination in destinations
    ]
    return report.exit_code if all(written) else ExitCode.NOT_TESTED


def _shows_pictures(destinations: tuple[Destination, ...]) -> bool:
    return any(destination.format == "html" for destination in destinations)


def _deliver(report: Report, destination: Destination, **context: Any) -> bool:
    """Write one report; where its file cannot be written, print it instead and return False."""
    text = render(report, destination.format, **context)
    if destination.path is None:
        return _print(text, destination.format)
    try:
        write_atomically(destination.path, text)
    except OSError as error:
        what = f"The {destination.format} report could not be written to {destination.path}"
        say(f"{what}: {error.strerror or error}.", "It follows on standard output.")
        _print(text, destination.format)
        return False
    sys.stderr.write(f"Wrote {destination.path}\n")
    return True


def _print(text: str, name: str) -> bool:
    try:
        to_stdout(text)
    except OSError as error:
        say(f"The {name} report could not be printed: {error.strerror or error}.")
        return False
    return True


def _context(
    destination: Destination, pictures: dict[str, bytes], *, verbose: bool
) -> dict[str, Any]:
    """Return what one format alone understands."""
    if destination.format == "html":
        return {"screenshots": pictures}
    if destination.format != "terminal":
        return {}
    to_file = destination.path is not None
    style = Style(
        colour=not to_file and has_colour(sys.stdout),
        width=width(sys.stdout),
        verbose=verbose,
    )
    return {"style": style}
