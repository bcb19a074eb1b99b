"""Whether a text is a sentence, and not names, titles or code."""

import re
import unicodedata
from typing import Final

from a11ycheck.language.identify import common_words

__all__ = ["has_grammar", "has_sentence_end", "is_long_as_a_sentence"]

_WORDS: Final = 5
_LETTERS: Final = 20
_LETTERS_WITHOUT_SPACES: Final = 25
# Where a letter is a syllable or a word.
_DENSE_LETTERS: Final = 15
_DENSE: Final = frozenset({"hang", "hani", "hira"})
_WITHOUT_SPACES: Final = frozenset({"khmr", "laoo", "mymr", "thai", "tibt"})
# A full stop after a digit numbers a part.
_END: Final = re.compile(r"(?<!\d)[.!?…؟۔](?=[\"'”’»)\]]*(?:\s|$))|[。！？।]|[:：]$")
# A year makes it likely that a text with full stops names a book.
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_GRAMMAR_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_long_as_a_sentence(text: str, script: str) -> bool:
    """Return whether a text is as long as a sentence, and most of its words have no capital letter."""
    # The vowels of some scripts are marks.
    letters = sum(unicodedata.category(char)[0] in "LM" for char in text)
    if script in _DENSE:
        return letters >= _DENSE_LETTERS
    if script in _WITHOUT_SPACES:
        return letters >= _LETTERS_WITHOUT_SPACES
    firsts = [first for word in text.split() if (first := next(filter(str.isalpha, word), ""))]
    capitals = sum(map(str.isupper, firsts))
    return letters >= _LETTERS and len(firsts) >= _WORDS and 2 * capitals <= len(firsts)


def has_sentence_end(text: str) -> bool:
    """Return whether a text has the punctuation of a sentence, and is no reference to a book."""
    return _END.search(text) is not None and _YEAR.search(text) is None


def has_grammar(text: str, language: str) -> bool:
    """Return whether a text has some of the commonest words of a language, unlike names and code."""
    words = set(_WORD.findall(text.lower()))
    return len(words & common_words().get(language, frozenset())) >= _GRAMMAR_WORDS
