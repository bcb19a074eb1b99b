"""What a report format is: a name, how it renders a report, and what the caller has to know about it."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from a11ycheck.model import Report

__all__ = ["FIRST_PAGES", "PLAIN", "Context", "Reporter", "Style"]

FIRST_PAGES = 10
"""Pages of one location that a report for programs names; a link of a theme is on all pages of a site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a terminal shows text: with ANSI colours or not, the columns to wrap at, lists in full or cut.

    A style that `clips` cuts a finding's line at the width. `quiet` leaves out all but findings and the
    exit code, and `statistics` replaces findings by the number of each rule's.
    """

    colour: bool = False
    width: int = 80
    verbose: bool = False
    clips: bool = False
    quiet: bool = False
    statistics: bool = False

    def at_most(self, number: int) -> int:
        """Return how many items of a list to show: `number`, or all of them if verbose."""
        return sys.maxsize if self.verbose else number


PLAIN = Style()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The numbers of one audit: failed findings, findings to review, and pages."""

    started: str
    failed: int
    review: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousReport:
    """What an earlier report of the same targets found, and the audits before it, the latest last."""

    targets: tuple[str, ...]
    audits: tuple[Audit, ...]
    fingerprints: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a format can use beside the report; each takes what it needs.

    `screenshots` are PNG or WebP images of elements by fingerprint, `root` is the absolute path of the
    repository, to which source files are relative, and `folder` the folder below it to which targets are.
    `has_absent` allows results that are in the baseline and fixed: SARIF viewers show them apart, GitHub
    would show them as open. `all_pages` asks the formats that count the pages of a location to name them
    all. `source_url` and `editor_url` are templates of the URL of a source line, with {file} and {line};
    `page_url` is the URL of the folder of the audited pages, relative to the report. `previous` is the
    previous report, None if there is none.
    """

    style: Style = PLAIN
    screenshots: Mapping[str, bytes] = field(default_factory=dict)
    root: str = ""
    folder: str = ""
    has_absent: bool = True
    all_pages: bool = False
    source_url: str = ""
    editor_url: str = ""
    page_url: str = ""
    previous: PreviousReport | None = None

    def first_pages(self, pages: Sequence[str]) -> Sequence[str]:
        """Return the pages of a location that a report for programs names."""
        return pages if self.all_pages else pages[:FIRST_PAGES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """A report format.

    `render` is a pure function of the report and the context. A format that `is_translated` is for people
    and in their language; those for programs are in English.
    """

    name: str
    media_type: str
    extension: str
    render: Callable[[Report, Context], str]
    is_translated: bool = False
    shows_screenshots: bool = False
