"""`a11ycheck audit`: audit pages, write the reports, and fix sources if asked to."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from a11ycheck import api
from a11ycheck.cli.console import to_stdout
from a11ycheck.cli.destinations import (
    demand_mergeable,
    destinations_of,
    exit_code_of,
    write_reports,
)
from a11ycheck.cli.fix import FixResult, fix_findings, fix_options, hint_at_fixes, without_stdout
from a11ycheck.cli.options import (
    audit_options,
    is_target,
    load,
    require_targets,
    verbosity_options,
)
from a11ycheck.cli.presentation import Presentation
from a11ycheck.cli.progress import show_progress
from a11ycheck.config import as_toml
from a11ycheck.model import ExitCode
from a11ycheck.run.revision import LAST_COMMIT, is_revision
from a11ycheck.run.selection import make_selection
from a11ycheck.signals import Interrupted, interruptible, release_signals, signals_received
from a11ycheck.web.atomic_files import remove_scratch_files

__all__ = ["audit"]


@click.command()
@audit_options()
@fix_options
@click.option(
    "--changed",
    is_flag=False,
    flag_value=LAST_COMMIT,
    metavar="[REVISION]",
    help="Audit only pages whose sources or assets differ from a Git revision. [default: HEAD]",
)
@click.option("--print-config", is_flag=True, help="Print the configuration, and audit nothing.")
@verbosity_options
def audit(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    changed: str | None,
    print_config: bool,
    quiet: bool,
    statistics: bool,
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
    if changed is not None and not is_revision(Path(), changed) and is_target(changed):
        # The value is optional, so a target after the option looks like one.
        targets, changed = (changed, *targets), LAST_COMMIT
    require_targets(targets)
    demand_mergeable(loaded, destinations)
    are_shown = any(item.reporter.shows_screenshots for item in destinations)
    config = replace(loaded.config, screenshots=loaded.config.screenshots and are_shown)
    for folder in {item.path.parent for item in destinations if item.path is not None}:
        remove_scratch_files(folder)
    with show_progress(quiet=quiet) as on_progress:
        result = api.audit(
            targets,
            config,
            is_partial=loaded.is_partial,
            on_progress=on_progress,
            changed=changed,
        )
    presentation = Presentation.of(
        config,
        verbose=verbose,
        quiet=quiet,
        statistics=statistics,
        screenshots=result.screenshots,
    )
    if not (fix or diff):
        hint_at_fixes(result.report, destinations)
    is_complete = write_reports(result.report, destinations, presentation)
    if (fix or diff) and not signals_received():
        is_complete &= _fix(result, write=fix, show=diff)
    code = exit_code_of(result.report, destinations, presentation)
    release_signals()
    return code if is_complete else ExitCode.NOT_TESTED


def _fix(result: api.AuditResult, *, write: bool, show: bool) -> bool:
    """Fix sources, and return whether that was completed."""
    try:
        with interruptible(after=0):
            fixed = fix_findings(result.report, result.sources, write=write, show=show)
    except Interrupted:
        return False
    return fixed is not FixResult.PARTLY
