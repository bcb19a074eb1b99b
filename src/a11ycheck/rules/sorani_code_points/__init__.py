"""Sorani Kurdish is written with Kurdish letters.

## What it checks

Text whose `lang` is Sorani: `ckb`, `sdh` or `ku-Arab`. The rule fails if a word contains

- ي or ى instead of ی, or ك instead of ک, as an Arabic keyboard layout produces them;
- ه with a zero-width non-joiner instead of ە;
- a letter composed of two characters instead of ڕ, ڵ, ۆ or ێ.

A word with letters of Arabic only, such as ة or ض, or with the Arabic article ال, and two forms of
"h" (ه and ھ) on one page, are `cantTell`.

## Why it matters

The letters look alike and are different characters. Search for کورد does not find كورد. A spelling
checker marks the word, a screen reader that knows Kurdish mispronounces it, sorting misplaces it,
and two files with the same name are different files.

## Example

```markdown
كوردي
```

## Use instead

```markdown
کوردی
```

Use a Kurdish keyboard layout. Mark Arabic phrases as Arabic, and their letters are correct:
`[السلام عليكم]{.language-ar}` in MyST, with the extension `attrs_inline`.

## Known limits

Text with another `lang`, and whether a final ه should be ە.
"""

import re
from pathlib import Path

from a11ycheck.model import (
    Dependency,
    FactRule,
    Facts,
    Impact,
    Message,
    MessageTemplate,
    Reach,
    Verdict,
)

__all__ = ["RULE", "judge"]

WRONG = MessageTemplate(
    "wrong-letters", "Sorani words are not written with Kurdish letters: {words}."
)
ARABIC_WORDS = MessageTemplate(
    "arabic-words",
    'Sorani text contains Arabic words: {words}; review whether they need lang="ar" or '
    "Kurdish letters.",
)
TWO_WAYS = MessageTemplate(
    "two-forms-of-heh",
    'Page writes "h" both as ه (U+0647) and as ھ (U+06BE), here in {words}; review which one '
    "is intended.",
)
_EXPECTED = {
    "ك": "ک (U+06A9)",
    "ڪ": "ک (U+06A9)",
    "ي": "ی (U+06CC)",
    "ى": "ی (U+06CC)",
    "ه\u200c": "ە (U+06D5)",
}
EXPECTED = MessageTemplate("expected-letter", '"{word}" (expected {expected})')
COMPOSED = MessageTemplate(
    "composed-letter", '"{word}" (expected one character for a composed letter)'
)
_COMPOSED = re.compile(r"[ردلويی][\u0655\u0656\u065a\u065b]")
# Letters that Sorani does not have: a word with them is Arabic, or a name in Arabic spelling.
_OF_ARABIC = frozenset("ةثذصضطظأإآ")
# Sorani words begin with ئا instead: this is the article of Arabic.
_ARTICLE = "ال"
_NAMED = 3


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {words, letters, heh, doachashmee}: suspect words, and how often the page has each "h"."""
    wrong = {word: found for word in facts["words"] if (found := _wrong(word))}
    kurdish = [found for word, found in wrong.items() if not _is_arabic(word)]
    if kurdish:
        return Verdict.failed(WRONG.format(words=kurdish[:_NAMED]))
    arabic = [word for word in facts["words"] if word in wrong or "ة" in word]
    if arabic:
        return _cant_tell(ARABIC_WORDS, arabic)
    rarer = "ه" if facts["heh"] < facts["doachashmee"] else "ھ"
    words = [word for word in facts["words"] if rarer in word]
    if facts["heh"] and facts["doachashmee"] and words:
        return _cant_tell(TWO_WAYS, words)
    return Verdict.passed()


def _wrong(word: str) -> Message | None:
    """Return a word with the letter that is expected in it; None where its letters are right."""
    if _COMPOSED.search(word):
        return COMPOSED.format(word=word)
    expected = next((letter for found, letter in _EXPECTED.items() if found in word), "")
    return EXPECTED.format(word=word, expected=expected) if expected else None


def _is_arabic(word: str) -> bool:
    return word.startswith(_ARTICLE) or not _OF_ARABIC.isdisjoint(word)


def _cant_tell(message: MessageTemplate, words: list[str]) -> Verdict:
    named = [f'"{word}"' for word in words[:_NAMED]]
    return Verdict.cant_tell(message.format(words=named))


RULE = FactRule(
    id="sorani-code-points",
    title="Sorani Kurdish should be written with Kurdish letters",
    impact=Impact.MODERATE,
    depends=frozenset({Dependency.VISIBILITY}),
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://r12a.github.io/scripts/arab/ckb",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
