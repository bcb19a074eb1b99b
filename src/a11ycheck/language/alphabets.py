"""Letters that distinguish languages of one script.

Each alphabet contains the letters of native words. `rare` are letters that occur occasionally: in loan
words, or because the writer used the keyboard of a neighbouring language. Sources:
Unicode CLDR "exemplar characters"; W3C, Arabic & Persian Layout Requirements; the orthography notes on
Central Kurdish, Persian and Urdu of r12a.github.io.
"""

from dataclasses import dataclass
from typing import Final

__all__ = ["ALPHABETS", "Alphabet"]


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
