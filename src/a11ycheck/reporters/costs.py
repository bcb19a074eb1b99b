"""What pages cost, arranged for the table of the HTML report: the heaviest first, with bars by type."""

from collections.abc import Sequence
from dataclasses import dataclass

from a11ycheck.cost import LINKS, Kind, name_of
from a11ycheck.model import PageWeight

__all__ = ["CostBar", "CostRow", "Costs", "costs"]

# Bars show which pages stand out; the JSON report has all of them.
_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBar:
    """A stretch of a page's bar, in hundredths of the heaviest page."""

    kind: Kind
    start: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One page: its bar, its bytes by type, seconds by link, and its largest files with their bytes."""

    weight: PageWeight
    bars: tuple[CostBar, ...]
    largest: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The table: its rows, how many pages there are in all, and the columns that are needed."""

    rows: tuple[CostRow, ...]
    pages: int
    kinds: tuple[Kind, ...]
    links: tuple[str, ...]


def costs(weights: Sequence[PageWeight]) -> Costs:
    """Return the table of the heaviest pages; of pages that are equal, the order stays."""
    known = sorted((item for item in weights if item.kinds), key=lambda item: -item.wire_bytes)
    shown = known[:_ROWS]
    most = max((item.wire_bytes for item in shown), default=0) or 1
    return Costs(
        rows=tuple(_row(item, most) for item in shown),
        pages=len(known),
        kinds=tuple(kind for kind in Kind if any(kind in item.kinds for item in shown)),
        links=tuple(name for name in LINKS if any(name in item.first_paint for item in shown)),
    )


def _row(weight: PageWeight, most: int) -> CostRow:
    bars: list[CostBar] = []
    start = 0.0
    for kind in Kind:
        length = 100 * weight.kinds.get(kind, 0) / most
        if length:
            bars.append(CostBar(kind=kind, start=start, length=length))
        start += length
    largest = tuple((name_of(item.url), item.wire_bytes or 0) for item in weight.heaviest)
    return CostRow(weight=weight, bars=tuple(bars), largest=largest)
