"""A suppression should not be past its date.

## What it checks

The date `until` of each suppression, in the configuration or in a comment of a source. On that day it
still counts, on the next it no longer does: what it hid is a finding again, and this rule names its
line.

## Why it matters

Somebody said until when the fault may stay. Readers have met it at least until then.

## How to fix

Mend the fault and delete the suppression. Where that has to wait, set another date, and say in the
reason what it waits for.

## What it cannot see

Suppressions without a date. They count until somebody deletes them.
"""

from a11ycheck.model import Impact, PolicyRule, Reach, RuleId

__all__ = ["RULE"]

RULE = PolicyRule(
    id=RuleId("expired-suppression"),
    title="A suppression should not be past its date",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.policy"),
    since="0.1.0",
    reach=Reach.SITE,
    documentation=__doc__ or "",
)
