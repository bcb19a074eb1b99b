"""From reports to occurrences: one for each page and element that shows a finding."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from a11ycheck.model import Finding, Impact, Location, Message, Outcome, Report, SiteRule
from a11ycheck.rules import every_rule

__all__ = ["Occurrence", "PageOccurrences", "in_order", "of_report", "with_partial"]

PageOccurrences = Mapping[str, tuple["Occurrence", ...]]
"""The occurrences of each page; those in a source file that is on no page are at ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One element (or page) with a finding.

    `file` and `line` are those to edit: of the source if a source map knows it, else of the built page.
    Line 0 is unknown. `path` is the absolute path of the file, "" if it was not found. `message` is in
    English, `messages` are what it was made of. `known` findings are in the baseline.
    """

    fingerprint: str
    rule: str
    title: str
    message: str
    outcome: Outcome
    impact: Impact
    page: str
    variants: tuple[str, ...]
    help_url: str
    file: str
    line: int
    path: str
    html: str = ""
    target: tuple[str | tuple[str, ...], ...] = ()
    known: bool = False
    messages: tuple[Message, ...] = field(default=(), compare=False)

    @property
    def place(self) -> str:
        """Return "file:line", or the file where no line is known."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def source_place(self) -> str:
        """Return "file:line" of the source, "" where only the built page is known."""
        return "" if self.file == self.page else self.place

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what stays the same when lines move: two equal ones are alike, not necessarily one."""
        return (self.fingerprint, self.page, self.html)


def of_report(report: Report, folder: Path, sources: Mapping[str, Path]) -> PageOccurrences:
    """Return the occurrences of all findings that are not suppressed.

    `folder` is that of the pages; `sources` are the paths of the files that source locations name.
    """
    found: dict[str, list[Occurrence]] = {page: [] for page in report.audited}
    for finding in report.findings:
        if finding.suppression is None:
            for location in finding.locations:
                for item in _occurrences(finding, location, folder, sources):
                    found.setdefault(item.page, []).append(item)
    return {page: tuple(items) for page, items in found.items()}


def with_partial(
    known: PageOccurrences, partial: Report, found: PageOccurrences
) -> PageOccurrences:
    """Return all occurrences after some pages were audited alone.

    What rules find that compare pages is kept until the next audit of all pages.
    """
    compares = {str(rule.id) for rule in every_rule() if isinstance(rule, SiteRule)}
    renewed = {
        page: (
            *(item for item in known.get(page, ()) if item.rule in compares),
            *found.get(page, ()),
        )
        for page in partial.audited
    }
    return {**known, **renewed}


def _occurrences(
    finding: Finding, location: Location, folder: Path, sources: Mapping[str, Path]
) -> Iterator[Occurrence]:
    element, source = location.element, location.source
    for page in location.pages or ("",):
        file, line = (source.file, source.line) if source else (page, 0)
        if source and source.catalogue:
            file, line = source.catalogue.file, source.catalogue.line
        path = sources.get(file)
        if source is None and page:
            path = folder / page
            line = line_of_tag(path, element.html) if element else 0
        elif path is None and source is not None:
            path = _beside(sources, source.file, file)
        yield Occurrence(
            fingerprint=finding.fingerprint,
            rule=str(finding.rule),
            title=finding.title,
            message=location.message or finding.title,
            outcome=finding.outcome,
            impact=finding.impact,
            page=page,
            variants=location.variants,
            help_url=finding.help_url,
            file=file,
            line=line,
            path=str(path) if path else "",
            html=element.html if element else location.snippet,
            target=element.target if element and element.is_found_by_target else (),
            known=finding.known,
            messages=location.messages,
        )


def line_of_tag(page: Path, html: str) -> int:
    """Return the line of a start tag that is in a page exactly once, else 0."""
    tag = html.partition(">")[0]
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return 0
    return text.count("\n", 0, text.index(tag)) + 1 if tag and text.count(tag) == 1 else 0


def _beside(sources: Mapping[str, Path], known: str, file: str) -> Path | None:
    """Return the path of a file of the project (such as a catalogue), from that of one that is known."""
    path = sources.get(known)
    if path is None or not path.as_posix().endswith(f"/{known}"):
        return None
    return Path(path.as_posix().removesuffix(known)) / file


def in_order(items: Iterable[Occurrence]) -> list[Occurrence]:
    """Return occurrences sorted by impact, the worst first, then by file and line."""
    return sorted(
        items, key=lambda item: (-item.impact.rank, item.file, item.line, item.rule, item.page)
    )
