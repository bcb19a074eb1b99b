"""What `a11ycheck audit` does: audit pages, write the reports, and fix sources if asked to."""

from dataclasses import dataclass, replace
from pathlib import Path

from a11ycheck import api
from a11ycheck.cli.console import to_stdout
from a11ycheck.cli.destinations import (
    demand_mergeable,
    destinations_of,
    exit_code_of,
    write_reports,
)
from a11ycheck.cli.fix import FixResult, fix_findings, hint_at_fixes, without_stdout
from a11ycheck.cli.options import is_target, require_targets
from a11ycheck.cli.presentation import Presentation
from a11ycheck.cli.progress import show_progress
from a11ycheck.config import LoadedConfig, as_toml
from a11ycheck.model import ExitCode
from a11ycheck.run.revision import LAST_COMMIT, is_revision
from a11ycheck.run.selection import make_selection
from a11ycheck.signals import Interrupted, interruptible, release_signals, signals_received
from a11ycheck.web.atomic_files import remove_scratch_files

__all__ = ["AuditFlags", "audit_sites"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFlags:
    """The flags of the command that are no settings."""

    changed: str | None = None
    print_config: bool = False
    quiet: bool = False
    statistics: bool = False
    verbose: bool = False
    fix: bool = False
    diff: bool = False


def audit_sites(targets: tuple[str, ...], loaded: LoadedConfig, asked: AuditFlags) -> int:
    """Audit targets, write the reports, fix sources if asked to, and return the exit code."""
    destinations = destinations_of(loaded)
    if asked.diff:
        destinations = without_stdout(destinations, loaded)
    if asked.print_config:
        make_selection(loaded.config)  # an invalid option of a rule is an error here, too
        to_stdout(as_toml(loaded.config, loaded.origins))
        return ExitCode.CLEAN
    changed = asked.changed
    if changed is not None and not is_revision(Path(), changed) and is_target(changed):
        # The value is optional, so a target after the option looks like one.
        targets, changed = (changed, *targets), LAST_COMMIT
    require_targets(targets)
    demand_mergeable(loaded, destinations)
    are_shown = any(item.reporter.shows_screenshots for item in destinations)
    config = replace(loaded.config, screenshots=loaded.config.screenshots and are_shown)
    for folder in {item.path.parent for item in destinations if item.path is not None}:
        remove_scratch_files(folder)
    with show_progress(quiet=asked.quiet) as on_progress:
        result = api.audit(
            targets,
            config,
            is_partial=loaded.is_partial,
            on_progress=on_progress,
            changed=changed,
        )
    presentation = Presentation.of(
        config,
        verbose=asked.verbose,
        quiet=asked.quiet,
        statistics=asked.statistics,
        screenshots=result.screenshots,
    )
    if not (asked.fix or asked.diff):
        hint_at_fixes(result.report, destinations)
    is_complete = write_reports(result.report, destinations, presentation)
    if (asked.fix or asked.diff) and not signals_received():
        is_complete &= _fix(result, write=asked.fix, show=asked.diff)
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
