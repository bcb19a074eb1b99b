"""Pages stay within their request budget.

## What it checks

The requests of a first visit: the page and everything that it loads. The rule fails above
`max_requests`.

## Why it matters

On a slow network each request costs a round trip of half a second or more, whatever its size, and
each is one more that can fail.

## Example

```html
<img src="icons/phone.svg" alt=""> <img src="icons/mail.svg" alt="">
```

## Use instead

```html
<svg><use href="icons.svg#phone"/></svg> <svg><use href="icons.svg#mail"/></svg>
```

Inline small stylesheets, merge files that are always loaded together, and remove scripts and icons
that the page does not need.

## Known limits

What is loaded later, on scrolling or on a click.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from a11ycheck.config import Count
from a11ycheck.cost import kind_of
from a11ycheck.model import Impact, MessageTemplate, PageEvidence, Reach, ResourceRule, Verdict

__all__ = ["RULE", "Options", "judge"]

TOO_MANY = MessageTemplate("too-many", "Page makes {count} requests; the budget is {budget}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    max_requests: Count = field(
        default=50,
        metadata={"help": "Fail if a first visit makes more requests, including the page."},
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the number of requests of the page against the budget."""
    count = len(evidence.requests)
    if count <= options.max_requests:
        return (Verdict.passed(),)
    kinds = Counter(kind_of(request) for request in evidence.requests)
    most = max(sorted(kinds), key=kinds.__getitem__)
    message = TOO_MANY.format(count=count, budget=options.max_requests)
    # Pages with most requests of the same type have one cause: most often a theme's.
    return (Verdict.failed(message, cause=(f"most={most}",)),)


RULE = ResourceRule(
    id="request-count",
    title="Pages should stay within their request budget",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
