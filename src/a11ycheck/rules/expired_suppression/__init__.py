"""Suppressions have not expired.

## What it checks

The date `until` of each suppression, in the configuration and in comments of sources. A suppression
is valid on that day and expires on the next: the findings that it suppressed are reported again,
and this rule reports the line of the suppression.

## Why it matters

Somebody decided how long a finding may be accepted. Readers have met it at least until then.

## Example

```markdown
% a11ycheck: ignore table-without-header until=2025-01-31 -- The table is being replaced.
```

## Use instead

Fix the finding and delete the suppression. If the fix has to wait, set a later date, and state in
the reason what it waits for.

## Known limits

Suppressions without a date do not expire.
"""

from a11ycheck.model import Impact, PolicyRule, Reach

__all__ = ["RULE"]

RULE = PolicyRule(
    id="expired-suppression",
    title="Suppressions should not have expired",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.policy"),
    since="0.1.0",
    reach=Reach.SITE,
    documentation=__doc__ or "",
)
