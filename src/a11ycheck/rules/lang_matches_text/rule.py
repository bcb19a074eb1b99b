"""The language of a page is the one that its `lang` names.

## What it checks

The `lang` of the `html` element, against the text that inherits it: what is seen, the names of
pictures, and the title. Text of parts that have a `lang` of their own is left out, and so is code.
The sentences of the main content are judged by themselves, too: a page that nobody has translated is
found among the translated words of its theme.

The language of the text is told by its script, by letters that only some languages have, by common
words, and by a library ([decision 10](../../decisions/0010-which-language-a-text-is-in.md)). The
rule fails where the text is surely in another language. Where it probably is, or where it is mixed,
the outcome is `cantTell`. Arabic and its dialects count as one, and so do Persian and Dari; Sorani
and Kurmanji do not.

## Why it matters

A screen reader speaks the page in the voice of its `lang`. Arabic in an English voice is spelled,
or silent. The browser picks fonts, quotation marks and hyphens by it, and offers to translate from
it.

## How to fix

Name the language that most of the text is in: `<html lang="ckb" dir="rtl">`.

Sphinx writes the same `lang` on all pages of a build, from `language` in `conf.py` or from
`-D language=ckb`. Where most pages are named, mend it there. Where one page is named, with its
source file, the setting is right and the page is not: build it with its own language
([how to translate a site](../../how-to/translate-a-site.md)), or, while it is not translated, put
its text between `<div lang="en" dir="ltr">` and `</div>`.

## What it cannot see

A language that the library does not know, and a text of a few words.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11ycheck.language import Fit, judge_language
from a11ycheck.model import (
    Dependency,
    FactRule,
    Impact,
    MessageTemplate,
    Outcome,
    Reach,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "judge"]

ANOTHER = MessageTemplate(
    "another",
    'The page says that it is in "{lang}", but its text is in "{found}".',
)
PERHAPS = MessageTemplate(
    "perhaps",
    'The page says that it is in "{lang}"; its text seems to be in "{found}", '
    "which a person must judge.",
)
MIXED = MessageTemplate(
    "mixed",
    'The page says that it is in "{lang}"; much of its text is in another script, '
    "so a person must judge.",
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {lang, text, sentences}: the page's tag, the text that inherits it, that of the content."""
    del options
    judged = judge_language(facts["lang"], facts["sentences"])
    if judged.fit is not Fit.OTHER:
        judged = judge_language(facts["lang"], facts["text"])
    words = {"lang": facts["lang"], "found": judged.found}
    match judged.fit:
        case Fit.SAME:
            return Verdict(outcome=Outcome.PASSED)
        case Fit.OTHER:
            return Verdict(outcome=Outcome.FAILED, message=ANOTHER.format(**words))
        case Fit.PERHAPS:
            return Verdict(outcome=Outcome.CANT_TELL, message=PERHAPS.format(**words))
        case _:
            return Verdict(outcome=Outcome.CANT_TELL, message=MIXED.format(**words))


RULE = FactRule(
    id=RuleId("lang-matches-text"),
    title="The language of a page must be the one that its lang names",
    impact=Impact.SERIOUS,
    criteria=("3.1.1",),
    tags=("wcag2a", "wcag311", "cat.language"),
    act=("ucwvc8",),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 2500},
    judge=judge,
)
