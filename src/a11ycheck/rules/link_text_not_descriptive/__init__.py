"""Link text describes the target.

## What it checks

The text of each link whose text the author chose. The rule fails if it is one of the phrases that
say nothing on their own, such as "here", "read more", "هنا" or "لێرە". The lists for English,
Arabic, Hebrew, Persian and Sorani Kurdish are in the file `phrases.toml` of the package `language`; a
notice at the end, such as "(opens in a new tab)", does not count. Names that are such a word pass:
"Click" with a capital letter within a sentence, or as a link to `click.palletsprojects.com`.

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

Whether a text that is not in the lists describes the target: they have English, Arabic, Hebrew, Persian
and Sorani texts. Link text that Sphinx generates.
"""

import re
from pathlib import Path

from a11ycheck.language import fold_phrase, is_vague_link
from a11ycheck.model import (
    Dependency,
    Facts,
    Impact,
    MessageTemplate,
    SourceKind,
    SourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

NOT_DESCRIPTIVE = MessageTemplate(
    "not-descriptive", 'Link text "{text}" does not describe its target.'
)
# Words that are names of programs, too.
_NAMES = frozenset({"click", "info", "link", "more"})
_OPENING = " \t\n\"'“‘«("
_ENDS = (".", "!", "?", ":", ";", "…")
_WORDS = re.compile(r"[a-z]+")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {text, target, before}, the text as it is read out, and the end of that before it."""
    if is_vague_link(facts["text"]) and not _is_name(fold_phrase(facts["text"]), facts):
        return Verdict.failed(NOT_DESCRIPTIVE.format(text=facts["text"]))
    return Verdict.passed()


def _is_name(folded: str, facts: Facts) -> bool:
    """Return whether a word of the lists is the name of something: "Click", the library."""
    if folded not in _NAMES or not facts["text"].strip()[0].isupper():
        return False
    before = facts.get("before", "").rstrip(_OPENING)
    is_within_sentence = before != "" and not before.endswith(_ENDS)
    return is_within_sentence or folded in _WORDS.findall(facts.get("target", "").casefold())


RULE = SourceRule(
    id="link-text-not-descriptive",
    title="Link text should describe the link target",
    impact=Impact.MODERATE,
    depends=frozenset({Dependency.VISIBILITY}),
    tags=("best-practice", "cat.name-role-value", "source"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
    source_kind=SourceKind.LINK,
)
