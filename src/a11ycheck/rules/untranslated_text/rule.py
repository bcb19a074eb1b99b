"""Names, alternatives and the words around the text are in the page's language too.

## What it checks

`aria-label`, `alt`, `title`, `placeholder`, `aria-description`, `aria-roledescription`, the labels
of form buttons, and the texts around the main content, against the language that holds where they
stand.

The rule fails where such a text is surely in another: English words in a page that is written from
the right ("Search", "Link to this heading", an English `alt`), a sentence that is surely in another
language, Arabic words of the interface in a Kurdish page and the reverse. Several words in Latin
letters that may be names are `cantTell`. One word that is not known as English, a file name, or an
abbreviation passes.

## Why it matters

Authors translate what they see. What only a screen reader says stays in English, and is spoken in
the wrong voice or not at all. A button that nobody understands is no button.

## How to fix

In Sphinx, `language` in `conf.py` chooses the translation of the interface; words of a theme come
from its catalogue (`locales/<language>/LC_MESSAGES/*.po`). An `alt` in MyST is in the catalogue of
its page; translate it there, and run the build again. Where a name is meant to be in another
language, say so with `lang` on the element.

## What it cannot see

A wrong translation, and words of a language in the same script that are too few to be told.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from a11ycheck.language import (
    Fit,
    common_words,
    identify,
    is_same_language,
    judge_language,
    main_script,
    script_of,
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

ENGLISH = MessageTemplate(
    "english",
    '{place} is in English in a page in "{lang}": "{text}".',
)
ANOTHER = MessageTemplate(
    "another",
    '{place} is in "{found}" in a page in "{lang}": "{text}".',
)
PERHAPS = MessageTemplate(
    "perhaps",
    '{place} is in Latin letters in a page in "{lang}": "{text}"; '
    "a person must say whether it is a name.",
)
_TEXT = "The text of this element"
_PLACES = {"text": _TEXT, "value": "The label of this button"}
_FILE = re.compile(r"^[\w./\\-]+\.\w{2,5}$")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SORANI = re.compile(r"[ڕڵۆێە]")
_HALF = 0.5
_NAMES = 3
_CERTAIN = 0.9
_LONG = 40


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge {lang, where, text}: a text, the attribute that holds it or "text", and the language there."""
    del options
    lang, text = facts["lang"], facts["text"]
    if _FILE.match(text) or not text_direction(lang):
        return Verdict(outcome=Outcome.PASSED)
    if text_direction(lang) == "rtl" and main_script(text) == "latn":
        return _judge_latin(facts)
    if (found := _other_in_arabic_script(lang, text)) or (found := _other(lang, text)):
        return _verdict(Outcome.FAILED, ANOTHER, facts, found)
    return Verdict(outcome=Outcome.PASSED)


def _judge_latin(facts: Mapping[str, Any]) -> Verdict:
    words = _WORD.findall(facts["text"])
    english = [word for word in words if word.lower() in _english() and not word.isupper()]
    if english and len(english) >= _HALF * len(words):
        return _verdict(Outcome.FAILED, ENGLISH, facts)
    guess = identify(facts["text"])
    if guess.language and guess.confidence >= _CERTAIN and len(words) > _NAMES:
        return _verdict(Outcome.FAILED, ANOTHER, facts, guess.language)
    if len(words) >= _NAMES and any(word.islower() for word in words):
        return _verdict(Outcome.CANT_TELL, PERHAPS, facts)
    return Verdict(outcome=Outcome.PASSED)


def _other_in_arabic_script(lang: str, text: str) -> str:
    """Return "ar" or "ckb" where letters or words tell one in a page of the other; else ""."""
    if script_of(lang) != "arab":
        return ""
    if is_same_language(lang, "ckb") and not _SORANI.search(text):
        words = set(re.findall(r"\w+", text))
        return "ar" if words and words <= _interface()["ar"] else ""
    return "ckb" if is_same_language(lang, "ar") and identify(text).language == "ckb" else ""


def _other(lang: str, text: str) -> str:
    """Return the language of a text that is long enough and surely in another; "" where it is not."""
    judged = judge_language(lang, text)
    long = sum(char.isalpha() for char in text) >= _LONG
    return judged.found if judged.fit is Fit.OTHER and long else ""


def _verdict(
    outcome: Outcome, message: MessageTemplate, facts: Mapping[str, Any], found: str = ""
) -> Verdict:
    place = _PLACES.get(facts["where"], f"The {facts['where']} of this element")
    words = {"place": place, "lang": facts["lang"], "text": facts["text"], "found": found}
    return Verdict(outcome=outcome, message=message.format(**words))


@cache
def _interface() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("interface.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


@cache
def _english() -> frozenset[str]:
    return _interface()["en"] | common_words()["en"]


RULE = FactRule(
    id=RuleId("untranslated-text"),
    title="Names and words around the text must be in the page's language",
    impact=Impact.SERIOUS,
    criteria=("3.1.2",),
    tags=("wcag2aa", "wcag312", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 200},
    judge=judge,
)
