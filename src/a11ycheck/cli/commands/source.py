"""`a11ycheck source`: judge what authors wrote, without a browser and without building a page."""

from pathlib import Path
from typing import Any

import click

from a11ycheck import api
from a11ycheck.cli.deliver import deliver_all
from a11ycheck.cli.mend import Mended, beside_patch, hint_at_mends, mend, mend_options
from a11ycheck.cli.options import audit_options, load
from a11ycheck.cli.output import chosen_formats, read_destinations
from a11ycheck.cli.sphinx import read_project
from a11ycheck.config import Loaded
from a11ycheck.fix import Sources
from a11ycheck.model import ExitCode, Report

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
@mend_options
@click.option("-v", "--verbose", is_flag=True, help="Show every place of every finding.")
def source(
    *,
    folder: Path,
    conf_dir: Path | None,
    config_file: Path | None,
    verbose: bool,
    fix: bool,
    diff: bool,
    **flags: Any,
) -> int:
    """Judge the sources of a Sphinx project in SRCDIR (default: the current folder), without a browser."""
    loaded = load(flags, config_file)
    destinations = read_destinations(chosen_formats(loaded))
    destinations = beside_patch(destinations, loaded) if diff else destinations
    report, sources = _judge(folder, conf_dir, loaded)
    whole = True
    if fix or diff:
        mended = mend(report, [sources], write=fix, show=diff)
        whole = mended is not Mended.PARTLY
        if fix and mended.wrote:  # what is reported is what is there now
            report, _ = _judge(folder, conf_dir, loaded)
    whole &= deliver_all(report, destinations, verbose=verbose, lang=loaded.config.lang)
    if not (fix or diff):
        hint_at_mends(report, destinations)
    return report.exit_code if whole else ExitCode.NOT_TESTED


def _judge(folder: Path, conf_dir: Path | None, loaded: Loaded) -> tuple[Report, Sources]:
    reading = read_project(folder, conf_dir, Path(loaded.config.cache_dir))
    report = api.audit_source(
        reading.documents,
        reading.sources,
        loaded.config,
        targets=(str(folder),),
        narrowed=bool(loaded.narrowed),
    )
    sources = Sources(
        roots=(reading.root,),
        files=dict(reading.sources),
        hashes=reading.hashes,
        facts=tuple(fact for document in reading.documents for fact in document.source),
    )
    return report, sources
