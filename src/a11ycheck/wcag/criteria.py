"""Look-ups over the table of success criteria (WCAG 2.2, W3C Recommendation of 12 December 2024)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from a11ycheck.wcag.data import TABLE

__all__ = ["CRITERIA", "Criterion", "Level", "by_number", "from_axe_tag"]

_UNDERSTANDING = "https://www.w3.org/WAI/WCAG22/Understanding/"
_AXE_TAG = re.compile(r"wcag([1-4])([1-5])(\d{1,2})")


class Level(StrEnum):
    """A conformance level of WCAG."""

    A = "A"
    AA = "AA"
    AAA = "AAA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One success criterion: `number` such as "1.4.10", `since` the version that brought it."""

    number: str
    name: str
    level: Level
    since: str

    @property
    def url(self) -> str:
        """Return the URL of W3C's page "Understanding": the name in lower case, joined by hyphens."""
        return f"{_UNDERSTANDING}{re.sub('[^a-z0-9]+', '-', self.name.lower()).strip('-')}.html"


def _read_table() -> dict[str, Criterion]:
    rows = (line.split("|") for line in TABLE.strip().splitlines())
    return {
        number: Criterion(number=number, name=name, level=Level(level), since=since)
        for number, level, since, name in rows
    }


CRITERIA = MappingProxyType(_read_table())


def by_number(number: str) -> Criterion:
    """Return the criterion with this number, such as "1.1.1"; KeyError where there is none."""
    return CRITERIA[number]


def from_axe_tag(tag: str) -> Criterion | None:
    """Return the criterion that an axe tag such as "wcag1410" names, or None for other tags."""
    match = _AXE_TAG.fullmatch(tag)
    return CRITERIA.get(".".join(match.groups())) if match else None
