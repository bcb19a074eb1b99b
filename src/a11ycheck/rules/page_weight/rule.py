"""A page costs its reader no more bytes than its budget.

## What it checks

The bytes that a first visit to the page brings over the wire: the page, its style sheets, scripts,
fonts and pictures, compressed as the server sends them, with their headers. A folder is served with
gzip, or with the `.br` and `.gz` files beside the pages, as plain static hosts do. The rule fails
above `max_bytes`. The bytes of one type (documents with their frames, style sheets, scripts, fonts,
pictures, and all other) can have a budget of their own; without an option they have none.

## Why it matters

Readers with old phones on 2G pay by the megabyte. At 50 kbit/s a page of 500 kB takes 80 seconds;
many leave before it is there.

## How to fix

The report lists the heaviest files first. Leave out what the page does not need, make pictures as
small as they are shown, drop web fonts, and send compressed files.

## What it cannot see

What is loaded later, on scrolling or on a click, and what a reader's cache already holds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from a11ycheck.cost import Kind, bytes_by_kind, heaviest, kind_of, listed
from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    PageEvidence,
    Reach,
    Request,
    ResourceRule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "Options", "judge"]

TOO_HEAVY = MessageTemplate(
    "too-heavy",
    "A first visit brings {total:,} bytes; the budget is {budget:,}. Heaviest: {heaviest}.",
)
TOO_HEAVY_KIND = MessageTemplate(
    "too-heavy-kind",
    "A first visit brings {total:,} bytes of {kind}; "
    "the budget is {budget:,}. Heaviest: {heaviest}.",
)
_NAMED = 3
_WORDS = {
    Kind.DOCUMENT: "documents",
    Kind.STYLE: "style sheets",
    Kind.SCRIPT: "scripts",
    Kind.FONT: "fonts",
    Kind.IMAGE: "pictures",
    Kind.OTHER: "other types",
}


def _budget(what: str) -> int | None:
    text = f"Bytes over the wire that {what} may cost; without it there is no such budget."
    made: int | None = field(default=None, metadata={"help": text})
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budgets of one page, in bytes over the wire."""

    max_bytes: int = field(
        default=500_000, metadata={"help": "Bytes over the wire that a first visit may cost."}
    )
    max_document_bytes: int | None = _budget("the page and its frames")
    max_style_bytes: int | None = _budget("style sheets")
    max_script_bytes: int | None = _budget("scripts")
    max_font_bytes: int | None = _budget("fonts")
    max_image_bytes: int | None = _budget("pictures")
    max_other_bytes: int | None = _budget("all that is of no other type")


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the bytes of all requests of the page, and those of each type, against their budgets."""
    failed = list(_failed(evidence.requests, options))
    return failed or (Verdict(outcome=Outcome.PASSED),)


def _failed(requests: Sequence[Request], options: Options) -> Iterator[Verdict]:
    total = sum(request.wire_bytes or 0 for request in requests)
    if total > options.max_bytes:
        yield _verdict(TOO_HEAVY, requests, total=total, budget=options.max_bytes)
    for kind, size in bytes_by_kind(requests).items():
        budget: int | None = getattr(options, f"max_{kind}_bytes")
        if budget is not None and size > budget:
            own = [request for request in requests if kind_of(request) is kind]
            yield _verdict(TOO_HEAVY_KIND, own, total=size, budget=budget, kind=_WORDS[kind])


def _verdict(
    message: MessageTemplate,
    requests: Iterable[Request],
    *,
    total: int,
    budget: int,
    kind: str = "",
) -> Verdict:
    named = listed(heaviest(requests, _NAMED))
    text = message.format(total=total, budget=budget, kind=kind, heaviest=named)
    return Verdict(outcome=Outcome.FAILED, message=text)


RULE = ResourceRule(
    id=RuleId("page-weight"),
    title="A page should cost its reader no more bytes than its budget",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
