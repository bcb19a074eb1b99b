"""Link text describes the target.

## What it checks

The text of each link whose text the author chose. The rule fails if it is one of the phrases that
say nothing on their own, such as "here", "read more", "هنا" or "لێرە". The lists for English,
Arabic and Sorani Kurdish are in the file `phrases.toml` of the rule. Names that are such a word
pass: "Click" with a capital letter within a sentence, or as a link to `click.palletsprojects.com`.

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
# Words that are names of programs, too.
_NAMES = frozenset({"click", "info", "link", "more"})
_OPENING = " \t\n\"'“‘«("
_ENDS = (".", "!", "?", ":", ";", "…")
_WORDS = re.compile(r"[a-z]+")
_NO_LETTERS = re.compile(r"[\W\d_\u0640]+")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {text, target, before}, the text as it is read out, and the end of that before it."""
    folded = _folded(facts["text"])
    if folded in _phrases() and not _is_name(folded, facts):
        return Verdict.failed(NOT_DESCRIPTIVE.format(text=facts["text"]))
    return Verdict.passed()


def _is_name(folded: str, facts: Facts) -> bool:
    """Return whether a word of the lists is the name of something: "Click", the library."""
    if folded not in _NAMES or not facts["text"].strip()[0].isupper():
        return False
    before = facts.get("before", "").rstrip(_OPENING)
    is_within_sentence = before != "" and not before.endswith(_ENDS)
    return is_within_sentence or folded in _WORDS.findall(facts.get("target", "").casefold())


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
