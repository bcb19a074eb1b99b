"""What `a11ycheck baseline` does: audit, and record the findings in the file of the baseline."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from a11ycheck import api
from a11ycheck.acceptance import (
    Baseline,
    BaselineMatch,
    match_baseline,
    read_baseline,
    write_baseline,
)
from a11ycheck.cli.console import print_error, to_stdout
from a11ycheck.cli.options import require_targets
from a11ycheck.cli.progress import show_progress
from a11ycheck.collect import names_whole_sites
from a11ycheck.config import Config, LoadedConfig
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters.status import status_line
from a11ycheck.reporters.text import one_line
from a11ycheck.run.selection import make_selection
from a11ycheck.signals import release_signals

__all__ = ["create_baseline", "prune_baseline", "update_baseline"]

_NO_REASON = "State why these findings are not fixed yet: --reason TEXT."


def create_baseline(targets: tuple[str, ...], loaded: LoadedConfig, *, reason: str) -> int:
    """Write a new baseline with all current findings; UserError if the file exists."""
    path = _path(targets, loaded)
    if path.exists():
        message = f"{path} already exists."
        raise UserError(message, "Update it with `a11ycheck baseline update`.")
    if not reason.strip():
        raise click.UsageError(_NO_REASON)
    report = _audit(targets, loaded, replace(loaded.config, baseline=""))
    if not _is_tested(report):
        return ExitCode.NOT_TESTED
    matched = match_baseline(report.findings, Baseline())
    rules = make_selection(loaded.config).ids
    _write(path, matched.grown(rules, today=_today(), reason=reason.strip()))
    return ExitCode.CLEAN


def update_baseline(
    targets: tuple[str, ...], loaded: LoadedConfig, *, grow: bool, reason: str
) -> int:
    """Remove what is fixed, and with `grow` add what is new; without it, new findings give exit code 1."""
    if grow and not reason.strip():
        raise click.UsageError(_NO_REASON)
    path = _path(targets, loaded)
    if (tested := _match(targets, loaded, path)) is None:
        return ExitCode.NOT_TESTED
    report, matched = tested
    rules = make_selection(loaded.config).ids
    if grow:
        _write(path, matched.grown(rules, today=_today(), reason=reason.strip()))
        return ExitCode.CLEAN
    _write(path, matched.shrunk(rules))
    if not report.gate:
        return ExitCode.CLEAN
    number = len(report.gate)
    subject = "1 new finding is" if number == 1 else f"{number:,} new findings are"
    hint = "See `a11ycheck audit`. To accept them: --grow --reason TEXT."
    print_error(f"{subject} not in the baseline.", hint)
    return ExitCode.FINDINGS


def prune_baseline(targets: tuple[str, ...], loaded: LoadedConfig) -> int:
    """Remove what is fixed; new findings do not matter."""
    path = _path(targets, loaded)
    if (tested := _match(targets, loaded, path)) is None:
        return ExitCode.NOT_TESTED
    _write(path, tested[1].shrunk(make_selection(loaded.config).ids))
    return ExitCode.CLEAN


def _path(targets: tuple[str, ...], loaded: LoadedConfig) -> Path:
    """Return the path of the baseline; UserError without one, or without targets."""
    require_targets(targets)
    if not loaded.config.baseline:
        hint = "Name its file: --baseline FILE, or `baseline` in the configuration."
        raise UserError("No baseline is configured.", hint)
    return Path(loaded.config.baseline)


def _match(
    targets: tuple[str, ...], loaded: LoadedConfig, path: Path
) -> tuple[Report, BaselineMatch] | None:
    """Return the report of a complete run and how it matches the baseline; None if it was incomplete."""
    known = read_baseline(path)
    if loaded.is_partial:
        flags = ", ".join(loaded.narrowing_flags)
        message = f"A baseline needs a full audit, and {flags} makes it a partial one."
        raise UserError(message, f"Run it without {flags}.")
    if not names_whole_sites(targets):
        message = f"{', '.join(targets)} is not a whole site, so it covers less than the baseline."
        raise UserError(message, "Name the folder of the built site, or a sitemap.")
    report = _audit(targets, loaded, loaded.config)
    return (report, match_baseline(report.findings, known)) if _is_tested(report) else None


def _audit(targets: tuple[str, ...], loaded: LoadedConfig, config: Config) -> Report:
    config = replace(config, screenshots=False, shard="")
    with show_progress() as on_progress:
        result = api.audit(targets, config, is_partial=loaded.is_partial, on_progress=on_progress)
    release_signals()
    return result.report


def _is_tested(report: Report) -> bool:
    """Return whether everything was tested; print what was not."""
    if report.exit_code is not ExitCode.NOT_TESTED:
        return True
    gaps = [one_line(f"{item.page}: {item.reason}") for item in report.not_tested]
    gaps += [
        one_line(f"{item.rule} raised an error: {item.message}") for item in report.rule_errors
    ]
    more = f" ({len(gaps) - 1:,} more)" if len(gaps) > 1 else ""
    first = gaps[0] if gaps else str(status_line(report))
    print_error("The baseline was not written: not everything was tested.", f"{first}{more}")
    return False


def _today() -> date:
    return datetime.now().astimezone().date()


def _write(path: Path, content: Baseline) -> None:
    try:
        write_baseline(path, content)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise UserError(message, "Check the folder and its permissions.") from None
    entries, locations = len(content.entries), sum(entry.count for entry in content.entries)
    noun = "entry" if entries == 1 else "entries"
    plural = "" if locations == 1 else "s"
    to_stdout(f"Wrote {path}: {entries:,} {noun}, {locations:,} location{plural}.\n")
