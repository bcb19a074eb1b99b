"""`a11ycheck source`: judge what authors wrote, without a browser and without building a page."""

from pathlib import Path
from typing import Any

import click

from a11ycheck import api
from a11ycheck.cli.deliver import context_for, deliver
from a11ycheck.cli.options import audit_options, load
from a11ycheck.cli.output import chosen_formats, read_destinations
from a11ycheck.cli.sphinx import read_project
from a11ycheck.model import ExitCode

__all__ = ["source"]

_NEED_PAGES = (
    *("base", "variants", "allow_hosts", "jobs", "timeout", "cache"),
    *("browser", "driver", "sandbox", "exclude", "screenshots"),
)


@click.command()
@click.argument("folder", metavar="[SRCDIR]", default=".", type=Path)
@click.option(
    "-c",
    "--conf-dir",
    type=Path,
    metavar="PATH",
    help="The folder of conf.py. Default: SRCDIR, or the nearest above it.",
)
@audit_options(without=_NEED_PAGES, targets=False)
@click.option("-v", "--verbose", is_flag=True, help="Show every place of every finding.")
def source(
    *,
    folder: Path,
    conf_dir: Path | None,
    config_file: Path | None,
    verbose: bool,
    **flags: Any,
) -> int:
    """Judge the sources of a Sphinx project in SRCDIR (default: the current folder), without a browser."""
    loaded = load(flags, config_file)
    destinations = read_destinations(chosen_formats(loaded))
    reading = read_project(folder, conf_dir, Path(loaded.config.cache_dir))
    report = api.audit_source(
        reading.documents,
        reading.sources,
        loaded.config,
        targets=(str(folder),),
        narrowed=bool(loaded.narrowed),
    )
    written = [
        deliver(report, destination, **context_for(destination, {}, verbose=verbose))
        for destination in destinations
    ]
    return report.exit_code if all(written) else ExitCode.NOT_TESTED
