"""Bring together what a project has accepted, and settle a report by it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from a11ycheck.config import DEFAULT_BASELINE, Config
from a11ycheck.model import ExitCode, Report
from a11ycheck.runner.directives import Directive, from_configuration
from a11ycheck.runner.plan import Selection
from a11ycheck.runner.policy import apply
from a11ycheck.runner.suppressions import read_comments
from a11ycheck.store import Baseline, read_baseline

__all__ = ["Accepted", "local_day", "read_accepted", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The suppressions of a project, and its baseline (None: it has none)."""

    suppressions: tuple[Directive, ...] = ()
    baseline: Baseline | None = None


def read_accepted(config: Config, sources: Iterable[tuple[str, Path]]) -> Accepted:
    """Return what the configuration, the baseline that it names, and comments in the sources accept.

    `sources` are the sources of the pages as (name for reports, path). UserError for what is malformed;
    the baseline of the default name need not be there.
    """
    return Accepted(
        suppressions=(*from_configuration(config.suppress), *read_comments(sources)),
        baseline=_baseline(config),
    )


def _baseline(config: Config) -> Baseline | None:
    path = Path(config.baseline)
    if not config.baseline or (path.name == DEFAULT_BASELINE and not path.exists()):
        return None
    return read_baseline(path)


def settle(report: Report, accepted: Accepted, selection: Selection, *, whole: bool) -> Report:
    """Return the report with its findings open, known or suppressed, and with what is fixed.

    `whole` tells whether all pages and variants that the project has were asked for.
    """
    settled = apply(
        report.findings,
        accepted.suppressions,
        accepted.baseline,
        today=local_day(),
        complete=whole and report.exit_code is not ExitCode.NOT_TESTED,
        rules=frozenset(str(rule.id) for rule in selection.rules),
    )
    return replace(report, findings=settled.findings, fixed=settled.fixed)


def local_day() -> date:
    """Return the day it is here: people mean their own calendar by a date."""
    return datetime.now().astimezone().date()
