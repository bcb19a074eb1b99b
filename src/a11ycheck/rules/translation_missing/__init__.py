"""Every message of a translated page has a translation.

## What it checks

Each text that Sphinx extracts from a page for translation, in each language of
`a11ycheck_languages` after the first. The rule fails if the catalogue has no entry for the text, or
no translation in the entry.

## Why it matters

Readers get a sentence in a language that they may not know, in the middle of their own. Unless it
is marked with `lang`, a screen reader reads it with the wrong voice.

## Example

```po
msgid "Bring your card."
msgstr ""
```

## Use instead

```po
msgid "Bring your card."
msgstr "أحضر بطاقتك."
```

If the catalogue has no such entry, update it first with `sphinx-intl update`.

## Known limits

Whether a translation is correct. Projects that do not set `a11ycheck_languages` are not checked.
"""

from a11ycheck.model import Facts, Impact, MessageTemplate, SourceKind, SourceRule, Verdict

__all__ = ["RULE", "judge"]

UNTRANSLATED = MessageTemplate(
    "untranslated", 'Text "{text}" ({original}:{line}) has no translation into "{language}".'
)
NO_CATALOGUE = MessageTemplate(
    "no-catalogue",
    'Text "{text}" ({original}:{line}) has no entry in a catalogue for "{language}".',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one text: {state, text, language, original, line, catalogue}."""
    if facts["state"] != "missing":
        return Verdict.passed()
    message = UNTRANSLATED if facts["catalogue"] else NO_CATALOGUE
    return Verdict.failed(message.format(**facts), cause=(f"language={facts['language']}",))


RULE = SourceRule(
    id="translation-missing",
    title="Translated pages should have a translation of every text",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.language", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.MESSAGE,
)
