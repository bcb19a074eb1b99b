"""`a11ycheck baseline`: its commands and their arguments."""

from pathlib import Path
from typing import Any

import click

from a11ycheck.cli.options import audit_options, load
from a11ycheck.signals import begin_signals

__all__ = ["baseline"]

# These commands write no report.
_FOR_REPORTS = ("formats", "fail_on", "screenshots", "shard")


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
    from a11ycheck.cli.baseline_files import create_baseline

    begin_signals()
    return create_baseline(targets, load(flags, config_file), reason=reason)


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
    from a11ycheck.cli.baseline_files import update_baseline

    begin_signals()
    return update_baseline(targets, load(flags, config_file), grow=grow, reason=reason)


@baseline.command()
@audit_options(without=_FOR_REPORTS)
def prune(*, targets: tuple[str, ...], config_file: Path | None, **flags: Any) -> int:
    """Remove what is fixed; new findings do not matter to this command."""
    from a11ycheck.cli.baseline_files import prune_baseline

    begin_signals()
    return prune_baseline(targets, load(flags, config_file))
