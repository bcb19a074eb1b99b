"""`a11ycheck pack`: write what is to be put on a server, after an audit of these very bytes."""

from pathlib import Path
from typing import Any

import click

from a11ycheck import __version__, api
from a11ycheck.cli.console import progress_bar, say
from a11ycheck.cli.deliver import deliver_all
from a11ycheck.cli.options import audit_options, load
from a11ycheck.cli.output import chosen_formats, read_destinations
from a11ycheck.model import ExitCode
from furo_light.release import read_contents, write_archive

__all__ = ["pack"]


@click.command()
@click.argument("folder", metavar="DIR", type=Path)
@click.option(
    "-o",
    "--output",
    type=Path,
    metavar="FILE",
    help="The archive to write. Default: site.tar.gz beside DIR.",
)
@audit_options(targets=False, without=("exclude", "screenshots"))
@click.option("-v", "--verbose", is_flag=True, help="Show every place of every finding.")
def pack(
    *, folder: Path, output: Path | None, config_file: Path | None, verbose: bool, **flags: Any
) -> int:
    """Audit the built site in DIR, and pack it for a server where nothing is wrong with it.

    The archive holds the site with its compressed files, recipes for nginx and Apache, and checksums. It is
    made of the very bytes that were audited: a file that changes meanwhile, or a compressed file that does
    not hold what the plain one says, is refused. The same site gives the same archive, byte for byte.
    """
    loaded = load(flags, config_file)
    destinations = read_destinations(chosen_formats(loaded))
    contents = read_contents(folder)
    with progress_bar() as on_progress:
        report = api.audit(
            (str(folder),), loaded.config, narrowed=bool(loaded.narrowed), on_progress=on_progress
        )
    written = deliver_all(report, destinations, verbose=verbose, lang=loaded.config.lang)
    if report.exit_code != ExitCode.CLEAN:
        say("Nothing was packed: the audit is not green.", "Mend what it names, then pack again.")
        return report.exit_code
    target = output or folder.resolve().parent / "site.tar.gz"
    archived = write_archive(contents, target, version=__version__)
    click.echo(f"Packed {archived.files} files: {target}, {archived.size:,} bytes.", err=True)
    click.echo(f"SHA-256 {archived.sum}", err=True)
    return ExitCode.CLEAN if written else ExitCode.NOT_TESTED
