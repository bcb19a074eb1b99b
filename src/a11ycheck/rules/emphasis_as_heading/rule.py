"""What looks like a heading is one.

## What it checks

Paragraphs that hold nothing but one bold part. The outcome is `cantTell` where such a paragraph is
short, does not end like a sentence, and something else than another bold line follows. The rule runs
only when it is asked for by name.

## Why it matters

A bold line looks like a heading, but screen readers do not find it: people who jump from heading to
heading miss the part below it, and it is missing from the table of contents.

## How to fix

Make it a heading of the level that follows: in MyST `### The words`, in reStructuredText a line with a
line of signs below it. Where it names a box or a list, use a directive that has a title, such as
`admonition`, or `rubric` where the table of contents should not name it. Where the words are just
important, let them stand in a sentence.

## What it cannot see

Headings that are made of larger letters by a style sheet.
"""

from collections.abc import Mapping
from typing import Any

from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    SourceKind,
    SourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

LOOKS_LIKE_HEADING = MessageTemplate(
    "looks-like-heading",
    'The line "{text}" looks like a heading: a person must say whether it is one.',
)
_MOST_WORDS = 10
_NO_HEADING = tuple(".,;:!?…،؛؟")


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one paragraph of nothing but emphasis: {text, next}; `next` names what follows it."""
    del options
    text = facts["text"].strip()
    is_short = 0 < len(text.split()) <= _MOST_WORDS
    follows = facts["next"] not in {"", "emphasis", "section", "transition"}
    if is_short and follows and not text.endswith(_NO_HEADING):
        message = LOOKS_LIKE_HEADING.format(text=text)
        return Verdict(outcome=Outcome.CANT_TELL, message=message)
    return Verdict(outcome=Outcome.PASSED)


RULE = SourceRule(
    id=RuleId("emphasis-as-heading"),
    title="What looks like a heading should be one",
    impact=Impact.MODERATE,
    tags=("cat.semantics", "source", "style"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/failures/F2",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.PARAGRAPH,
)
