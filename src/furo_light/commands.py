"""The commands that this package adds to `a11ycheck`: `lighten`, `offline` and `pack`."""

import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

import a11ycheck
from a11ycheck.errors import UserError
from a11ycheck.web.escapes import escape_lines
from furo_light import needs_extra
from furo_light.pack_command import pack
from furo_light.settings import Setting, Settings, read_settings, settings

__all__ = ["lighten", "offline", "pack"]

_Command = Callable[..., Any]


def _options(command: str) -> Callable[[_Command], _Command]:
    """Return a decorator that gives a command the flags of its settings."""

    def decorate(function: _Command) -> _Command:
        for setting in reversed(settings()):
            if setting.flag and setting.name.startswith(f"{command}_"):
                function = _option(setting)(function)
        return function

    return decorate


def _option(setting: Setting) -> Callable[[_Command], _Command]:
    kind: Any = None if setting.kind is bool else click.STRING
    if setting.limits is not None:
        ranges: Any = click.IntRange if setting.kind is int else click.FloatRange
        kind = ranges(min=setting.limits.ge, max=setting.limits.le)
    many = setting.kind is tuple
    return click.option(
        setting.flag,
        setting.name,
        default=None,
        multiple=many,
        metavar=setting.metavar or None,
        type=kind,
        help=setting.help + (" Repeatable." if many else ""),
    )


def _given(flags: Mapping[str, Any]) -> dict[str, Any]:
    """Return the flags that stand on the command line."""
    return {name: value for name, value in flags.items() if value not in (None, ())}


# --- lighten ----------------------------------------------------------------------------------------


@click.command()
@click.argument("folder", metavar="DIR", type=Path)
@click.option("--dry-run", is_flag=True, help="Report what would change, and change nothing.")
@click.option(
    "--base", metavar="PATH", help='Sub-path that the site is published under, such as "/docs/".'
)
@click.option("--cache/--no-cache", default=None, help="Reuse encoded images of earlier runs.")
@click.option("--cache-dir", metavar="PATH", help="Folder of the cache.")
@_options("lighten")
@click.option("--config", "config_file", type=Path, metavar="FILE", help="The configuration file.")
@click.option("-v", "--verbose", is_flag=True, help="List the files that changed.")
def lighten(
    *,
    folder: Path,
    dry_run: bool,
    config_file: Path | None,
    verbose: bool,
    base: str | None,
    cache: bool | None,
    cache_dir: str | None,
    **flags: Any,
) -> int:
    """Optimise the built pages in DIR: smaller images, less white space, compressed copies (.br, .gz).

    Readers and screen readers get the same content. Each file is replaced in one step, and a second run
    changes nothing. Exit code 2 means that a file had to be left unchanged; the output lists it.
    """
    with needs_extra("light"):
        from furo_light.optimise import optimise_site, summary  # noqa: PLC0415 - other commands lack it
    shared = a11ycheck.load_config(
        _given({"base": base, "cache": cache, "cache_dir": cache_dir}),
        file=config_file if config_file and _configures_a11ycheck(config_file) else None,
    ).config
    done = optimise_site(
        folder,
        read_settings(_given(flags), file=config_file),
        base=shared.base,
        cache=Path(shared.cache_dir) / "lighten" if shared.cache else None,
        dry_run=dry_run,
    )
    columns = get_terminal_size().columns if sys.stdout.isatty() else 0
    _print(summary(done, folder, columns=columns, dry_run=dry_run, verbose=verbose))
    return a11ycheck.ExitCode.NOT_TESTED if done.skipped else a11ycheck.ExitCode.CLEAN


def _configures_a11ycheck(file: Path) -> bool:
    """Return whether a configuration file is one of a11ycheck, too; errors in it are reported later."""
    try:
        tool = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("tool", {})
    except (OSError, ValueError):
        return True
    return "a11ycheck" in tool or "furo_light" not in tool


def _print(text: str) -> None:
    """Print a result; a reader that has gone away (a closed pipe) is no error."""
    try:
        click.echo(escape_lines(text), nl=False)
    except OSError as error:
        # Python flushes what is left once more when it ends, and would fail there again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or str(error)
            raise UserError(f"Standard output cannot be written: {reason}.") from None


# --- offline ----------------------------------------------------------------------------------------


@click.command()
@click.argument("folder", metavar="DIR", type=Path)
@_options("offline")
@click.option("--title", default="", help="Title of the copies. Default: that of index.html.")
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="URL at which DIR is published; copies link to it.",
)
def offline(*, folder: Path, title: str, base_url: str, **flags: Any) -> int:
    """Make the pages of DIR (one language, with its index.html) readable offline.

    Adds a button that keeps all pages on a phone in one request, a service worker that shows kept pages,
    all pages as one HTML file and as EPUB, and a web manifest. Nothing is stored before the button is
    pressed. The button is where a page has <div id="offline-copies"></div>, else in offline-save.html. A
    second run changes nothing.
    """
    with needs_extra("light"):
        from furo_light.offline import build_date, offer_folder  # noqa: PLC0415 - see above
    made = offer_folder(
        folder,
        Settings(**_given(flags)),
        day=build_date(os.environ.get("SOURCE_DATE_EPOCH")),
        title=title,
        base_url=base_url,
    )
    sizes = made.sizes
    _print(
        f"{sizes.pages} page{'s' * (sizes.pages != 1)} in one request of up to {sizes.pack} kB (gzip).\n"
        + "".join(f"{copy.file}: {copy.size} kB\n" for copy in sizes.copies)
    )
    return a11ycheck.ExitCode.CLEAN
