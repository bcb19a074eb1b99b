"""Pages show their first text within the time budget.

## What it checks

An estimate of the time from following a link until the first text of the page is visible, on a
first visit over a slow connection. It is computed from what the page loads: the number of bytes,
and the resources that block rendering. The rule fails above `max_seconds` on the connection `link`:
`2g` (50 kbit/s, round trips of 500 ms), `edge` (120 kbit/s, 400 ms) or `3g` (400 kbit/s, 400 ms).
Reports give the estimate for all three. [How the first paint is
estimated](../../explanation/first-paint.md) documents the formula and its accuracy.

## Why it matters

The number of bytes alone does not determine the waiting time. An image at the end of a page delays
no text; a small stylesheet that imports another costs two round trips with a blank screen. On `2g`,
an empty page takes 2.5 seconds; everything above that is the page's own.

## Example

```html
<link rel="stylesheet" href="large.css">
<script src="search.js"></script>
```

## Use instead

```html
<style>body { font-family: sans-serif }</style>
<script src="search.js" defer></script>
```

The message names what is loaded before the first text, the largest first. Inline small stylesheets,
defer scripts, and avoid `@import`, redirects and third-party hosts.

## Known limits

The model leaves out DNS lookups, server time, packet loss, slow processors, and fonts that block
text. It assumes that the page is published with HTTP/2, TLS 1.3 and compression.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from a11ycheck.config import Amount
from a11ycheck.cost import LINKS, blocking_requests, first_paint, heaviest, largest_file, listed
from a11ycheck.model import Impact, MessageTemplate, PageEvidence, Reach, ResourceRule, Verdict

__all__ = ["RULE", "Options", "judge"]

LATE = MessageTemplate(
    "late-first-paint",
    "First text is visible after an estimated {seconds:.1f} s on {link}; the budget is "
    "{budget:g} s. Loaded before it: {files}.",
)
_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    link: Literal["2g", "edge", "3g"] = field(
        default="2g", metadata={"help": "Estimate for this connection: 2g, edge or 3g."}
    )
    max_seconds: Amount = field(
        default=10.0, metadata={"help": "Fail if the first text takes more seconds to appear."}
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the estimated first paint against the budget."""
    link = LINKS[options.link]
    seconds = first_paint(evidence.requests, link)
    if seconds is None or seconds <= options.max_seconds:
        return (Verdict.passed(),)
    page = [request for request in evidence.requests if request.kind == "document"][:1]
    needed = heaviest((*page, *blocking_requests(evidence.requests)), _NAMED)
    message = LATE.format(
        link=link.words, seconds=seconds, budget=options.max_seconds, files=listed(needed)
    )
    # The same largest file on many pages is one cause: most often a theme's.
    return (Verdict.failed(message, cause=(f"link={options.link}", largest_file(needed))),)


RULE = ResourceRule(
    id="first-paint",
    title="Pages should show their first text within the time budget",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
