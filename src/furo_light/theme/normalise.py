"""The words of a text as a search compares them: without marks, variants of letters, articles.

Readers type Arabic script as their keyboard has it: with one alef or another, Arabic or Persian yeh and
kaf, with vowel signs or without, digits of three kinds. All of these become one form here. The rules
are data, and `search.js` gets the same data, so that the page asks for the same words that the build
wrote down.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

__all__ = ["RULES", "normalised", "words"]

_MARKS: Final = (
    r"[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    r"\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]"
)
"""Accents, vowel signs, the tatweel, joiners and signs of direction: they make no other word."""

_LETTERS: Final = (
    "\u0671\u0627 \u0649\u064a \u06cc\u064a \u06a9\u0643 "
    "\u0629\u0647 \u06d5\u0647 \u06be\u0647 \u06c1\u0647"
)
"""Pairs of a letter and the one that it is taken for: alef wasla, alef maksura, Persian yeh and keheh,
the forms of heh."""

_SEPARATORS: Final = (
    r"[\s!-\/:-@\[-^`{-~\u00a0-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3000-\u3020\uff00-\uff0f\uff1a-\uff20]+"
)
"""What stands between words. The underscore is part of a name in code."""

_SCRIPTS_WITHOUT_SPACES: Final = (
    r"[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: pairs of letters stand for their words."""

_ARTICLES: Final = (
    r"^(?:\u0648?(?:\u0627\u0644|\u0628\u0627\u0644|\u0643\u0627\u0644|\u0641\u0627\u0644)"
    r"|\u0648?\u0644\u0644)(?=.{3})"
)
"""The Arabic article, with what is written together with it."""

RULES: Final = {
    "marks": _MARKS,
    "letters": _LETTERS,
    "separators": _SEPARATORS,
    "pairs": _SCRIPTS_WITHOUT_SPACES,
    "articles": _ARTICLES,
}
"""The rules as regular expressions that Python and JavaScript read alike, for `search.js`."""

_DIGITS: Final = {
    zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)
}
_TABLE: Final = {**_DIGITS, **{ord(pair[0]): pair[1] for pair in _LETTERS.split()}}
_LONGEST: Final = 40


def normalised(text: str) -> str:
    """Return a text in lower case, with one form for each letter and digit, without marks."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.sub(_MARKS, "", plain).translate(_TABLE)


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, normalised, in their order; words that are too long are cut."""
    for word in re.split(_SEPARATORS, normalised(text)):
        if re.search(_SCRIPTS_WITHOUT_SPACES, word):
            yield from (word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        elif word:
            yield re.sub(_ARTICLES, "", word)[:_LONGEST]
            if "_" in word.strip("_"):
                yield from (part[:_LONGEST] for part in word.split("_") if part)
