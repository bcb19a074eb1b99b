"""`--fix` and `--diff`: fix what can be fixed in the sources, show the patch, and report what is left."""

from collections.abc import Sequence
from enum import Enum

from a11ycheck.cli.console import print_error, print_note, to_stdout
from a11ycheck.cli.destinations import AT_TERMINALS, Destination
from a11ycheck.config import LoadedConfig
from a11ycheck.errors import UserError
from a11ycheck.fix import Change, Sources, fixable, propose, write_change
from a11ycheck.model import Report, SourceRule
from a11ycheck.rules import by_id, known_rules

__all__ = ["FixResult", "fix_findings", "hint_at_fixes", "without_stdout"]


class FixResult(Enum):
    """What `--fix` wrote: no file, every change, or only some of them."""

    NOTHING = "nothing"
    ALL = "all"
    PARTLY = "partly"


def without_stdout(
    destinations: tuple[Destination, ...], loaded: LoadedConfig
) -> tuple[Destination, ...]:
    """Return the destinations that are files; UserError if a flag asks for another one."""
    printed = [item for item in destinations if item.path is None]
    if printed and loaded.origins.get("formats", "").startswith("--"):
        message = f"--diff prints the patch, so the {printed[0].name} report cannot be printed."
        raise UserError(message, f"Give it a file: --format {printed[0].name}=FILE")
    return tuple(item for item in destinations if item.path is not None)


def hint_at_fixes(report: Report, destinations: Sequence[Destination]) -> None:
    """Print how many findings can be fixed, beside a report for a person at a terminal."""
    count = len(fixable(report.findings, known_rules()))
    if count and any(item.name in AT_TERMINALS and item.path is None for item in destinations):
        subject = "1 finding is" if count == 1 else f"{count} findings are"
        print_note(f"{subject} fixable with --fix (preview: --diff).")


def fix_findings(report: Report, sources: Sources, *, write: bool, show: bool) -> FixResult:
    """Fix what can be fixed of a report's findings, and print what was done to which file.

    `show` prints the patch to standard output, not to standard error; without `write` no file is changed.
    """
    if not sources.files:
        hint = "Only sites that Sphinx builds with a11ycheck.sphinxext have one."
        print_error("No page has a source map, so there is no source to fix.", hint)
        return FixResult.NOTHING
    proposal = propose(report.findings, sources, known_rules())
    patch = "".join(change.patch for change in proposal.changes)
    if show:
        to_stdout(patch)
    elif patch:
        print_note(patch.removesuffix("\n"))
    failed = [change for change in proposal.changes if not _apply(change, write=write)]
    for item in proposal.unfixed:
        print_note(f"Not fixed: {item.file}:{item.line} ({item.rule}): {item.reason}.")
    for refused in proposal.refused:
        print_error(f"{refused.file} was not fixed. {refused.reason}", "Rebuild the site.")
    if not (proposal.changes or proposal.unfixed or proposal.refused):
        print_note("Nothing can be fixed automatically.")
    if failed or proposal.refused:
        return FixResult.PARTLY
    return FixResult.ALL if write and proposal.changes else FixResult.NOTHING


def _apply(change: Change, *, write: bool) -> bool:
    """Write a change if `write` is set, print what it does, and return whether it succeeded."""
    counts = []
    for name, count in change.fixed.items():
        rule = by_id(name)
        if isinstance(rule, SourceRule) and rule.fix:
            noun = rule.fix.singular if count == 1 else rule.fix.plural
            counts.append(f"{count} {noun}")
    if write:
        try:
            write_change(change)
        except UserError as error:
            print_error(error.message, error.hint)
            return False
    print_note(f"{'Fixed' if write else 'Would fix'} {change.file}: {', '.join(counts)}.")
    return True
