"""The scripts of the letters in a text, by Unicode."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

__all__ = ["count_scripts", "is_letter", "main_script", "script_of_letter"]

# The first word of a letter's name in the Unicode Character Database is its script, with these exceptions.
_NAMES: Final = {
    "arabic": "arab", "armenian": "armn", "bengali": "beng", "cjk": "hani", "cyrillic": "cyrl",
    "devanagari": "deva", "ethiopic": "ethi", "georgian": "geor", "greek": "grek", "gujarati": "gujr",
    "gurmukhi": "guru", "hangul": "hang", "hebrew": "hebr", "hiragana": "hira", "kannada": "knda",
    "katakana": "kana", "khmer": "khmr", "lao": "laoo", "latin": "latn", "malayalam": "mlym",
    "mongolian": "mong", "myanmar": "mymr", "nko": "nkoo", "oriya": "orya", "sinhala": "sinh",
    "syriac": "syrc", "tamil": "taml", "telugu": "telu", "thaana": "thaa", "thai": "thai",
    "tibetan": "tibt",
}  # fmt: skip
# Tatweel and the marks above letters are in the same block, but do not identify a language.
_NO_LETTERS: Final = frozenset("\u0640")


def is_letter(character: str) -> bool:
    """Return whether a character is a letter, not a digit, mark, symbol or tatweel."""
    return unicodedata.category(character)[0] == "L" and character not in _NO_LETTERS


@lru_cache(maxsize=4096)
def script_of_letter(character: str) -> str:
    """Return the ISO 15924 code in lower case; "zyyy" for letters of unknown scripts."""
    if not is_letter(character):
        return ""
    return _NAMES.get(unicodedata.name(character, "").partition(" ")[0].lower(), "zyyy")


def count_scripts(text: str) -> Mapping[str, int]:
    """Return the number of letters of each script in the text."""
    return Counter(script for script in map(script_of_letter, text) if script)


def main_script(text: str, *, share: float = 0.5) -> str:
    """Return the script of more than `share` (0 to 1) of the letters; "" if there is none."""
    counts = count_scripts(text)
    if not counts:
        return ""
    script, most = max(counts.items(), key=lambda item: item[1])
    return script if most > share * sum(counts.values()) else ""
