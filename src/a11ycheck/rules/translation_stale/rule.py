"""No translation is older than its original.

## What it checks

Each text that Sphinx takes for translation from a page, in each language of `a11ycheck_languages` after
the first. The rule fails where its entry in the catalogue is marked `fuzzy`, which says that the original
has changed since, and where the catalogue has only an entry for an older form of the text.

## Why it matters

Sphinx shows the original's words in place of a stale translation, and nobody is told. What changed may be
a date, a warning, or an address that leads somewhere else by now.

## How to fix

Read the original and the entry that is named, mend the translation, and take the word `fuzzy` out of the
line above it. Where the entry is for an older form, bring the catalogue up to date first, with
`sphinx-intl update`: it keeps the old translation as a start.

## What it cannot see

A translation that was marked as brought up to date and was not.
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

STALE = MessageTemplate(
    "stale",
    'This translation ({language}) is older than its original, "{text}" ({original}:{line}).',
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one text: {state, text, language, original, line, catalogue}."""
    del options
    if facts["state"] != "stale":
        return Verdict(outcome=Outcome.PASSED)
    return Verdict(outcome=Outcome.FAILED, message=STALE.format(**facts))


RULE = SourceRule(
    id=RuleId("translation-stale"),
    title="A translation should not be older than its original",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.MESSAGE,
)
