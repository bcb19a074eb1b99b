"""Read what a comment in a source says after "a11ycheck:"."""

import re
from dataclasses import dataclass
from datetime import date

from a11ycheck.config import unsuppressible

__all__ = ["Malformed", "Words", "read_words"]

_FORM = "a11ycheck: ignore RULE [until=2027-01-31] -- REASON"
# Editors make one dash of two hyphens.
_REASON = re.compile("(?:^|\\s)(?:--|\u2013|\u2014)(?:\\s|$)")
_UNTIL = "until="
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VERBS = ("ignore", "ignore-file")


class Malformed(Exception):  # noqa: N818 - a sentence, which the reader of the file makes an error of
    """What is wrong with a suppression, and the remedy."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep both apart, as `UserError` does."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy or f"Expected: {_FORM}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A suppression: the rule, why, until when, and whether it speaks of its whole file."""

    rule: str
    reason: str
    until: date | None
    whole_file: bool


def read_words(text: str) -> Words:
    """Return the suppression that a comment states; Malformed where it states none."""
    head, *rest = _REASON.split(text, maxsplit=1)
    verb, *words = head.split() or [""]
    if verb not in _VERBS:
        message = f'"{verb}" is neither "ignore" nor "ignore-file"' if verb else "it says nothing"
        raise Malformed(message)
    days = [word.removeprefix(_UNTIL) for word in words if word.startswith(_UNTIL)]
    rule = _rule([word for word in words if not word.startswith(_UNTIL)])
    reason = " ".join(" ".join(rest).split())
    if not reason:
        message = f"the suppression of {rule} gives no reason"
        raise Malformed(message)
    return Words(rule=rule, reason=reason, until=_day(days), whole_file=verb == _VERBS[1])


def _rule(named: list[str]) -> str:
    if not named:
        message = "the suppression names no rule"
        raise Malformed(message)
    if len(named) > 1 or "," in named[0]:
        message = f'"{" ".join(named)}" is more than the name of one rule'
        remedy = f"Write one comment for each rule, and -- before the reason: {_FORM}"
        raise Malformed(message, remedy)
    if wrong := unsuppressible(named[0]):
        raise Malformed(*wrong)
    return named[0]


def _day(days: list[str]) -> date | None:
    if not days:
        return None
    text = " ".join(days)
    try:
        # Python reads other forms too, such as 20270131, which few would recognise.
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        message = f'"{text}" is not a date'
        remedy = "Expected one, such as until=2027-01-31."
        raise Malformed(message, remedy) from None
