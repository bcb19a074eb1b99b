"""A page shows its first text soon on a slow link.

## What it checks

An estimate of the time from a tap on a link until the first text of the page is seen, on a first
visit over a slow link. It follows from what the page loads: its bytes, and the files that block
rendering. The rule fails above `max_seconds` on the link that is named by `link`: `2g` (50 kbit/s,
round trips of 500 ms), `edge` (120 kbit/s, 400 ms) or `3g` (400 kbit/s, 400 ms). The report gives
the estimate for all three. [How the first paint is estimated](../../explanation/first-paint.md) has
the formula, and how far it is off.

## Why it matters

Bytes alone do not tell what a reader waits for: a picture at the end of a page costs money, and no
time before the first line; a small style sheet that imports another costs two round trips with
nothing on the screen. An empty page needs 2.5 seconds on `2g`; what comes on top is the page's own.

## How to fix

The message names what is needed before the first text, the largest first. Put small styles into the
page, defer scripts, import no style sheet from another, redirect nowhere, and ask no other host.

## What it cannot see

The model leaves out the look-up of the host's name, a server that thinks, lost packets, a slow
processor, and fonts for which text waits. It takes for granted that the page is published with
HTTP/2, TLS 1.3 and compression.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from a11ycheck.cost import LINKS, blocking_requests, first_paint, heaviest, listed
from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    PageEvidence,
    Reach,
    ResourceRule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "Options", "judge"]

TOO_LATE = MessageTemplate(
    "too-late",
    "On {link} the first text is seen after about {seconds:.1f} s; the budget is {budget:g} s. "
    "Needed before it: {named}.",
)
_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    link: Literal["2g", "edge", "3g"] = field(
        default="2g", metadata={"help": "The link on which it is estimated: 2g, edge or 3g."}
    )
    max_seconds: float = field(
        default=10.0, metadata={"help": "Seconds until the first text of a first visit is seen."}
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the estimated first paint against the budget; what has to come before it is named."""
    link = LINKS[options.link]
    seconds = first_paint(evidence.requests, link)
    if seconds is None or seconds <= options.max_seconds:
        return (Verdict(outcome=Outcome.PASSED),)
    page = [request for request in evidence.requests if request.kind == "document"][:1]
    needed = heaviest((*page, *blocking_requests(evidence.requests)), _NAMED)
    message = TOO_LATE.format(
        link=link.words, seconds=seconds, budget=options.max_seconds, named=listed(needed)
    )
    return (Verdict(outcome=Outcome.FAILED, message=message),)


RULE = ResourceRule(
    id=RuleId("first-paint"),
    title="A page should show its first text soon on a slow link",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
