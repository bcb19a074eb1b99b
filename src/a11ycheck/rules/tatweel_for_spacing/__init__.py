"""Words are not stretched with tatweel.

## What it checks

Words in Arabic script with a tatweel (ـ, U+0640), except in code. The rule fails if two or more in
one word make it longer, at least one of them between two letters or beside another. One between two
letters is `cantTell`. A tatweel at the start or end of a word passes, as in "هـ", in "ـفـ" for the shape
of a letter, or in "الـ" before a Latin name, and so does one that carries a vowel sign.

## Why it matters

A stretched word is a different text: search does not find it, and a screen reader stops in the
middle or spells it out. In another font or width the effect is lost, the characters are not.

## Example

```markdown
# مـــرحـــبا
```

## Use instead

```markdown
# مرحبا
```

To make a heading wider, use the stylesheet. Search MyST sources, and the `msgstr` lines of
catalogues, for "ـ".

## Known limits

Whether a single tatweel is intended.
"""

import re
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

STRETCHED = MessageTemplate("stretched", "Words are stretched with tatweel: {words}.")
PERHAPS = MessageTemplate(
    "possibly-stretched", "Words contain a tatweel: {words}; review whether it is intended."
)
# A tatweel before a vowel sign carries it; after a letter that joins nothing it shows the shape of the next.
_NON_JOINING = "آأؤإاةدذرزوٱڈڊڌڍڎڏڐڑڒړڔڕږڗژڙۀۃۄۅۆۇۈۉۊۋۍەۮۯ"
_NO_STRETCH = re.compile(rf"\u0640(?=[\u064b-\u065f\u0670])|(?<=[{_NON_JOINING}])\u0640")
_WITHIN = re.compile(r"[^\W\d_\u0640]\u0640+[^\W\d_\u0640]")
_SEVERAL = 2
_NAMED = 3


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {words}: the words of an element that contain a tatweel."""
    words = [(word, _NO_STRETCH.sub("", word)) for word in facts["words"]]
    stretched = [word for word, bare in words if _is_stretched(bare)]
    if stretched:
        return Verdict.failed(STRETCHED.format(words=_quote(stretched)))
    doubtful = [word for word, bare in words if _WITHIN.search(bare)]
    if doubtful:
        return Verdict.cant_tell(PERHAPS.format(words=_quote(doubtful)))
    return Verdict.passed()


def _is_stretched(word: str) -> bool:
    letters = word.replace("\u0640", "")
    is_longer = "\u0640\u0640" in word or _WITHIN.search(word) is not None
    return bool(letters) and is_longer and word.count("\u0640") >= _SEVERAL


def _quote(words: list[str]) -> list[str]:
    return [f'"{word}"' for word in dict.fromkeys(words)][:_NAMED]


RULE = FactRule(
    id="tatweel-for-spacing",
    title="Words should not be stretched with tatweel",
    impact=Impact.MODERATE,
    depends=frozenset({Dependency.VISIBILITY}),
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    help_url="https://www.w3.org/TR/alreq/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
