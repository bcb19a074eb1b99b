"""`a11ycheck compare`: what changed between two states of a site."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from a11ycheck.cli.console import to_stdout
from a11ycheck.cli.options import audit_options, load
from a11ycheck.cli.progress import show_progress
from a11ycheck.config import Config, settings
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals

if TYPE_CHECKING:
    from a11ycheck.comparison import Comparison, SiteState

__all__ = ["compare"]

_NOT_USED = frozenset(
    "formats baseline fail_on shard screenshots all_pages keep_evidence".split()  # noqa: SIM905
)
_OTHERS = tuple(setting.name for setting in settings() if setting.name in _NOT_USED)


@click.command()
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@audit_options(without=_OTHERS, targets=False)
@click.option(
    "--format",
    "output",
    type=click.Choice(["terminal", "markdown", "json"]),
    default="terminal",
    help="Print for a terminal, as Markdown for a pull request, or as JSON [default: terminal].",
)
@click.option(
    "--fail-on",
    "limit",
    type=click.Choice(["lost", "changed", "never"]),
    default="never",
    help="Exit with 1 if assistive technology lost something, or if anything changed [default: never].",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def compare(
    *,
    before: str,
    after: str,
    config_file: Path | None,
    output: str,
    limit: str,
    quiet: bool,
    **flags: Any,
) -> int:
    """Compare two states of a site: what is announced, bytes, first paint, findings.

    BEFORE and AFTER are folders of built HTML, or JSON reports that were written with --keep-evidence.
    A change that is the same on many pages is reported once.
    """
    from a11ycheck.comparison import compare_sites
    from a11ycheck.reporters import comparisons
    from a11ycheck.reporters.i18n import use_locale

    formats = {
        "terminal": comparisons.comparison_as_text,
        "markdown": comparisons.comparison_as_markdown,
        "json": comparisons.comparison_as_json,
    }
    begin_signals()
    loaded = load(flags, config_file)
    states = [_state(target, loaded.config, quiet=quiet) for target in (before, after)]
    comparison = compare_sites(*states)
    with use_locale(loaded.config.lang):
        to_stdout(formats[output](comparison))
    return _exit_code(comparison, limit)


def _state(target: str, config: Config, *, quiet: bool) -> "SiteState":
    from a11ycheck import api
    from a11ycheck.run.kept_evidence import kept_state, read_kept_state

    path = Path(target)
    if path.suffix == ".json" and not path.is_dir():
        return read_kept_state(path)
    kept = replace(config, keep_evidence=True, baseline="", screenshots=False)
    with show_progress(quiet=quiet) as on_progress:
        return kept_state(
            api.audit((target,), kept, is_partial=True, on_progress=on_progress).report
        )


def _exit_code(comparison: "Comparison", limit: str) -> ExitCode:
    if comparison.not_tested or not comparison.compared:
        return ExitCode.NOT_TESTED
    is_failed = {
        "lost": bool(comparison.losses),
        "changed": not comparison.is_empty,
        "never": False,
    }
    return ExitCode.FINDINGS if is_failed[limit] else ExitCode.CLEAN
