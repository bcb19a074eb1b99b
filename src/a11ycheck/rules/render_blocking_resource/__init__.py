"""Pages load few render-blocking resources.

## What it checks

The stylesheets and scripts that block rendering: the browser displays nothing before they have
arrived. The browser itself reports them (Resource Timing, `renderBlockingStatus`). The rule fails
above `max_resources`.

## Why it matters

Until these files have arrived, the reader looks at a blank screen, however much of the page has
been transferred. Each level of dependency costs a round trip, half a second on 2G. If one of the
files does not arrive, nothing is displayed until the browser gives up.

## Example

```html
<link rel="stylesheet" href="print.css">
<script src="search.js"></script>
```

## Use instead

```html
<link rel="stylesheet" href="print.css" media="print">
<script src="search.js" defer></script>
```

Inline small stylesheets (`<style>`), merge the others, and avoid `@import`: each level is one more
round trip.

## Known limits

Scripts in the body that block the parser in the middle of a page, and fonts that block text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from a11ycheck.config import Count
from a11ycheck.cost import blocking_requests, heaviest, largest_file, listed
from a11ycheck.model import Impact, MessageTemplate, PageEvidence, Reach, ResourceRule, Verdict

__all__ = ["RULE", "Options", "judge"]

TOO_MANY = MessageTemplate(
    "too-many",
    "Page has {count} render-blocking resources; the budget is {budget}. Largest files: {files}.",
)
MORE = MessageTemplate("more", "and {count} more")
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budget of one page."""

    max_resources: Count = field(
        default=8, metadata={"help": "Fail if more stylesheets and scripts block rendering."}
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the number of requests that block rendering against the budget."""
    blocking = blocking_requests(evidence.requests)
    count = len(blocking)
    if count <= options.max_resources:
        return (Verdict.passed(),)
    # Requests without a response block as well, and for the longest time: they come first.
    unanswered = [item for item in blocking if not item.wire_bytes]
    chosen = [*unanswered, *heaviest(blocking, count)][:_NAMED]
    files = [*listed(chosen), *([MORE.format(count=rest)] if (rest := count - len(chosen)) else [])]
    return (
        Verdict.failed(
            TOO_MANY.format(count=count, budget=options.max_resources, files=files),
            # The same largest file on many pages is one cause: most often a theme's.
            cause=(largest_file(blocking),),
        ),
    )


RULE = ResourceRule(
    id="render-blocking-resource",
    title="Pages should load few render-blocking resources",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.weight"),
    since="0.1.0",
    reach=Reach.PAGE,
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
