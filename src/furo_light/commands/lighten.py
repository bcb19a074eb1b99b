"""`a11ycheck lighten`: make built pages light, and say what that saves."""

import sys
from pathlib import Path
from typing import Any

import click

from a11ycheck.cli.console import width
from a11ycheck.cli.options import load, setting_options
from a11ycheck.cli.output import to_stdout
from a11ycheck.config import settings
from a11ycheck.model import ExitCode
from furo_light.commands.lightened import summary
from furo_light.optimise.front import lighten_site

__all__ = ["lighten"]

_SHARED = ("base", "cache", "cache_dir")
_OWN = tuple(setting.name for setting in settings() if setting.command == "lighten")


@click.command()
@click.argument("folder", metavar="DIR", type=Path)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@setting_options((*_SHARED, *_OWN))
@click.option("-v", "--verbose", is_flag=True, help="Name each file that changed.")
def lighten(
    *,
    folder: Path,
    dry_run: bool,
    config_file: Path | None,
    verbose: bool,
    **flags: Any,
) -> int:
    """Make the built pages in DIR light: smaller pictures, less white space, packed copies (.br, .gz).

    What readers and screen readers get stays the same. Each file changes as a whole, and a second run
    changes nothing. The exit code is 2 where a file had to be left as it was; the output says which.
    """
    done = lighten_site(folder, load(flags, config_file).config, dry_run=dry_run)
    to_stdout(summary(done, folder, columns=width(sys.stdout), dry_run=dry_run, verbose=verbose))
    return ExitCode.NOT_TESTED if done.left else ExitCode.CLEAN
