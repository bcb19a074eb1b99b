"""Heading levels increase by one.

## What it checks

Each heading in the source, and the heading before it in the same file: the number of `#` in
Markdown, and `<h1>` to `<h6>` in raw HTML. The rule fails if a level is skipped.

## Why it matters

Screen reader users jump from heading to heading and hear each level; a skipped level sounds like a
missing section. Sphinx hides the error: it moves the heading up, together with the headings meant
to be below it.

## Example

```markdown
# Your phone

### SIM cards
```

## Use instead

```markdown
# Your phone

## SIM cards
```

In reStructuredText each new underline style is one level down, so that only headings in raw HTML
can skip one. To make a line bold or small, do not use a heading.

## Known limits

Whether a heading is in the right section. The first heading of a file may have any level, because
an included file continues the levels of the document that includes it.
"""

from a11ycheck.model import (
    Facts,
    Fix,
    FixSafety,
    Impact,
    MessageTemplate,
    SourceKind,
    SourceRule,
    Verdict,
)
from a11ycheck.rules.heading_skips_level.fix import move_headings

__all__ = ["RULE", "judge"]

SKIPPED = MessageTemplate(
    "skipped-level",
    "Heading of level {level} follows a heading of level {previous}; expected level "
    "{expected} at most.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one heading: {level, previous}, from 1; `previous` is 0 for the first of a file."""
    expected = facts["previous"] + 1
    if facts["previous"] and facts["level"] > expected:
        return Verdict.failed(SKIPPED.format(**facts, expected=expected))
    return Verdict.passed()


RULE = SourceRule(
    id="heading-skips-level",
    title="Heading levels in the source should only increase by one",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.semantics", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.HEADING,
    replaces=("heading-order",),
    fix=Fix(
        safety=FixSafety.SAFE,
        singular="heading level",
        plural="heading levels",
        condition="up to the level that follows, together with the headings below",
        edit=move_headings,
    ),
)
