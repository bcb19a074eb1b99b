"""`--fix` and `--diff`: mend in the source what needs no words, show the patch, and say what is left."""

import sys
from collections.abc import Callable, Sequence
from enum import Enum
from functools import reduce
from typing import Any

import click

from a11ycheck.cli.console import say
from a11ycheck.cli.output import Destination, to_stdout
from a11ycheck.config import Loaded
from a11ycheck.errors import UserError
from a11ycheck.fix import Change, Proposal, Sources, mendable, propose, write_change
from a11ycheck.model import Report

__all__ = ["Mended", "beside_patch", "hint_at_mends", "mend", "mend_options"]

_Command = Callable[..., Any]
_WHAT = {
    "code-block-without-language": ("language of code", "languages of code"),
    "heading-skips-level": ("heading level", "heading levels"),
    "table-without-header": ("table header", "table headers"),
}


class Mended(Enum):
    """How mending went: nothing was written, all of it was, or something was refused or failed."""

    NOTHING = "nothing"
    ALL = "all"
    PARTLY = "partly"

    @property
    def wrote(self) -> bool:
        """Tell whether a file may have changed."""
        return self is not Mended.NOTHING


def mend_options(function: _Command) -> _Command:
    """Give a command the flags `--fix` and `--diff`."""
    diff = "Print the patch that --fix would apply, and nothing else, to standard output."
    fix = "Mend table headers, levels of headings and certain languages of code in the source."
    function = click.option("--diff", is_flag=True, help=diff)(function)
    return click.option("--fix", is_flag=True, help=fix)(function)


def beside_patch(destinations: tuple[Destination, ...], loaded: Loaded) -> tuple[Destination, ...]:
    """Return the destinations that leave standard output to the patch; UserError for one that does not."""
    printed = [item for item in destinations if item.path is None]
    if printed and loaded.origins.get("formats", "").startswith("--"):
        message = f"--diff prints the patch, so the {printed[0].format} report has no place there."
        raise UserError(message, f"Give it a file: --format {printed[0].format}=FILE")
    return tuple(item for item in destinations if item.path is not None)


def hint_at_mends(report: Report, destinations: Sequence[Destination]) -> None:
    """Say that some findings can be mended, to somebody who reads the report in a terminal."""
    count = sum(len(group) for group in mendable(report.findings).values())
    if count and any(item.format == "terminal" and item.path is None for item in destinations):
        faults = "1 of these faults" if count == 1 else f"{count} of these faults"
        _line(f"{faults} may be mended by --fix; --diff shows how.")


def mend(report: Report, sources: Sequence[Sources], *, write: bool, show: bool) -> Mended:
    """Mend what can be mended of a report's findings, and say what was done to which file.

    `show` prints the patch to standard output, else it goes to standard error; without `write` no file is
    changed.
    """
    if not sources:
        remedy = "Only sites that Sphinx builds with a11ycheck.sphinxext have one."
        say("No page has a source map, so there is no source to mend.", remedy)
        return Mended.NOTHING
    proposal = propose(report.findings, reduce(Sources.joined, sources))
    patch = "".join(change.patch for change in proposal.changes)
    if show:
        to_stdout(patch)
    else:
        sys.stderr.write(patch)
    deal = _write if write else _would
    failed = [change for change in proposal.changes if not deal(change)]
    _tell_left(proposal)
    if failed or proposal.refused:
        return Mended.PARTLY
    return Mended.ALL if write and proposal.changes else Mended.NOTHING


def _write(change: Change) -> bool:
    try:
        write_change(change)
    except UserError as error:
        say(error.message, error.hint)
        return False
    _line(f"Mended {change.file}: {_counts(change)}.")
    return True


def _would(change: Change) -> bool:
    _line(f"Would mend {change.file}: {_counts(change)}.")
    return True


def _tell_left(proposal: Proposal) -> None:
    for item in proposal.left:
        _line(f"Not mended {item.file}:{item.line} ({item.rule}): {item.reason}.")
    for refused in proposal.refused:
        say(f"{refused.file} was not mended. {refused.reason}", "Build the site anew.")
    if not (proposal.changes or proposal.left or proposal.refused):
        _line("Nothing can be mended without a person.")


def _counts(change: Change) -> str:
    parts = [f"{count} {_WHAT[rule][count > 1]}" for rule, count in change.mended.items()]
    return ", ".join(parts)


def _line(text: str) -> None:
    sys.stderr.write(f"{text}\n")
