"""Findings as rows: where, which rule, what is wrong, and on how many pages; equal rows are folded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from a11ycheck.model import Finding, Impact, Precision, Report
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import plural, translate
from a11ycheck.reporters.row_messages import row_message
from a11ycheck.reporters.triage import group_by, pages_of, primary

__all__ = ["Row", "finding_row", "folded_rows", "in_order", "source_of", "split_by_gate"]

_FIRST = frozenset({"resource-not-found"})
_ERROR_PAGES = frozenset({"404.html", "error.html", "500.html"})
# How many rows of one rule stand for themselves before the rest is folded, the most that fit.
_LIMITS = (1000, 10, 5, 3, 2, 1)
# Without source lines to go to, more rows of one rule say nothing new.
_WITHOUT_SOURCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a list, and the findings it stands for; `extent` is "" for one location on one page."""

    where: str
    rule: str
    message: str
    extent: str
    impact: Impact
    findings: tuple[Finding, ...]


def in_order(report: Report, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order in which to fix them.

    Those that fail the audit come first, then the worst, then those on most pages. Files that a page lost
    come before all others, which may follow from them.
    """
    return tuple(
        sorted(
            findings,
            key=lambda item: (
                not report.fails(item),
                item.rule not in _FIRST,
                -item.impact.rank,
                -len(item.pages),
                item.rule,
                _where(item),
            ),
        )
    )


def split_by_gate(
    report: Report, findings: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that fail the audit, and the others, both in order."""
    ordered = in_order(report, findings)
    failing = tuple(item for item in ordered if report.fails(item))
    return failing, tuple(item for item in ordered if not report.fails(item))


def finding_row(finding: Finding) -> Row:
    """Return a finding as a row."""
    return Row(
        where=_where(finding),
        rule=finding.rule,
        message=row_message(finding),
        extent=_extent(finding),
        impact=finding.impact,
        findings=(finding,),
    )


def folded_rows(findings: Sequence[Finding], most: int) -> tuple[Row, ...]:
    """Return at most `most` rows, unless there are more rules; each has one for its first findings.

    Findings without a source line that would read the same are one row, and so are those after the fourth
    row of a rule, however many fit.
    """
    rows: tuple[Row, ...] = ()
    rules = group_by(findings, lambda item: (item.impact, item.rule))
    for limit in _LIMITS:
        rows = tuple(
            row
            for group in rules.values()
            for row in _fold(
                _equal(group), limit if source_of(group[0]) else min(limit, _WITHOUT_SOURCE)
            )
        )
        if len(rows) <= most:
            break
    return rows


def _equal(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings in groups that a reader could not tell apart."""
    groups = group_by(findings, lambda item: (source_of(item), row_message(item)))
    return [part for (source, _), group in groups.items() for part in _parts(group, source)]


def _parts(group: list[Finding], source: str) -> Iterator[list[Finding]]:
    if source:
        yield from ([finding] for finding in group)
    else:
        yield group


def _fold(groups: Sequence[Sequence[Finding]], limit: int) -> Iterator[Row]:
    """Yield a row for each of the first groups of a rule, and one for the rest."""
    if len(groups) <= limit:
        yield from map(_folded, groups)
        return
    kept = limit - 1
    yield from map(_folded, groups[:kept])
    yield _folded([finding for group in groups[kept:] for finding in group])


def _folded(findings: Sequence[Finding]) -> Row:
    first = finding_row(findings[0])
    if len(findings) == 1:
        return first
    messages = {row_message(item) for item in findings}
    count = text.count(len(findings), "finding")
    pages = len(pages_of(findings))
    where = text.count(pages, "page")
    return Row(
        where=first.where,
        rule=first.rule,
        message=first.message if len(messages) == 1 else translate(findings[0].title),
        extent=translate("{findings} on {pages}", findings=count, pages=where) if pages else count,
        impact=first.impact,
        findings=tuple(findings),
    )


def source_of(finding: Finding) -> str:
    """Return "docs/x.md:37", "docs/x.md" if no line is known, or "" without a source."""
    source = primary(finding).source
    if source is None:
        return ""
    line = "" if source.precision is Precision.PAGE else f":{source.line}"
    return f"{text.path(source.file)}{line}"


def _where(finding: Finding) -> str:
    if source := source_of(finding):
        return source
    return text.one_line(_page(finding)) or translate("the site")


def _page(finding: Finding) -> str:
    """Return the page to name: of a finding of the whole site the start page, no error page."""
    messages = primary(finding).messages
    return min(
        (page for item in finding.locations if item.messages == messages for page in item.pages),
        key=lambda page: (len(page.split("/")), page in _ERROR_PAGES, page != "index.html"),
        default="",
    )


def _extent(finding: Finding) -> str:
    pages, locations = len(finding.pages), len(finding.locations)
    parts = []
    if locations > max(pages, 1):
        one, many = "{number} location", "{number} locations"
        parts.append(plural(one, many, locations))
    if pages > 1:
        parts.append(plural("{number} page", "{number} pages", pages))
    source = primary(finding).source
    if source is not None and (entry := text.translation(source)):
        parts.append(f"{translate('translated in')} {entry}")
    return translate(", ").join(parts)
