"""`a11ycheck merge`: join the reports of shards to the report of the whole run."""

from pathlib import Path
from typing import Any

import click

from a11ycheck.cli.options import audit_options, load, verbosity_options
from a11ycheck.config import settings
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals

__all__ = ["merge"]

_OPTIONS = ("formats", "lang", "profile", "fail_on", "baseline", "source_url", "editor")
_OTHERS = tuple(setting.name for setting in settings() if setting.name not in _OPTIONS)


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...", type=Path)
@audit_options(without=_OTHERS, targets=False)
@verbosity_options
def merge(
    *,
    reports: tuple[Path, ...],
    config_file: Path | None,
    verbose: bool,
    quiet: bool,
    statistics: bool,
    **flags: Any,
) -> int:
    """Join the JSON REPORTs of all shards to the report of the whole run.

    The pages are judged by the configuration, suppressions and baseline that the shards were audited with;
    --profile, --fail-on and --baseline replace theirs. Pages of a missing shard are not tested.
    """
    from a11ycheck import api
    from a11ycheck.cli.destinations import destinations_of, write_reports
    from a11ycheck.cli.presentation import Presentation

    begin_signals()
    loaded = load(flags, config_file)
    destinations = destinations_of(loaded)
    report = api.merge(
        reports, profile=flags["profile"], fail_on=flags["fail_on"], baseline=flags["baseline"]
    )
    presentation = Presentation.of(
        loaded.config, verbose=verbose, quiet=quiet, statistics=statistics
    )
    is_complete = write_reports(report, destinations, presentation)
    return report.exit_code if is_complete else ExitCode.NOT_TESTED
