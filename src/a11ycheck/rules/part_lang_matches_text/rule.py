"""The language of a part is the one that its `lang` names, or the page's.

## What it checks

Each element in the page with a `lang` of its own, against the text that inherits it, the names of
pictures too. The rule fails where the text is surely in another language, and is `cantTell` where
it probably is.

Then the main content is searched for text that should have a `lang` and has none: three and more
words in Arabic or Hebrew script where the language is written from the left; an English sentence in
a page that is written from the right; a long paragraph that is surely in another language. Names of
people, places and products need none, so single words pass.

## Why it matters

A screen reader changes its voice at `lang`. A Kurdish sentence in an Arabic voice is a row of wrong
sounds; an Arabic one in an English voice is silence. Fonts and quotation marks follow `lang` as
well.

## How to fix

Put `lang` on the part, and `dir` where its script runs the other way. MyST passes HTML through:

```markdown
The greeting <span lang="ar" dir="rtl">السلام عليكم</span> is known everywhere.

<p lang="ckb" dir="rtl">دەتوانیت ئەم پەڕانە بەبێ ئینتەرنێت بخوێنیتەوە.</p>
```

Where the direction stays, docutils makes a `lang` of a class, in MyST with `attrs_block` and
`attrs_inline`: `[السلام عليكم]{.language-ar}` in a Kurdish page.

## What it cannot see

Words of a language in the same script within a sentence, and languages that the library does not
know. Text around the main content: that is the work of `untranslated-text`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from a11ycheck.language import (
    Fit,
    identify,
    is_known,
    is_same_language,
    judge_language,
    main_script,
    text_direction,
)
from a11ycheck.model import (
    Dependency,
    FactRule,
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "judge"]

ANOTHER = MessageTemplate(
    "another",
    'This part says that it is in "{lang}", but its text is in "{found}".',
)
PERHAPS = MessageTemplate(
    "perhaps",
    'This part says that it is in "{lang}"; its text seems to be in "{found}", '
    "which a person must judge.",
)
UNMARKED = MessageTemplate(
    "unmarked",
    'Nothing says that this is in another language than "{lang}": "{words}".',
)
UNMARKED_LANGUAGE = MessageTemplate(
    "unmarked-language",
    'Nothing says that this is in "{found}"; the text around is in "{lang}".',
)
PERHAPS_UNMARKED = MessageTemplate(
    "perhaps-unmarked",
    'Nothing says that this is in another language than "{lang}": "{words}"; '
    "a person must say whether it is more than names.",
)
_WORDS = re.compile(r"\S+")
_FROM_RIGHT_WORDS, _FROM_RIGHT_LETTERS = 3, 12
_LATIN_WORDS, _LATIN_DOUBTFUL = 5, 4
_CERTAIN = 0.9
_VERY_CERTAIN = 0.97
_LONG = {"latn": 120}
_LONG_IN_OTHERS = 80
# Words without meaning that fill a page until its text is there.
_FILLER = "la"
_SHOWN = 60


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {marked, lang, text}: a part with a `lang`, or a block without, with text from `around`."""
    del options
    if not facts["marked"]:
        return _judge_unmarked(facts)
    judged = judge_language(facts["lang"], facts["text"])
    words = {"lang": facts["lang"], "found": judged.found}
    if judged.fit is Fit.OTHER:
        return Verdict(outcome=Outcome.FAILED, message=ANOTHER.format(**words))
    if judged.fit is Fit.PERHAPS:
        return Verdict(outcome=Outcome.CANT_TELL, message=PERHAPS.format(**words))
    return Verdict(outcome=Outcome.PASSED)


def _judge_unmarked(facts: Mapping[str, Any]) -> Verdict:
    direction = text_direction(facts["lang"])
    # Where all of the page is in another language, that is one fault, of `lang-matches-text`.
    if not direction or judge_language(facts["lang"], facts["around"]).fit is Fit.OTHER:
        return Verdict(outcome=Outcome.PASSED)
    other = "ltr" if direction == "rtl" else "rtl"
    run = max(_runs(facts["text"], other), key=len, default="")
    if direction == "ltr" and _is_phrase(run):
        return _verdict(Outcome.FAILED, UNMARKED, facts["lang"], run)
    if direction == "rtl" and (outcome := _judge_latin(run, facts["text"])):
        message = UNMARKED if outcome is Outcome.FAILED else PERHAPS_UNMARKED
        return _verdict(outcome, message, facts["lang"], run)
    return _judge_long(facts)


def _runs(text: str, direction: str) -> Iterator[str]:
    """Yield words in a row in a script of this direction, with the signs and numbers between them."""
    row: list[str] = []
    for word in _WORDS.findall(text):
        script = main_script(word)
        if script and text_direction(f"und-{script}") != direction:
            yield " ".join(row)
            row = []
        elif script or row:
            row.append(word)
    yield " ".join(row)


def _is_phrase(run: str) -> bool:
    words = [word for word in run.split() if main_script(word)]
    letters = sum(char.isalpha() for char in run)
    return len(words) >= _FROM_RIGHT_WORDS and letters >= _FROM_RIGHT_LETTERS


def _judge_latin(run: str, text: str) -> Outcome | None:
    """Return how words in Latin letters are judged in a text from the right; None: not at all."""
    words = [word for word in run.split() if main_script(word)]
    guess = identify(run)
    if guess.language and guess.confidence >= _CERTAIN and len(words) >= _LATIN_WORDS:
        return Outcome.FAILED
    alone = main_script(text, share=0.9) == "latn"
    return Outcome.CANT_TELL if alone and len(words) >= _LATIN_DOUBTFUL else None


def _judge_long(facts: Mapping[str, Any]) -> Verdict:
    guess = identify(facts["text"])
    long = guess.letters >= _LONG.get(guess.script, _LONG_IN_OTHERS)
    other = guess.language and not is_same_language(facts["lang"], guess.language)
    if not (long and other and guess.confidence >= _VERY_CERTAIN and is_known(facts["lang"])):
        return Verdict(outcome=Outcome.PASSED)
    words = {"lang": facts["lang"], "found": guess.language}
    outcome = Outcome.CANT_TELL if guess.language == _FILLER else Outcome.FAILED
    return Verdict(outcome=outcome, message=UNMARKED_LANGUAGE.format(**words))


def _verdict(outcome: Outcome, message: MessageTemplate, lang: str, run: str) -> Verdict:
    shown = run if len(run) <= _SHOWN else f"{run[:_SHOWN]}…"
    return Verdict(outcome=outcome, message=message.format(lang=lang, words=shown))


RULE = FactRule(
    id=RuleId("part-lang-matches-text"),
    title="The language of a part must be the one that its lang names",
    impact=Impact.SERIOUS,
    criteria=("3.1.2",),
    tags=("wcag2aa", "wcag312", "cat.language"),
    act=("off6ek",),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"longest": 12, "odd": 60},
    judge=judge,
)
