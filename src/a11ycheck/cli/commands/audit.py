"""`a11ycheck audit`: audit pages, write the reports, and fix sources if asked to."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from a11ycheck import api
from a11ycheck.cli.console import progress_bar, to_stdout
from a11ycheck.cli.destinations import Destination, destinations_of, write_reports
from a11ycheck.cli.fix import FixResult, fix_findings, fix_options, hint_at_fixes, without_stdout
from a11ycheck.cli.options import audit_options, load, require_targets
from a11ycheck.config import LoadedConfig, as_toml
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode
from a11ycheck.run.selection import make_selection

__all__ = ["audit"]


@click.command()
@audit_options()
@fix_options
@click.option("--print-config", is_flag=True, help="Print the configuration, and audit nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Show every location of every finding.")
def audit(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    print_config: bool,
    verbose: bool,
    fix: bool,
    diff: bool,
    **flags: Any,
) -> int:
    """Audit each TARGET: a folder of built HTML, a file, a URL, or a sitemap (file or URL)."""
    loaded = load(flags, config_file)
    destinations = destinations_of(loaded)
    if diff:
        destinations = without_stdout(destinations, loaded)
    if print_config:
        make_selection(loaded.config)  # an invalid option of a rule is an error here, too
        to_stdout(as_toml(loaded.config, loaded.origins))
        return ExitCode.CLEAN
    require_targets(targets)
    _demand_mergeable(loaded, destinations)
    are_shown = any(item.reporter.shows_screenshots for item in destinations)
    config = replace(loaded.config, screenshots=loaded.config.screenshots and are_shown)
    with progress_bar() as on_progress:
        result = api.audit(targets, config, is_partial=loaded.is_partial, on_progress=on_progress)
    is_complete = write_reports(
        result.report,
        destinations,
        verbose=verbose,
        lang=config.lang,
        screenshots=result.screenshots,
    )
    if fix or diff:
        fixed = fix_findings(result.report, result.sources, write=fix, show=diff)
        is_complete &= fixed is not FixResult.PARTLY
    else:
        hint_at_fixes(result.report, destinations)
    return result.report.exit_code if is_complete else ExitCode.NOT_TESTED


def _demand_mergeable(loaded: LoadedConfig, destinations: Iterable[Destination]) -> None:
    """Raise UserError if a shard would leave no report that can be merged."""
    if loaded.config.shard and not any(item.name == "json" for item in destinations):
        message = f"No report of shard {loaded.config.shard} could be merged: none is JSON."
        raise UserError(message, "Add --format json=FILE.")
