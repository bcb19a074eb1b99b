"""Suppressions as they are given: by a comment in a source, or by an entry of the configuration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from a11ycheck.config import SuppressEntry
from a11ycheck.errors import UserError
from a11ycheck.model import Place, Precision
from a11ycheck.web.globs import compile_globs

__all__ = ["Directive", "from_configuration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One suppression: the rule, why, until when, and which places it covers.

    It stands at `file` and `line`. A comment covers places of the file `source`, in the lines `first` to
    `last` or (0) in all of them. An entry of the configuration covers those whose source or page matches
    the pattern `paths` and whose element's HTML (or line, of a fault in the source itself) holds the
    text `contains`, where these are given.
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

    @property
    def where(self) -> str:
        """Return "file:line"."""
        return f"{self.file}:{self.line}"

    def has_expired(self, today: date) -> bool:
        """Tell whether its last day has passed."""
        return self.until is not None and today > self.until

    def covers(self, place: Place) -> bool:
        """Tell whether it speaks of this place."""
        if self.source:
            return self._covers_lines(place)
        return self._matches_path(place) and self._matches_markup(place)

    def _covers_lines(self, place: Place) -> bool:
        source = place.source
        if source is None or source.file != self.source:
            return False
        if not self.first:
            return True
        # Where no more than the file is known, the line says nothing about the block.
        return source.precision is not Precision.PAGE and self.first <= source.line <= self.last

    def _matches_path(self, place: Place) -> bool:
        if not self.paths:
            return True
        names = (place.page, place.source.file if place.source else "")
        return any(_matcher(self.paths)(name) for name in names if name)

    def _matches_markup(self, place: Place) -> bool:
        if not self.contains:
            return True
        markup = place.element.html if place.element else place.snippet
        return _folded(self.contains) in _folded(markup)


def from_configuration(entries: Iterable[SuppressEntry]) -> tuple[Directive, ...]:
    """Return the suppressions of the configuration; UserError for a pattern that cannot be used."""
    return tuple(_directive(entry) for entry in entries)


def _directive(entry: SuppressEntry) -> Directive:
    try:
        _matcher(entry.file)
    except UserError as error:
        message = f"{entry.where}: {error.message}"
        raise UserError(message, error.hint) from None
    return Directive(
        rule=entry.rule,
        reason=entry.reason,
        file=entry.config_file,
        line=entry.line,
        until=entry.until,
        paths=entry.file,
        contains=entry.contains,
    )


@cache
def _matcher(pattern: str) -> Callable[[str], bool]:
    return compile_globs((pattern,))


def _folded(text: str) -> str:
    return " ".join(text.split())
