"""The tables of the HTML report: pages and what they cost, success criteria, and impacts as a bar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from a11ycheck.cost import LINKS, Kind, name_of
from a11ycheck.model import Finding, Impact, PageWeight, Report
from a11ycheck.reporters.triage import CriterionCounts, by_criterion, impacts, pages_of
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = [
    "Costs",
    "CriterionRow",
    "PageRow",
    "Segment",
    "costs",
    "criterion_rows",
    "impact_bar",
    "page_rows",
]

# The bars show which pages stand out; the JSON report has all pages.
_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of a horizontal bar: its kind and number, its start and length in percent."""

    kind: Impact | Kind
    number: int
    start: float
    length: float


def _segments(numbers: Mapping[Impact, int] | Mapping[Kind, int], total: int) -> Iterator[Segment]:
    start = 0.0
    for kind, number in numbers.items():
        length = 100 * number / (total or 1)
        if length:
            yield Segment(kind=kind, number=number, start=start, length=length)
        start += length


def impact_bar(failed: Sequence[Finding]) -> tuple[Segment, ...]:
    """Return the bar of findings by impact."""
    return tuple(_segments(impacts(failed), len(failed)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """A success criterion (None: not in WCAG's table, or best practice), and its findings."""

    criterion: Criterion | None
    number: str
    counts: CriterionCounts


def criterion_rows(report: Report) -> tuple[CriterionRow, ...]:
    """Return a row for each success criterion with findings."""
    return tuple(
        CriterionRow(criterion=CRITERIA.get(number), number=number, counts=counts)
        for number, counts in by_criterion(report).items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page: its state ("" if it was audited), its number of failed findings, and its weight."""

    page: str
    state: str
    findings: int
    weight: PageWeight | None


def page_rows(report: Report, failed: Sequence[Finding]) -> tuple[PageRow, ...]:
    """Return a row for each page of the report."""
    weights = {weight.page: weight for weight in report.weights}
    states = dict.fromkeys((*report.audited, *weights, *pages_of(failed)), "")
    states |= {item.page: "skipped" for item in report.skipped}
    states |= {item.page: "not tested" for item in report.not_tested}
    counts = dict.fromkeys(states, 0)
    for finding in failed:
        for page in finding.pages:
            counts[page] += 1
    return tuple(
        PageRow(page=page, state=state, findings=counts[page], weight=weights.get(page))
        for page, state in states.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """A page: its bar of bytes by type, and its largest files with their bytes."""

    weight: PageWeight
    bar: tuple[Segment, ...]
    largest: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The table of page costs: its rows, the number of all pages, and the columns that it needs."""

    rows: tuple[CostRow, ...]
    pages: int
    kinds: tuple[Kind, ...]
    links: tuple[str, ...]


def costs(weights: Sequence[PageWeight]) -> Costs:
    """Return the table of the heaviest pages; equal pages keep their order."""
    known = sorted((item for item in weights if item.kinds), key=lambda item: -item.wire_bytes)
    shown = known[:_ROWS]
    most = max((item.wire_bytes for item in shown), default=0)
    return Costs(
        rows=tuple(_cost_row(item, most) for item in shown),
        pages=len(known),
        kinds=tuple(kind for kind in Kind if any(kind in item.kinds for item in shown)),
        links=tuple(name for name in LINKS if any(name in item.first_paint for item in shown)),
    )


def _cost_row(weight: PageWeight, most: int) -> CostRow:
    numbers = {kind: weight.kinds.get(kind, 0) for kind in Kind}
    largest = tuple((name_of(item.url), item.wire_bytes or 0) for item in weight.heaviest)
    return CostRow(weight=weight, bar=tuple(_segments(numbers, most)), largest=largest)
