"""The `lang` of a part matches the language of its text.

## What it checks

Each element with a `lang` of its own, against the text that inherits it, including alternative
texts. The rule fails if the text is certainly in another language, and is `cantTell` if it probably
is. A short text fails only if it is in the language around it.

It then searches the main content for text that needs a `lang` and has none: three or more words in
Arabic or Hebrew script within a left-to-right language; an English sentence on a right-to-left
page; a paragraph with a sentence in a script in which the language of the page is not written
(`cantTell` if it may be names); a long paragraph that is certainly in another language, or, in other
scripts than Latin, a sentence with the commonest words of one. Names of people, places and products
need none, so that single words pass.

## Why it matters

A screen reader changes its voice at `lang`. A Kurdish sentence in an Arabic voice is a series of
wrong sounds; an Arabic one in an English voice is silent. Fonts and quotation marks follow `lang`
as well.

## Example

```markdown
The greeting السلام عليكم ورحمة الله is known everywhere.
```

## Use instead

```markdown
The greeting <span lang="ar" dir="rtl">السلام عليكم ورحمة الله</span> is known everywhere.
```

Add `dir` where the direction of the script differs. Where it does not, MyST's `attrs_inline` and
`attrs_block` suffice, because docutils turns the class into a `lang`: `[السلام
عليكم]{.language-ar}` on a Kurdish page.

## Known limits

Words of another language in the same script within a sentence, references with a year, and languages
that the library does not know. Text outside the main content: see `untranslated-text`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from a11ycheck.language import (
    Fit,
    Guess,
    Judged,
    count_scripts,
    has_grammar,
    has_sentence_end,
    identify,
    is_known,
    is_language_tag,
    is_long_as_a_sentence,
    is_neighbour,
    is_same_language,
    letter_scripts,
    main_script,
    text_direction,
)
from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Outcome, Verdict
from a11ycheck.rules._page.main_language import has_own_grammar, judge_whole

__all__ = ["RULE", "judge"]

ANOTHER = MessageTemplate(
    "other-language", 'Element declares lang="{lang}", but its text is in "{found}".'
)
PERHAPS = MessageTemplate(
    "possibly-other-language",
    'Element declares lang="{lang}"; review whether its text is in "{found}".',
)
UNMARKED = MessageTemplate(
    "unmarked-text", 'Text "{words}" is not in "{lang}", and has no lang of its own.'
)
UNMARKED_LANGUAGE = MessageTemplate(
    "unmarked-language", 'Text is in "{found}" within text in "{lang}", and has no lang of its own.'
)
PERHAPS_UNMARKED = MessageTemplate(
    "possibly-unmarked-text",
    'Text "{words}" seems not to be in "{lang}", and has no lang of its own; review whether '
    "it is more than names.",
)
_WORDS = re.compile(r"\S+")
_FROM_RIGHT_WORDS, _FROM_RIGHT_LETTERS = 3, 12
_LATIN_WORDS, _LATIN_DOUBTFUL = 5, 4
_CERTAIN = 0.9
_CERTAIN_OF_FEW = 0.95
_VERY_CERTAIN = 0.97
_LONG = {"latn": 120}
_LONG_IN_OTHERS = 80
# Where the words of its grammar tell, too; not in Latin letters, in which titles and names are quoted.
_SENTENCE = 40
# Most letters of the page's own script in a block that is in another one, and fewest in all blocks.
_FOREIGN_SHARE, _OWN_SHARE = 0.1, 0.2
# Placeholder text (lorem ipsum) is Latin.
_FILLER = "la"
_SHOWN = 60


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {marked, lang, text}: a part with a `lang` in text in `outer`, or a block without one."""
    if not facts["marked"]:
        return _judge_unmarked(facts)
    judged = judge_whole(facts["lang"], facts["text"])
    words = {"lang": facts["lang"], "found": judged.found}
    if judged.fit is Fit.OTHER or _is_as_around(facts, judged):
        return Verdict.failed(ANOTHER.format(**words))
    if judged.fit is Fit.PERHAPS:
        return Verdict.cant_tell(PERHAPS.format(**words))
    return Verdict.passed()


def _is_as_around(facts: Facts, judged: Judged) -> bool:
    """Return whether a short text, too, is certainly in the language around it, and not in its own."""
    is_outer = bool(judged.found) and is_same_language(facts["outer"], judged.found)
    is_doubtful = judged.fit is Fit.PERHAPS and is_known(facts["lang"])
    return is_doubtful and is_outer and identify(facts["text"]).confidence >= _CERTAIN_OF_FEW


def _judge_unmarked(facts: Facts) -> Verdict:
    direction = text_direction(facts["lang"])
    if not is_language_tag(facts["lang"]):
        return Verdict.passed()
    # A whole page in another language is reported by `lang-matches-text`.
    if not direction or judge_whole(facts["lang"], facts["around"]).fit is Fit.OTHER:
        return Verdict.passed()
    other = "ltr" if direction == "rtl" else "rtl"
    run = max(_runs(facts["text"], other), key=len, default="")
    if direction == "ltr" and _is_phrase(run):
        return _verdict(Outcome.FAILED, UNMARKED, facts["lang"], run)
    if direction == "rtl" and (outcome := _judge_latin(run, facts["text"])):
        message = UNMARKED if outcome is Outcome.FAILED else PERHAPS_UNMARKED
        return _verdict(outcome, message, facts["lang"], run)
    return _judge_script(facts) or _judge_long(facts)


def _judge_script(facts: Facts) -> Verdict | None:
    """Return the verdict on a block that is a sentence in another script than those of its language."""
    lang, text = facts["lang"], facts["text"]
    own, guess = letter_scripts(lang), identify(text)
    if (
        not own
        or not guess.script
        or guess.script in own
        or is_same_language(lang, guess.likeliest)
    ):
        return None
    is_apart = _share(text, own) <= _FOREIGN_SHARE and _share(facts["around"], own) >= _OWN_SHARE
    if not is_apart or not is_long_as_a_sentence(text, guess.script):
        return None
    is_sentence = has_sentence_end(text)
    if guess.script == "latn":
        is_certain = is_sentence and has_grammar(text, guess.language)
        words = {"lang": lang, "found": guess.language}
        return Verdict.failed(UNMARKED_LANGUAGE.format(**words)) if is_certain else None
    if is_sentence:
        return _verdict(Outcome.FAILED, UNMARKED, lang, text)
    return _verdict(Outcome.CANT_TELL, PERHAPS_UNMARKED, lang, text)


def _share(text: str, scripts: frozenset[str]) -> float:
    """Return the share of the letters of a text that are in some scripts."""
    counts = count_scripts(text)
    return sum(counts.get(script, 0) for script in scripts) / max(sum(counts.values()), 1)


def _runs(text: str, direction: str) -> Iterator[str]:
    """Yield runs of words in scripts of a direction, with punctuation and numbers between them."""
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
    """Return the outcome for Latin words in right-to-left text; None if they need no `lang`."""
    words = [word for word in run.split() if main_script(word)]
    guess = identify(run)
    if guess.language and guess.confidence >= _CERTAIN and len(words) >= _LATIN_WORDS:
        return Outcome.FAILED
    alone = main_script(text, share=0.9) == "latn"
    return Outcome.CANT_TELL if alone and len(words) >= _LATIN_DOUBTFUL else None


def _judge_long(facts: Facts) -> Verdict:
    guess = identify(facts["text"])
    other = guess.language and not is_same_language(facts["lang"], guess.language)
    if not (other and guess.confidence >= _VERY_CERTAIN and is_known(facts["lang"])):
        return Verdict.passed()
    is_long = guess.letters >= _LONG.get(guess.script, _LONG_IN_OTHERS)
    if not is_long and not _is_sentence_of(guess, facts):
        return Verdict.passed()
    if has_own_grammar(facts["lang"], guess.language, facts["text"]):
        return Verdict.passed()
    words = {"lang": facts["lang"], "found": guess.language}
    is_doubtful = guess.language == _FILLER or is_neighbour(facts["lang"], guess.language)
    outcome = Outcome.CANT_TELL if is_doubtful else Outcome.FAILED
    return Verdict(outcome=outcome, message=UNMARKED_LANGUAGE.format(**words))


def _is_sentence_of(guess: Guess, facts: Facts) -> bool:
    """Return whether a text is one sentence with the grammar of the language that is guessed."""
    is_enough = guess.script not in _LONG and guess.letters >= _SENTENCE
    return (
        is_enough
        and has_sentence_end(facts["text"])
        and has_own_grammar(guess.language, facts["lang"], facts["text"])
    )


def _verdict(outcome: Outcome, message: MessageTemplate, lang: str, run: str) -> Verdict:
    shown = run if len(run) <= _SHOWN else f"{run[:_SHOWN]}…"
    return Verdict(outcome=outcome, message=message.format(lang=lang, words=shown))


RULE = FactRule(
    id="part-lang-matches-text",
    title="The lang of a part must match the language of its text",
    impact=Impact.SERIOUS,
    criteria=("3.1.2",),
    tags=("wcag2aa", "wcag312", "cat.language"),
    act=("off6ek",),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"longest": 12, "odd": 60, "sentence": _SENTENCE, "sentences": 30},
    judge=judge,
)
