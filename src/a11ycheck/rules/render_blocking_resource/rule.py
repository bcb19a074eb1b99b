"""A page waits for few files before it draws anything.

## What it checks

The style sheets and scripts that block rendering: the browser draws nothing before they are there.
Which ones they are, the browser says itself (Resource Timing, `renderBlockingStatus`). The rule
fails above `max_resources`.

## Why it matters

Until these files have come, the reader looks at an empty screen, whatever of the page is there
already. Each step costs a round trip, half a second on 2G. Where one of them does not come, nothing
is shown at all until the browser gives up.

## How to fix

- Put a small style sheet into the page itself (`<style>`). Join what is left.
- Give scripts `defer` or `async`, or put them at the end of the body.
- Give a style sheet for paper `media="print"`: then it blocks nothing.
- Import no style sheet from another one (`@import`): each level is one more round trip.

## What it cannot see

Scripts in the body that stop the parser in the midst of a page, and fonts for which the text waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from a11ycheck.cost import blocking_requests, heaviest, listed
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

TOO_MANY = MessageTemplate(
    "too-many",
    "Nothing is drawn before {count} of the page's files are there; the budget is {budget}: {named}.",
)
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    max_resources: int = field(
        default=8,
        metadata={
            "help": "Style sheets and scripts that may block rendering, beside the page itself."
        },
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the number of requests that block rendering against the budget; the largest are named."""
    blocking = blocking_requests(evidence.requests)
    count = len(blocking)
    if count <= options.max_resources:
        return (Verdict(outcome=Outcome.PASSED),)
    # Those that brought nothing block too, and are the worst: they are named first.
    silent = [item for item in blocking if not item.wire_bytes]
    chosen = [*silent, *heaviest(blocking, count)][:_NAMED]
    rest = f" and {count - len(chosen)} more" if count > len(chosen) else ""
    message = TOO_MANY.format(
        count=count, budget=options.max_resources, named=listed(chosen) + rest
    )
    return (Verdict(outcome=Outcome.FAILED, message=message),)


RULE = ResourceRule(
    id=RuleId("render-blocking-resource"),
    title="A page should wait for few files before it draws anything",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
