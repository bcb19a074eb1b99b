"""Link text describes the target.

## What it checks

The text of each link whose text the author chose. The rule fails if it is one of the phrases that
say nothing on their own, such as "here", "read more", "هنا" or "لێرە". The lists for English,
Arabic and Sorani Kurdish are in the file `phrases.toml` of the rule.

## Why it matters

Screen readers can list the links of a page; "here, here, more, here" is useless there. On a phone,
one short word is also a small target for a thumb.

## Example

```markdown
To get a SIM card, click [here](sim.md).
```

## Use instead

```markdown
Read [how to get a SIM card](sim.md).
```

In reStructuredText write `` :doc:`how to get a SIM card <sim>` ``. A MyST link without text,
`[](sim.md)`, and `` :doc:`sim` `` use the title of the target page.

## Known limits

Whether a text that is not in the lists describes the target. Link text that Sphinx generates.
"""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from a11ycheck.model import Facts, Impact, MessageTemplate, SourceKind, SourceRule, Verdict

__all__ = ["RULE", "judge"]

NOT_DESCRIPTIVE = MessageTemplate(
    "not-descriptive", 'Link text "{text}" does not describe its target.'
)
# Arabic letters that keyboards produce as different characters.
_SAME = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك"})
_NO_LETTERS = re.compile(r"[\W\d_\u0640]+")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {text}, as it is read out."""
    if _folded(facts["text"]) in _phrases():
        return Verdict.failed(NOT_DESCRIPTIVE.format(text=facts["text"]))
    return Verdict.passed()


@cache
def _phrases() -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    return frozenset(_folded(phrase) for phrases in lists.values() for phrase in phrases)


def _folded(text: str) -> str:
    """Return the letters without case, punctuation, vowel signs and variants of the same letter."""
    parts = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(sign for sign in parts if unicodedata.category(sign) not in {"Mn", "Cf"})
    return _NO_LETTERS.sub(" ", kept.translate(_SAME)).strip()


RULE = SourceRule(
    id="link-text-not-descriptive",
    title="Link text should describe the link target",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.name-role-value", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.LINK,
)
