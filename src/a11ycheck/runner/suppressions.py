"""Gather the suppressions of a project: those of its configuration, and those in its sources."""

from collections.abc import Iterable
from pathlib import Path

from a11ycheck.errors import UserError
from a11ycheck.runner.comments import Mistake, parse_comments
from a11ycheck.runner.directives import Directive

__all__ = ["read_comments"]

_NAMED = 5


def read_comments(sources: Iterable[tuple[str, Path]]) -> tuple[Directive, ...]:
    """Return the suppressions in the comments of files, given as (name for reports, path).

    UserError for the first comment that tries to be one and is not; it says how many others there are.
    """
    directives: list[Directive] = []
    mistakes: list[Mistake] = []
    for name, path in sources:
        found, wrong = parse_comments(name, _text(path))
        directives += found
        mistakes += wrong
    if mistakes:
        raise _error(mistakes)
    return tuple(directives)


def _text(path: Path) -> str:
    try:
        # A byte that is no UTF-8 is no part of a comment of ours, and no reason to stop.
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        message = f"The source {path} cannot be read: {error.strerror}."
        raise UserError(message, "Check its permissions, or build the site anew.") from None


def _error(mistakes: list[Mistake]) -> UserError:
    first, *others = mistakes
    more = ""
    if others:
        named = ", ".join(mistake.where for mistake in others[:_NAMED])
        rest = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        more = f" Look also at {named}{rest}."
    return UserError(f"{first.where}: {first.message}.", f"{first.remedy}{more}")
