"""`a11ycheck source`: judge the sources of a Sphinx project, without a browser and without pages."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from a11ycheck.cli.options import audit_options, fix_options, load, verbosity_options
from a11ycheck.config import LoadedConfig
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Report
from a11ycheck.signals import begin_signals, hold_signals

if TYPE_CHECKING:
    from a11ycheck.fix import Sources

__all__ = ["source"]

_FOR_PAGES = (
    *("base", "variants", "allow_hosts", "jobs", "timeout", "cache"),
    *("browser", "driver", "sandbox", "exclude", "screenshots", "shard"),
    *("grid", "grid_timeout", "advertise"),
    *("crawl", "crawl_limit"),
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
@audit_options(without=_FOR_PAGES, targets=False)
@fix_options
@verbosity_options
def source(
    *,
    folder: Path,
    conf_dir: Path | None,
    config_file: Path | None,
    verbose: bool,
    quiet: bool,
    statistics: bool,
    fix: bool,
    diff: bool,
    **flags: Any,
) -> int:
    """Judge the sources of a Sphinx project in SRCDIR, without a browser.

    Without SRCDIR, its conf.py is looked for in the current folder and above, then in docs, doc and source.
    """
    from a11ycheck.cli.destinations import destinations_of, exit_code_of, write_reports
    from a11ycheck.cli.fix import FixResult, fix_findings, hint_at_fixes, without_stdout
    from a11ycheck.cli.presentation import Presentation
    from a11ycheck.collect import find_source_folder

    begin_signals()
    loaded = load(flags, config_file)
    destinations = destinations_of(loaded)
    if diff:
        destinations = without_stdout(destinations, loaded)
    folder = folder if conf_dir else find_source_folder(folder)
    report, sources = _judge(folder, conf_dir, loaded)
    is_complete = True
    if fix or diff:
        fixed = fix_findings(report, sources, write=fix, show=diff)
        is_complete = fixed is not FixResult.PARTLY
        if fix and fixed is not FixResult.NOTHING:
            report, _ = _judge(folder, conf_dir, loaded)  # report the fixed sources
    hold_signals()
    presentation = Presentation.of(
        loaded.config, verbose=verbose, quiet=quiet, statistics=statistics
    )
    if not (fix or diff):
        hint_at_fixes(report, destinations)
    is_complete &= write_reports(report, destinations, presentation)
    code = exit_code_of(report, destinations, presentation)
    return code if is_complete else ExitCode.NOT_TESTED


def _judge(folder: Path, conf_dir: Path | None, loaded: LoadedConfig) -> tuple[Report, "Sources"]:
    from a11ycheck import api
    from a11ycheck.fix import Sources

    try:
        reader = import_module("a11ycheck.sphinxext.project_reader")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"sphinx", "docutils"}:
            raise
        message = "Sphinx is not installed, and only Sphinx can read its sources."
        raise UserError(message, "Install a11ycheck[sphinx].") from None
    reading = reader.read_project(folder, conf_dir, Path(loaded.config.cache_dir))
    report = api.audit_source(
        reading.documents,
        reading.sources,
        loaded.config,
        targets=(str(folder),),
        is_partial=loaded.is_partial,
    )
    sources = Sources(
        roots=(reading.root,),
        files=dict(reading.sources),
        hashes=reading.hashes,
        facts=tuple(fact for document in reading.documents for fact in document.source or ()),
    )
    return report, sources
