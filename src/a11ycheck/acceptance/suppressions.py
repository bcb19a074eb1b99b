"""Suppressions: what a comment in a source or an entry of the configuration accepts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from a11ycheck.config import Config
from a11ycheck.errors import UserError, suggestion
from a11ycheck.model import Location, PolicyRule, Precision, page_of_state
from a11ycheck.rules import by_id, known_rules
from a11ycheck.web.globs import compile_globs

__all__ = [
    "CommentText",
    "Directive",
    "MalformedCommentError",
    "directives_of",
    "parse_comment_text",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One suppression: the rule, the reason, the last day, and which locations it covers.

    It is written at `file` and `line`. A comment covers locations in the file `source`, in the lines
    `first` to `last` or (0) in all of them. An entry of the configuration covers locations whose source
    file or page matches the pattern `paths` and whose HTML (or source line) contains the text `contains`,
    if these are given. A pattern can be relative to `project`, the folder of the configuration in its
    repository.
    """

    rule: str
    reason: str
    file: str
    line: int
    until: date | None = None
    source: str = ""
    first: int = 0
    last: int = 0
    paths: str = ""
    contains: str = ""
    project: str = ""

    @property
    def where(self) -> str:
        """Return "file:line"."""
        return f"{self.file}:{self.line}"

    def has_expired(self, today: date) -> bool:
        """Return whether its last day has passed."""
        return self.until is not None and today > self.until

    @property
    def depends_on_page(self) -> bool:
        """Return whether it can cover a location on one page and not on another."""
        return bool(self.paths) and not self.source

    def covers(self, location: Location, page: str) -> bool:
        """Return whether it applies to a location on one of its pages ("": it has none)."""
        return self.may_cover(location) and self.covers_page(location, page)

    def may_cover(self, location: Location) -> bool:
        """Return whether it applies to a location on any page that it covers."""
        source = location.source
        if self.source:
            if source is None or source.file != self.source:
                return False
            # A location of precision PAGE is certain about the file only.
            is_line_known = source.precision is not Precision.PAGE
            return not self.first or (is_line_known and self.first <= source.line <= self.last)
        markup = location.element.html if location.element else location.snippet
        return _folded(self.contains) in _folded(markup)

    def covers_page(self, location: Location, page: str) -> bool:
        """Return whether its pattern, if it has one, matches a page or the location's source file."""
        if not self.depends_on_page:
            return True
        source = location.source.file if location.source else ""
        names = (page, page_of_state(page), source, source.removeprefix(self.project))
        return any(_matcher(self.paths)(name) for name in names if name)


@cache
def _matcher(pattern: str) -> Callable[[str], bool]:
    return compile_globs((pattern,))


def _folded(text: str) -> str:
    return " ".join(text.split())


def directives_of(config: Config) -> tuple[Directive, ...]:
    """Return the suppressions of the configuration; UserError for an unknown rule or an invalid pattern."""
    found = []
    for number, entry in enumerate(config.suppress):
        if problem := _problem(entry.rule):
            where = config.where("suppress", number, "rule")
            raise UserError(f"{where}: {problem[0]}.", problem[1])
        try:
            _matcher(entry.file or "**")
        except UserError as error:
            where = config.where("suppress", number, "file")
            raise UserError(f"{where}: {error.message}", error.hint) from None
        directive = Directive(
            rule=entry.rule,
            reason=entry.reason,
            file=config.file.name if config.file else "",
            line=(config.file.line("suppress", number) if config.file else None) or 1,
            until=entry.until,
            paths=entry.file,
            contains=entry.contains,
            project=config.file.project if config.file else "",
        )
        found.append(directive)
    return tuple(found)


def _problem(rule: str) -> tuple[str, str] | None:
    """Return why a rule cannot be suppressed and a hint, None if it can."""
    found = by_id(rule)
    if found is None:
        # The list of all ids is too long for a hint, and a tag would be many rules at once.
        known = [str(item.id) for item in known_rules()]
        hint = suggestion(rule, known, "See `a11ycheck rules --all` for the ids.")
        return f'there is no rule "{rule}"', hint
    if isinstance(found, PolicyRule):
        return f"{rule} cannot be suppressed", "Delete or renew the suppression that it names."
    return None


# The text of a comment, after "a11ycheck:".

_FORM = "a11ycheck: ignore RULE [until=2027-01-31] -- REASON"
# Editors turn two hyphens into a dash.
_SEPARATOR = re.compile("(?:^|\\s)(?:--|\u2013|\u2014)(?:\\s|$)")
_UNTIL = "until="
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VERBS = ("ignore", "ignore-file")


class MalformedCommentError(Exception):
    """What is wrong with a comment, as the end of a sentence, and a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep both apart, as `UserError` does."""
        super().__init__(message)
        self.message = message
        self.hint = hint or f"Expected: {_FORM}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentText:
    """A suppression comment: the rule, the reason, the last day, and whether it covers its whole file."""

    rule: str
    reason: str
    until: date | None
    whole_file: bool


def parse_comment_text(text: str) -> CommentText:
    """Return the suppression in the text of a comment; MalformedCommentError if there is none."""
    head, *rest = _SEPARATOR.split(text, maxsplit=1)
    verb, *words = head.split() or [""]
    if verb not in _VERBS:
        raise MalformedCommentError(
            f'"{verb}" is neither "ignore" nor "ignore-file"' if verb else "it is empty"
        )
    names = [word for word in words if not word.startswith(_UNTIL)]
    if not names:
        raise MalformedCommentError("the suppression names no rule")
    if len(names) > 1 or "," in names[0]:
        hint = f"Write one comment for each rule, and -- before the reason: {_FORM}"
        raise MalformedCommentError(f'"{" ".join(names)}" is more than the name of one rule', hint)
    rule = names[0]
    if problem := _problem(rule):
        raise MalformedCommentError(*problem)
    reason = " ".join(" ".join(rest).split())
    if not reason:
        raise MalformedCommentError(f"the suppression of {rule} gives no reason")
    days = [word.removeprefix(_UNTIL) for word in words if word.startswith(_UNTIL)]
    return CommentText(
        rule=rule,
        reason=reason,
        until=_parse_day(" ".join(days)) if days else None,
        whole_file=verb == _VERBS[1],
    )


def _parse_day(text: str) -> date:
    try:
        # Python reads other forms too, such as 20270131, which few would recognise.
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        hint = "Expected a date such as until=2027-01-31."
        raise MalformedCommentError(f'"{text}" is not a date', hint) from None
