"""A page costs its reader no more bytes than its budget.

## What it checks

The bytes that a first visit to the page brings over the wire: the page, its style sheets, scripts,
fonts and pictures, compressed as the server sends them, with their headers. A folder is served with
gzip, or with the `.br` and `.gz` files beside the pages, as plain static hosts do. The rule fails
above `max_bytes`.

## Why it matters

Readers with old phones on 2G pay by the megabyte. At 50 kbit/s a page of 500 kB takes 80 seconds;
many leave before it is there.

## How to fix

The report lists the heaviest files first. Leave out what the page does not need, make pictures as
small as they are shown, drop web fonts, and send compressed files.

## What it cannot see

What is loaded later, on scrolling or on a click, and what a reader's cache already holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from a11ycheck.model import (
    EvidenceKind,
    Impact,
    Outcome,
    PageEvidence,
    Reach,
    Rule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "Options", "expectation"]

TOO_HEAVY = "A first visit brings {total:,} bytes; the budget is {budget:,}. Heaviest: {heaviest}."
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    max_bytes: int = field(
        default=500_000, metadata={"help": "Bytes over the wire that a first visit may cost."}
    )


def expectation(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the sum of the bytes of all requests of the page against the budget."""
    sizes = [(request.wire_bytes or 0, request.url) for request in evidence.requests]
    total = sum(size for size, _ in sizes)
    if total <= options.max_bytes:
        return (Verdict(outcome=Outcome.PASSED),)
    heaviest = ", ".join(
        f"{url.rpartition('/')[2] or url} {size:,}" for size, url in sorted(sizes)[::-1][:_NAMED]
    )
    message = TOO_HEAVY.format(total=total, budget=options.max_bytes, heaviest=heaviest)
    return (Verdict(outcome=Outcome.FAILED, message=message),)


RULE = Rule(
    id=RuleId("page-weight"),
    title="A page should cost its reader no more bytes than its budget",
    impact=Impact.MODERATE,
    evidence=EvidenceKind.RESOURCES,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge_page=expectation,
)
