"""Labels and interface text are in the language of the page.

## What it checks

`aria-label`, `alt`, `title`, `placeholder`, `aria-description`, `aria-roledescription`, the labels
of form buttons, and text outside the main content, against the language in effect there.

The rule fails if such a text is certainly in another language: English words on a right-to-left
page ("Search", "Link to this heading", an English `alt`), a sentence that is certainly in another
language, or Arabic interface words on a Kurdish page and vice versa. Several words in Latin letters
that may be names are `cantTell`. A single word that is not known as English, a word with a prefix
or suffix of the page's language, a file name, a URL, an e-mail address, the name of an icon
("chevron_right"), or an abbreviation passes.

## Why it matters

Authors translate what they see. Text for screen readers stays English, and is read with the wrong
voice or not at all. A button that nobody understands is useless.

## Example

```html
<html lang="ar" dir="rtl"><button aria-label="Search">
```

## Use instead

```html
<html lang="ar" dir="rtl"><button aria-label="بحث">
```

In Sphinx, `language` in `conf.py` selects the translation of the interface; the text of a theme
comes from its catalogue (`locales/<language>/LC_MESSAGES/*.po`). The `alt` of an image in MyST is
in the catalogue of its page. Mark a name that is intentionally in another language with `lang`.

## Known limits

Wrong translations, and words of another language in the same script that are too few to identify.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from a11ycheck.language import (
    RIGHT_TO_LEFT,
    Fit,
    common_words,
    identify,
    is_same_language,
    main_script,
    script_of,
    text_direction,
)
from a11ycheck.model import Dependency, FactRule, Facts, Impact, Message, MessageTemplate, Verdict
from a11ycheck.rules._page.main_language import judge_whole

__all__ = ["RULE", "judge"]

ANOTHER = MessageTemplate("other-language", '{place} "{text}" is in "{found}"; expected "{lang}".')
PERHAPS = MessageTemplate(
    "latin-letters",
    '{place} "{text}" is in Latin letters; expected "{lang}". Review whether it is a name.',
)
PLACES = {"text": Message("text", "Text"), "value": Message("button-label", "Button label")}
ATTRIBUTE = MessageTemplate("attribute", "Attribute {name}")
_FILE = re.compile(r"^[\w./\\-]+\.\w{2,5}$")
# Names of files, folders and hosts, URLs, e-mail addresses and accounts among other words.
_PATHS = re.compile(
    r"""(?<!\S)(?:
        (?:[\w.-]*/)*[\w-]+\.[a-z]{2,5}
        | (?:[\w.-]+/)+
        | \S*(?:@|://)\S+
        | [^\w\s]*(?:[\w-]+\.)+[a-z]{2,}(?:[/:?]\S*|[^\w\s]*)
    )(?!\S)""",
    re.VERBOSE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SORANI = re.compile(r"[ڕڵۆێە]")
_HALF = 0.5
_FEW = 3
# A word with a prefix or suffix of the page's language is one of its words.
_JOINED = r"[\u200c\u200d\u0640-]*"
_MIXED = re.compile(
    rf"\S*(?:[{RIGHT_TO_LEFT}]{_JOINED}[A-Za-z]|[A-Za-z]{_JOINED}[{RIGHT_TO_LEFT}])\S*"
)
# Names of programs and sites that consist of words.
_NAMES = re.compile(
    r"\b(?:App Store|Creative Commons|Free Software Foundation|Google Play|Hacker News|Hugging Face"
    r"|Internet Archive|Internet Explorer|Linux Mint|Material (?:Design|for MkDocs)|Microsoft Edge"
    r"|Open Collective|Python Package Index|Raspberry Pi|Read the Docs|Sphinx Book Theme|Stack Overflow"
    r"|Visual Studio(?: Code)?|Web Content Accessibility Guidelines|World Wide Web|YouTube Music)\b"
)
_CERTAIN = 0.9
_LONG = 40


def judge(facts: Facts, options: object) -> Verdict:
    """Judge {lang, where, text}: the language, the attribute or "text", and the text."""
    lang, text = facts["lang"], _PATHS.sub(" ", facts["text"])
    if _FILE.match(facts["text"]) or not text_direction(lang):
        return Verdict.passed()
    if text_direction(lang) == "rtl" and main_script(text) == "latn":
        return _judge_latin(facts)
    if found := _other_in_arabic_script(lang, text) or _other(lang, text):
        return Verdict.failed(_message(ANOTHER, facts, found))
    return Verdict.passed()


def _judge_latin(facts: Facts) -> Verdict:
    text = _NAMES.sub(" ", _MIXED.sub(" ", _PATHS.sub(" ", facts["text"])))
    words = _WORD.findall(text)
    english = [word for word in words if word.lower() in _english() and not word.isupper()]
    # "Vazir Font" is a name: each word has a capital letter, and one is not known.
    is_name = len(english) < len(words) <= _FEW and all(word[0].isupper() for word in words)
    if english and len(english) >= _HALF * len(words) and not is_name:
        return Verdict.failed(_message(ANOTHER, facts, "en"))
    guess = identify(text)
    if guess.language and guess.confidence >= _CERTAIN and len(words) > _FEW:
        return Verdict.failed(_message(ANOTHER, facts, guess.language))
    if len(words) >= _FEW and any(word.islower() for word in words):
        return Verdict.cant_tell(_message(PERHAPS, facts))
    return Verdict.passed()


def _other_in_arabic_script(lang: str, text: str) -> str:
    """Return "ar" or "ckb" if letters or words identify one on a page in the other, else ""."""
    if script_of(lang) != "arab":
        return ""
    if is_same_language(lang, "ckb") and not _SORANI.search(text):
        words = set(re.findall(r"\w+", text))
        return "ar" if words and words <= _interface()["ar"] else ""
    return "ckb" if is_same_language(lang, "ar") and identify(text).language == "ckb" else ""


def _other(lang: str, text: str) -> str:
    """Return the language of a text that is long enough and certainly in another, else ""."""
    judged = judge_whole(lang, text)
    long = sum(char.isalpha() for char in text) >= _LONG
    return judged.found if judged.fit is Fit.OTHER and long else ""


def _message(template: MessageTemplate, facts: Facts, found: str = "") -> Message:
    where = facts["where"]
    place = PLACES.get(where) or ATTRIBUTE.format(name=where)
    return template.format(place=place, lang=facts["lang"], text=facts["text"], found=found)


@cache
def _interface() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("interface.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


@cache
def _english() -> frozenset[str]:
    return _interface()["en"] | common_words()["en"]


RULE = FactRule(
    id="untranslated-text",
    title="Labels and interface text must be in the language of the page",
    impact=Impact.SERIOUS,
    criteria=("3.1.2",),
    tags=("wcag2aa", "wcag312", "cat.language"),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 200, "long": _LONG},
    judge=judge,
)
