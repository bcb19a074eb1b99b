"""Letters: the script of each by Unicode, and the alphabets that distinguish languages of one script.

Each alphabet contains the letters of native words. `rare` are letters that occur occasionally: in loan
words, or because the writer used the keyboard of a neighbouring language. Sources:
Unicode CLDR "exemplar characters"; W3C, Arabic & Persian Layout Requirements; the orthography notes on
Central Kurdish, Persian and Urdu of r12a.github.io.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = [
    "ALPHABETS",
    "Alphabet",
    "count_scripts",
    "main_script",
    "script_of_letter",
    "weigh_scripts",
]

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
# Latin letters that say as much as one character of a script: a syllable has two or three.
_DENSE: Final = {"hang": 2, "hani": 3, "hira": 2, "kana": 2}
_TATWEEL: Final = "\u0640"  # a letter by Unicode, which identifies no language


@lru_cache(maxsize=4096)
def script_of_letter(character: str) -> str:
    """Return the ISO 15924 code in lower case: "zyyy" for an unknown script, "" for what is no letter."""
    if unicodedata.category(character)[0] != "L" or character == _TATWEEL:
        return ""
    return _NAMES.get(unicodedata.name(character, "").partition(" ")[0].lower(), "zyyy")


def count_scripts(text: str) -> Mapping[str, int]:
    """Return the number of letters of each script in the text."""
    counts: Counter[str] = Counter()
    for character, number in Counter(text).items():
        if script := script_of_letter(character):
            counts[script] += number
    return counts


def weigh_scripts(counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the numbers of letters with those multiplied that are a syllable or a word each."""
    return {script: number * _DENSE.get(script, 1) for script, number in counts.items()}


@lru_cache(maxsize=8192)
def main_script(text: str, *, share: float = 0.5) -> str:
    """Return the script of more than `share` (0 to 1) of the letters; "" if there is none."""
    counts = count_scripts(text)
    if not counts:
        return ""
    script, most = max(counts.items(), key=lambda item: item[1])
    return script if most > share * sum(counts.values()) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphabet:
    """The letters of a language, in lower case; `script` is an ISO 15924 code."""

    script: str
    letters: frozenset[str]
    rare: frozenset[str] = frozenset()


# Letters that all these languages share.
_SHARED: Final = "ابتجحخدرزسشعغفقلمنو"
_OF_ARABIC: Final = "ثذصضطظ"
_ASCII: Final = "abcdefghijklmnopqrstuvwxyz"


def _arabic(letters: str, rare: str = "") -> Alphabet:
    return Alphabet(script="arab", letters=frozenset(_SHARED + letters), rare=frozenset(rare))


def _latin(beside: str, rare: str = "") -> Alphabet:
    letters = frozenset(_ASCII + beside) - frozenset(rare)
    return Alphabet(script="latn", letters=letters, rare=frozenset(rare))


ALPHABETS: Final = {
    "ar": _arabic(_OF_ARABIC + "ءآأؤإئكهةىي", "پچژگڤیک"),
    "fa": _arabic(_OF_ARABIC + "ءآئؤپچژکگهی", "أةۀكي"),
    "ckb": _arabic("ئپچڕژڤکگڵۆەھهیێ", "كيىء"),
    "ur": _arabic(_OF_ARABIC + "ءآئؤپچژکگھہیےٹڈڑںۂۓ", "أةهكي"),
    "ps": _arabic(_OF_ARABIC + "ءآئپچژکګهیټځڅډړږښڼېۍ", "أؤةكيگى"),
    "ug": _arabic("ئپچژكگڭھەوۇۆۈۋېىي", ""),
    "sd": _arabic(_OF_ARABIC + "ءآئپچگڪهيٻڀٺٽٿڃڄڇڌڏڊڍڙڦکڳڱڻ", "ةیھ"),
    "azb": _arabic(_OF_ARABIC + "ءآئؤپچژکگهیۆۇ", "كيأ"),
    "mzn": _arabic(_OF_ARABIC + "ءآئؤپچژکگهی", "أةۀكي"),
    "lrc": _arabic(_OF_ARABIC + "ئآپچژکگھهیۊۉ", "أةۀكي"),
    "kmr": _latin("çêîşû"),
    "en": _latin("", "éèêëïöçñ"),
}
# By language in Latin script: letters in addition to a to z, and letters that it does not use.
_BESIDE_ASCII: Final = """
af êëéèîïôöû
az çəğıöşü -w
ca àçéèíïóòúü
cs áčďéěíňóřšťúůýž
cy âêîôûŵŷ -kqvxz
da æøåé
de äöüß
diq çêîşûğıü
eo ĉĝĥĵŝŭ -qwxy
es áéíñóúü
et äõöüšž
eu ñç
fi äöåšž
fr àâæçéèêëîïôœùûüÿ
hr čćđšž
hu áéíóöőúüű
id é
is áðéíóúýþæö
it àèéìíòóù
la āēīōū
lt ąčęėįšųūž -qwx
lv āčēģīķļņšūž -qwxy
ms é
nb æøåéòôâ
nl éëïóöüè
pl ąćęłńóśźż -qx
pt áâãàçéêíóôõúü
ro ăâîșțşţ
sk áäčďéíĺľňóôŕšťúýž
sl čšž -qwxy
sq çë -w
sv åäöé
tk çäžňöşüý -cqvx
tr çğıöşü -qwx
uz ʻ -w
vi àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ -fjwz
"""
for _language, *_letters in map(str.split, _BESIDE_ASCII.strip().splitlines()):
    _beside, _missing = _letters[0], "".join(_letters[1:]).removeprefix("-")
    ALPHABETS[_language] = _latin(_beside, _missing)
