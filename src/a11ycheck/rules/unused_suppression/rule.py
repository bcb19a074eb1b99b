"""A suppression should hide something.

## What it checks

Each suppression, in the configuration or in a comment of a source, whose rule ran and which covers no
place of any finding. It is judged only where the audit saw the whole site: not with `--select`,
`--ignore`, `--exclude` or `--variant` on the command line, not for a single page or address, and not
when a page could not be tested.

## Why it matters

The fault was mended, or the text has moved away from its comment. A suppression that is left behind
hides the next fault of its rule in that place, and tells readers of a fault that is not there.

## How to fix

Delete the comment or the entry. Where the fault is still there, put the comment directly above the
block that the report names.

## What it cannot see

Whether the reason of a suppression that does hide something is still a good one: give it a date with
`until`.
"""

from a11ycheck.model import Impact, PolicyRule, Reach, RuleId

__all__ = ["RULE"]

RULE = PolicyRule(
    id=RuleId("unused-suppression"),
    title="A suppression should hide something",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.policy"),
    since="0.1.0",
    reach=Reach.SITE,
    documentation=__doc__ or "",
)
