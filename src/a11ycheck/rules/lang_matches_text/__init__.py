"""The `lang` of a page matches the language of its text.

## What it checks

The `lang` of the `html` element, against the text that inherits it: visible text, alternative
texts, and the title. Parts with a `lang` of their own, and code, are excluded. The sentences of the
main content are judged separately as well, so that an untranslated page is detected among the
translated labels of its theme.

The language of a text is identified by its script, by letters that only some languages have, by
common words, and by a library ([decision 10](../../decisions/0010-which-language-a-text-is-in.md)).
The rule fails if the text is certainly in another language, but for quotations: most of its sentences
are not certainly in that of the page. If it probably is, or if it is mixed, the outcome is `cantTell`.
Arabic and its dialects count as one language, and so do Persian and Dari; Sorani and Kurmanji do not.

## Why it matters

A screen reader reads the page with the voice of its `lang`. Arabic text in an English voice is
spelled out, or silent. Browsers also choose fonts, quotation marks and hyphenation by it, and offer
to translate from it.

## Example

```html
<html lang="en"><title>دەربارەی ئێمە</title>
```

## Use instead

```html
<html lang="ckb" dir="rtl"><title>دەربارەی ئێمە</title>
```

Sphinx writes the same `lang` on all pages of a build, from `language` in `conf.py` or `-D
language=ckb`. If most pages are reported, correct it there. If one page is reported, with its
source file, build it with its own language ([how to translate a
site](../../how-to/translate-a-site.md)), or, until it is translated, put its text between `<div
lang="en" dir="ltr">` and `</div>`.

## Known limits

Languages that the library does not know, and texts of a few words.
"""

from pathlib import Path

from a11ycheck.language import Fit
from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict
from a11ycheck.rules._page.main_language import judge_whole

__all__ = ["RULE", "judge"]

ANOTHER = MessageTemplate(
    "other-language", 'Page declares lang="{lang}", but its text is in "{found}".'
)
PERHAPS = MessageTemplate(
    "possibly-other-language",
    'Page declares lang="{lang}"; review whether its text is in "{found}".',
)
MIXED = MessageTemplate(
    "mixed-scripts",
    'Page declares lang="{lang}", but much of its text is in another script; review its language.',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {lang, text, sentences}: the tag, the text that inherits it, and the main content."""
    judged = judge_whole(facts["lang"], facts["sentences"])
    if judged.fit is not Fit.OTHER:
        judged = judge_whole(facts["lang"], facts["text"])
    words = {"lang": facts["lang"], "found": judged.found}
    match judged.fit:
        case Fit.SAME:
            return Verdict.passed()
        case Fit.OTHER:
            return Verdict.failed(ANOTHER.format(**words))
        case Fit.PERHAPS:
            return Verdict.cant_tell(PERHAPS.format(**words))
        case _:
            return Verdict.cant_tell(MIXED.format(**words))


RULE = FactRule(
    id="lang-matches-text",
    title="The lang of a page must match the language of its text",
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
