"""`a11ycheck baseline`: keep the faults that are known in a file, so that only new ones fail the audit."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from a11ycheck import api
from a11ycheck.cli.console import progress_bar, say
from a11ycheck.cli.options import audit_options, demand_targets, load
from a11ycheck.collect import names_whole_sites
from a11ycheck.config import Config, Loaded
from a11ycheck.errors import UserError
from a11ycheck.model import ExitCode, Report
from a11ycheck.runner import Comparison, compare, local_day, make_selection
from a11ycheck.store import Baseline, read_baseline, write_baseline

__all__ = ["baseline"]

# What they would say about a report: these commands print none.
_OF_REPORTS = ("formats", "fail_on", "screenshots")
_NO_REASON = "Say why these faults may wait: --reason TEXT."


@click.group()
def baseline() -> None:
    """Keep the faults that are known in a file, so that only new ones fail the audit.

    Each command carries out an audit, as `a11ycheck audit` does, and writes the file that the setting
    `baseline` names. Where something could not be tested it writes nothing and ends with 2.
    """


@baseline.command()
@click.option("--reason", default="", metavar="TEXT", help="Why the faults may wait; required.")
@audit_options(without=_OF_REPORTS)
def create(*, targets: tuple[str, ...], config_file: Path | None, reason: str, **flags: Any) -> int:
    """Write a new baseline with all faults that are there now. A file that is there already is kept."""
    loaded, path = _prepared(targets, flags, config_file)
    if path.exists():
        message = f"{path} is there already."
        raise UserError(message, "Bring it up to date with `a11ycheck baseline update`.")
    if not reason.strip():
        raise click.UsageError(_NO_REASON)
    report = _audit(targets, loaded, replace(loaded.config, baseline=""))
    if not _is_tested(report):
        return ExitCode.NOT_TESTED
    found = compare(report.findings, Baseline())
    _write(path, found.grown(_rules(loaded.config), today=local_day(), reason=reason.strip()))
    return ExitCode.CLEAN


@baseline.command()
@click.option("--grow", is_flag=True, help="Add what is new, too.")
@click.option("--reason", default="", metavar="TEXT", help="Why what is added may wait.")
@audit_options(without=_OF_REPORTS)
def update(
    *,
    targets: tuple[str, ...],
    config_file: Path | None,
    grow: bool,
    reason: str,
    **flags: Any,
) -> int:
    """Take out what is fixed, and with --grow add what is new.

    Without --grow the baseline only shrinks; new faults that fail the audit make the exit code 1.
    """
    if grow and not reason.strip():
        raise click.UsageError(_NO_REASON)
    loaded, path = _prepared(targets, flags, config_file)
    report, found = _compared(targets, loaded, path)
    if report is None or found is None:
        return ExitCode.NOT_TESTED
    rules = _rules(loaded.config)
    if grow:
        _write(path, found.grown(rules, today=local_day(), reason=reason.strip()))
        return ExitCode.CLEAN
    _write(path, found.shrunk(rules))
    if not report.gate:
        return ExitCode.CLEAN
    number = len(report.gate)
    what = "1 new fault is" if number == 1 else f"{number:,} new faults are"
    say(
        f"{what} not in the baseline.",
        "See `a11ycheck audit`. To accept them: --grow --reason TEXT.",
    )
    return ExitCode.FINDINGS


@baseline.command()
@audit_options(without=_OF_REPORTS)
def prune(*, targets: tuple[str, ...], config_file: Path | None, **flags: Any) -> int:
    """Take out what is fixed, and nothing else; new faults are no concern of this command."""
    loaded, path = _prepared(targets, flags, config_file)
    _, found = _compared(targets, loaded, path)
    if found is None:
        return ExitCode.NOT_TESTED
    _write(path, found.shrunk(_rules(loaded.config)))
    return ExitCode.CLEAN


def _prepared(
    targets: tuple[str, ...], flags: Mapping[str, Any], config_file: Path | None
) -> tuple[Loaded, Path]:
    """Return the configuration and the path of the baseline."""
    demand_targets(targets)
    loaded = load(flags, config_file)
    if not loaded.config.baseline:
        message = "No baseline is named."
        raise UserError(
            message, "Name its file: --baseline FILE, or `baseline` in the configuration."
        )
    return loaded, Path(loaded.config.baseline)


def _compared(
    targets: tuple[str, ...], loaded: Loaded, path: Path
) -> tuple[Report | None, Comparison | None]:
    """Return a report of everything, and how it relates to the baseline; nothing where it has gaps."""
    known = read_baseline(path)
    if loaded.narrowed:
        message = (
            f"With {', '.join(loaded.narrowed)} not everything is seen that the baseline knows."
        )
        raise UserError(
            message, "Leave it out, so that nothing is taken for fixed that is still there."
        )
    if not names_whole_sites(targets):
        message = (
            f"{', '.join(targets)} is not a whole site, so not all is seen that the baseline knows."
        )
        raise UserError(message, "Name the folder of the built site, or a sitemap.")
    report = _audit(targets, loaded, loaded.config)
    return (report, compare(report.findings, known)) if _is_tested(report) else (None, None)


def _audit(targets: tuple[str, ...], loaded: Loaded, config: Config) -> Report:
    with progress_bar() as on_progress:
        return api.audit(targets, config, narrowed=bool(loaded.narrowed), on_progress=on_progress)


def _is_tested(report: Report) -> bool:
    """Tell whether all was tested; if not, say what was not."""
    if report.exit_code is not ExitCode.NOT_TESTED:
        return True
    gaps = [f"{item.page}: {item.reason}" for item in report.not_tested]
    gaps += [f"{item.rule} broke down: {item.message}" for item in report.rule_errors]
    more = f" ({len(gaps) - 1:,} more)" if len(gaps) > 1 else ""
    first = gaps[0] if gaps else "the audit was interrupted"
    say("The baseline was not written, since not all could be tested.", f"{first}{more}")
    return False


def _rules(config: Config) -> frozenset[str]:
    """Return the ids of the rules that the audit runs."""
    selection = make_selection(config.select, config.ignore, config.rule_options())
    return frozenset(str(rule.id) for rule in selection.rules)


def _write(path: Path, content: Baseline) -> None:
    try:
        write_baseline(path, content)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise UserError(message, "Check the folder and its permissions.") from None
    entries, places = len(content.entries), sum(entry.count for entry in content.entries)
    noun = "entry" if entries == 1 else "entries"
    click.echo(f"Wrote {path}: {entries:,} {noun}, {places:,} place{'' if places == 1 else 's'}.")
