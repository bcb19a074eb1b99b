"""Every text of a translated page has a translation.

## What it checks

Each text that Sphinx takes for translation from a page, in each language of `a11ycheck_languages` after
the first. The rule fails where the catalogue has no translation for it, or where there is no entry for it.

## Why it matters

Readers get a sentence in a language that they may not know, in the middle of their own. A screen reader
speaks it with the wrong voice, unless it is marked.

## How to fix

Write the translation into the entry's `msgstr`, in the file and line that are named. Where the catalogue
has no such entry, bring it up to date first, with `sphinx-intl update`.

## What it cannot see

Whether a translation is right. Pages of projects that do not set `a11ycheck_languages`.
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

EMPTY = MessageTemplate(
    "empty",
    'There is no translation ({language}) of "{text}" ({original}:{line}).',
)
NO_CATALOGUE = MessageTemplate(
    "no-catalogue",
    'There is no catalogue ({language}) with an entry for "{text}" ({original}:{line}).',
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one text: {state, text, language, original, line, catalogue}."""
    del options
    if facts["state"] != "missing":
        return Verdict(outcome=Outcome.PASSED)
    message = EMPTY if facts["catalogue"] else NO_CATALOGUE
    return Verdict(outcome=Outcome.FAILED, message=message.format(**facts))


RULE = SourceRule(
    id=RuleId("translation-missing"),
    title="Every text of a translated page should have a translation",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.MESSAGE,
)
