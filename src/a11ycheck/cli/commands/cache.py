"""`a11ycheck cache`: show or clear the cache of evidence."""

from pathlib import Path

import click

from a11ycheck.cli.console import to_stdout
from a11ycheck.cli.options import load
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals
from a11ycheck.web.escapes import escape_lines

__all__ = ["cache"]

_options = (
    click.option("--cache-dir", metavar="PATH", help="The folder of the cache."),
    click.option(
        "--config", "config_file", type=Path, metavar="FILE", help="The configuration file."
    ),
)


@click.group()
def cache() -> None:
    """Show or clear the cache of results."""


@cache.command()
@_options[0]
@_options[1]
def info(*, cache_dir: str | None, config_file: Path | None) -> int:
    """Print the folder of the cache, its size, and the number of pages with results and of settings."""
    from a11ycheck.cache import cache_info

    begin_signals()
    config = load({"cache_dir": cache_dir}, config_file).config
    found = cache_info(Path(config.cache_dir))
    size = f"{found.bytes / (1 << 20):.1f} MiB"
    rows = (
        ("folder", config.cache_dir),
        ("size", f"{size}, at most about {config.cache_size} MiB" if found.bytes else "empty"),
        ("results", f"{found.pages:,}"),
        ("settings", f"{found.settings:,}"),
    )
    to_stdout("".join(f"{name:<10}{escape_lines(text)}\n" for name, text in rows))
    return ExitCode.CLEAN


@cache.command()
@_options[0]
@_options[1]
def clear(*, cache_dir: str | None, config_file: Path | None) -> int:
    """Delete all results in the cache. A run that is using it goes on, and caches nothing more."""
    from a11ycheck.cache import clear_cache

    begin_signals()
    folder = Path(load({"cache_dir": cache_dir}, config_file).config.cache_dir)
    try:
        freed = clear_cache(folder)
    except OSError as error:
        message = f"The cache {folder} cannot be cleared: {error.strerror or error}."
        raise UserError(message, "Delete the folder.") from None
    to_stdout(f"Freed {freed / (1 << 20):.1f} MiB in {escape_lines(str(folder))}.\n")
    return ExitCode.CLEAN
