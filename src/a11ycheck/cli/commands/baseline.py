"""`a11ycheck baseline`: record known findings in a file, so that only new ones fail the audit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

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
from a11ycheck.cli.options import audit_options, load, require_targets
from a11ycheck.cli.progress import show_progress
from a11ycheck.collect import names_whole_sites
from a11ycheck.config import Config, LoadedConfig
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Report
from a11ycheck.reporters.status import status_line
from a11ycheck.reporters.text import one_line
from a11ycheck.run.selection import make_selection
from a11ycheck.signals import release_signals

__all__ = ["baseline"]

# These commands write no report.
_FOR_REPORTS = ("formats", "fail_on", "screenshots", "shard")
_NO_REASON = "State why these findings are not fixed yet: --reason TEXT."


@click.group()
def baseline() -> None:
    """Record known findings in a file, so that only new ones fail the audit.

    Each command carries out an audit, as `a11ycheck audit` does, and writes the file that the setting
    `baseline` names. If something could not be tested it writes nothing and exits with 2.
    """


@baseline.command()
@click.option("--reason", default="", metavar="TEXT", help="Why they are not fixed yet; required.")
@audit_options(without=_FOR_REPORTS)
def create(*, targets: tuple[str, ...], config_file: Path | None, reason: str, **flags: Any) -> int:
    """Write a new baseline with all current findings. An existing file is kept."""
    loaded, path = _prepare(targets, flags, config_file)
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


@baseline.command()
@click.option("--grow", is_flag=True, help="Add new findings, too.")
@click.option("--reason", default="", metavar="TEXT", help="Why the new ones are not fixed yet.")
@audit_options(without=_FOR_REPORTS)
def update(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    grow: bool,
    reason: str,
    **flags: Any,
) -> int:
    """Remove what is fixed, and with --grow add what is new.

    Without --grow the baseline only shrinks; new findings that fail the audit make the exit code 1.
    """
    if grow and not reason.strip():
        raise click.UsageError(_NO_REASON)
    loaded, path = _prepare(targets, flags, config_file)
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


@baseline.command()
@audit_options(without=_FOR_REPORTS)
def prune(*, targets: tuple[str, ...], config_file: Path | None, **flags: Any) -> int:
    """Remove what is fixed; new findings do not matter to this command."""
    loaded, path = _prepare(targets, flags, config_file)
    if (tested := _match(targets, loaded, path)) is None:
        return ExitCode.NOT_TESTED
    _write(path, tested[1].shrunk(make_selection(loaded.config).ids))
    return ExitCode.CLEAN


def _prepare(
    targets: tuple[str, ...], flags: Mapping[str, Any], config_file: Path | None
) -> tuple[LoadedConfig, Path]:
    """Return the configuration and the path of the baseline."""
    require_targets(targets)
    loaded = load(flags, config_file)
    if not loaded.config.baseline:
        hint = "Name its file: --baseline FILE, or `baseline` in the configuration."
        raise UserError("No baseline is configured.", hint)
    return loaded, Path(loaded.config.baseline)


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
