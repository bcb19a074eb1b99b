"""The words of a link say where it leads.

## What it checks

The words of each link whose words the author chose. The rule fails where they are one of the phrases
that say nothing by themselves, such as "here", "read more", "هنا" or "لێرە". The lists, for English,
Arabic and Sorani Kurdish, are in the rule's file `phrases.toml`.

## Why it matters

A screen reader can list the links of a page. "Here, here, more, here" leads nowhere. On a phone a
thumb needs a target that is longer than one short word.

## How to fix

Let the link be the words that name what it leads to. In MyST write `[How to get a SIM card](sim.md)`,
in reStructuredText:

```rst
:doc:`How to get a SIM card <sim>`
```

In MyST a link without words, `[](sim.md)`, takes the title of the page; in reStructuredText
`` :doc:`sim` `` does.

## What it cannot see

Whether words that are not in the lists name the right thing. Names of links that Sphinx makes itself.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
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

SAYS_NOTHING = MessageTemplate(
    "says-nothing",
    'The words of this link, "{text}", do not say where it leads.',
)
# Letters of Arabic script that keyboards write in several ways.
_SAME = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك"})
_NO_LETTERS = re.compile(r"[\W\d_\u0640]+")


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one link: {text}, what is read of it."""
    del options
    if _folded(facts["text"]) in _phrases():
        message = SAYS_NOTHING.format(text=facts["text"])
        return Verdict(outcome=Outcome.FAILED, message=message)
    return Verdict(outcome=Outcome.PASSED)


@cache
def _phrases() -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    return frozenset(_folded(phrase) for phrases in lists.values() for phrase in phrases)


def _folded(text: str) -> str:
    """Return the letters alone: without case, punctuation, vowel signs, and twins in other alphabets."""
    parts = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(sign for sign in parts if unicodedata.category(sign) not in {"Mn", "Cf"})
    return _NO_LETTERS.sub(" ", kept.translate(_SAME)).strip()


RULE = SourceRule(
    id=RuleId("link-text-not-descriptive"),
    title="The words of a link should say where it leads",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.name-role-value", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.LINK,
)
