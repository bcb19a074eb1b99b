"""Headings go down one level at a time, as their author wrote them.

## What it checks

Each heading of the source and the one before it in the same file: in Markdown by the number of `#`,
and `<h1>` to `<h6>` where they are written by hand. The rule fails where a level is left out.

## Why it matters

People who listen to a page jump from heading to heading, and hear each one's level. A level that is
missing sounds like a part that is missing. Sphinx hides the fault: it moves the heading up, and with
it the headings that were meant to stand below.

## How to fix

Write the level that follows. In MyST:

```markdown
# Title

## One level down, not ###
```

In reStructuredText each new kind of underline is one level down, so there only headings that are
written in HTML can skip one. `a11ycheck audit --fix` moves a heading that skips a level, and those below
it, up to the level that follows. Where a line should be bold or small, and is no heading, use no heading.

## What it cannot see

Whether a heading stands where it should. The first heading of a file may have any level: an included
file starts where its place asks for.
"""

from collections.abc import Mapping
from typing import Any

from a11ycheck.model import (
    Fix,
    FixSafety,
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    SourceKind,
    SourceRule,
    Verdict,
)
from a11ycheck.rules.heading_skips_level.fix import move_headings

__all__ = ["RULE", "judge"]

SKIPS = MessageTemplate(
    "skips",
    "This heading has level {level}, the one before it level {previous}: write level {right}.",
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one heading: {level, previous}, from 1; `previous` is 0 for the first of a file."""
    del options
    right = facts["previous"] + 1
    if facts["previous"] and facts["level"] > right:
        message = SKIPS.format(**facts, right=right)
        return Verdict(outcome=Outcome.FAILED, message=message)
    return Verdict(outcome=Outcome.PASSED)


RULE = SourceRule(
    id=RuleId("heading-skips-level"),
    title="Headings should go down one level at a time",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.semantics", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.HEADING,
    fix=Fix(
        safety=FixSafety.SAFE,
        singular="heading level",
        plural="heading levels",
        condition="up to the level that follows, together with the headings below",
        edit=move_headings,
    ),
)
