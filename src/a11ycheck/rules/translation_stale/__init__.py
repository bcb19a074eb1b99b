"""Translations are up to date with their original.

## What it checks

Each text that Sphinx extracts from a page for translation, in each language of
`a11ycheck_languages` after the first. The rule fails if its catalogue entry is marked `fuzzy`,
which means that the original has changed since, or if the catalogue only has an entry for an
earlier version of the text.

## Why it matters

Sphinx publishes the original text in place of a stale translation without a warning. What changed
may be a date, a safety warning, or a URL.

## Example

```po
#, fuzzy
msgid "The office opens at 9."
msgstr "يفتح المكتب الساعة 8."
```

## Use instead

```po
msgid "The office opens at 9."
msgstr "يفتح المكتب الساعة 9."
```

Update the translation, and remove `fuzzy`. If the entry is for an earlier version of the text, run
`sphinx-intl update` first: it keeps the old translation as a starting point.

## Known limits

A translation that was marked as up to date without being updated.
"""

from a11ycheck.model import Facts, Impact, MessageTemplate, SourceKind, SourceRule, Verdict

__all__ = ["RULE", "judge"]

STALE = MessageTemplate(
    "stale",
    'Translation into "{language}" is older than its original "{text}" ({original}:{line}).',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one text: {state, text, language, original, line, catalogue}."""
    if facts["state"] != "stale":
        return Verdict.passed()
    return Verdict.failed(STALE.format(**facts), cause=(f"language={facts['language']}",))


RULE = SourceRule(
    id="translation-stale",
    title="Translations should be up to date with their original",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.MESSAGE,
)
