"""The tables of the HTML report: pages and what they cost, success criteria, and impacts as a bar."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from a11ycheck.cost import LINKS, Kind, name_of
from a11ycheck.model import Finding, Impact, PageWeight, Report
from a11ycheck.reporters.triage import Triage, pages_of
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = [
    "Costs",
    "CriterionRow",
    "PageRow",
    "Segment",
    "costs",
    "criterion_rows",
    "page_rows",
    "segments",
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


def segments(numbers: Mapping[Impact, int] | Mapping[Kind, int], total: int) -> Iterator[Segment]:
    """Yield the parts of a bar on which `total` has the full length."""
    start = 0.0
    for kind, number in numbers.items():
        length = 100 * number / (total or 1)
        if length:
            yield Segment(kind=kind, number=number, start=start, length=length)
        start += length


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """A success criterion (None: not in WCAG's table, or best practice), and its findings."""

    criterion: Criterion | None
    number: str
    failed: int
    review: int
    known: int


def criterion_rows(found: Triage) -> tuple[CriterionRow, ...]:
    """Return a row for each success criterion with findings; that of best practices comes last."""
    failed, review, known = (
        Counter(number for item in items for number in item.criteria or ("",))
        for items in (found.failed, found.review, found.known)
    )
    order = {number: position for position, number in enumerate(CRITERIA)}
    numbers = sorted(
        {*failed, *review, *known},
        key=lambda number: (not number, order.get(number, len(order)), number),
    )
    return tuple(
        CriterionRow(
            criterion=CRITERIA.get(number),
            number=number,
            failed=failed[number],
            review=review[number],
            known=known[number],
        )
        for number in numbers
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
    rows = []
    for item in shown:
        numbers = {kind: item.kinds.get(kind, 0) for kind in Kind}
        largest = tuple((name_of(file.url), file.wire_bytes or 0) for file in item.heaviest)
        rows.append(CostRow(weight=item, bar=tuple(segments(numbers, most)), largest=largest))
    return Costs(
        rows=tuple(rows),
        pages=len(known),
        kinds=tuple(kind for kind in Kind if any(kind in item.kinds for item in shown)),
        links=tuple(name for name in LINKS if any(name in item.first_paint for item in shown)),
    )
