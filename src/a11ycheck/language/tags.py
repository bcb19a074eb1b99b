"""Language tags (BCP 47): the language they name, the script it is written in, and its direction."""

import re
from functools import lru_cache
from typing import Final

__all__ = [
    "ARABIC_SCRIPT",
    "is_same_language",
    "primary_subtag",
    "script_of",
    "text_direction",
]

# Scripts that run from the right (Unicode Standard, bidi classes R and AL), by ISO 15924 code.
_RIGHT_TO_LEFT: Final = """
adlm arab aran armi avst chrs cprt elym hatr hebr hung khar lydi mand mani mend merc mero narb nbat
nkoo orkh ougr palm phli phlp phnx prti rohg samr sarb sogd sogo syrc thaa yezi
"""
_RTL_SCRIPTS: Final = frozenset(_RIGHT_TO_LEFT.split())
_ARABIC: Final = """
acm acq acw adf aeb afb ajp apc apd ar arb arq ars ary arz ayl ayn azb bal bgn bqi brh ckb fa fia glk
gju haz hnd hno khw ks lah lki lrc luz mvy mzn ota pbt pes phr pnb prd prs ps sd sdh shu skr trw ug ur
uzs
"""

ARABIC_SCRIPT: Final = frozenset(_ARABIC.split())
"""Languages whose usual script is Arabic (CLDR "likely subtags"), but for `ku`, which is in two scripts."""

# The other languages whose usual script runs from the right (CLDR "likely subtags").
_OTHER_SCRIPTS: Final = {
    "arc": "syrc", "dv": "thaa", "he": "hebr", "iw": "hebr", "ji": "hebr", "lad": "hebr",
    "mid": "mand", "nqo": "nkoo", "rhg": "rohg", "sam": "samr", "syr": "syrc", "yi": "hebr",
}  # fmt: skip
_TWO_SCRIPTS: Final = frozenset({"ku"})
# Tags that name the same language, or one of which is a written form of the other: a text in the one is no
# mistake under the other (ISO 639-3 macrolanguages, and names that BCP 47 deprecates).
_GROUPS: Final = tuple(
    frozenset(group.split())
    for group in (
        "acm aeb ajp apc ar arb arq ars ary arz shu",
        "fa pes prs",
        "ps pbt pst pbu",
        "az azb azj",
        "ckb sdh",
        "da nb nn no",
        "bs cnr hbs hr sh sr",
        "id in ms zsm",
        "cdo cmn hak nan wuu yue zh",
        "he iw",
        "ji yi",
        "fil tl",
        "mo ro",
        "et ekk",
        "lv lvs",
        "als sq",
        "mn khk",
        "uz uzn",
        "lah pa pnb skr ur",
        "hi bh bho mai mr ne",
    )
)
_SCRIPT: Final = re.compile(r"[a-z]{4}")


def primary_subtag(tag: str) -> str:
    """Return the first subtag in small letters: "ckb" of "ckb-IQ"; an underscore stands for a hyphen."""
    return tag.strip().lower().replace("_", "-").partition("-")[0]


@lru_cache(maxsize=1024)
def script_of(tag: str) -> str:
    """Return the ISO 15924 code in small letters; "" where neither the tag nor the language tells.

    Only scripts that run from the right are known for languages without a script subtag: the
    others all run from the left, and what is asked of them here is nothing else.
    """
    language, *subtags = tag.strip().lower().replace("_", "-").split("-")
    if script := next((item for item in subtags if _SCRIPT.fullmatch(item)), ""):
        return script
    return "arab" if language in ARABIC_SCRIPT else _OTHER_SCRIPTS.get(language, "")


def text_direction(tag: str) -> str:
    """Return "rtl" or "ltr" for a tag such as `ckb`, `pa_Arab` or `ar-IQ`; "" where it leaves it open.

    The script decides: that of a subtag, or else the language's usual one. Bare `ku` can be either.
    """
    script = script_of(tag)
    if not script and primary_subtag(tag) in _TWO_SCRIPTS:
        return ""
    return "rtl" if script in _RTL_SCRIPTS else "ltr"


def is_same_language(tag: str, other: str) -> bool:
    """Return whether text in the one language may stand under the tag of the other.

    True for equal primary subtags, for a macrolanguage and its members, and for `ku` beside any
    written form of Kurdish.
    """
    one, two = primary_subtag(tag), primary_subtag(other)
    if one == two or any({one, two} <= group for group in _GROUPS):
        return True
    return two in _forms_of_kurdish(tag) or one in _forms_of_kurdish(other)


def _forms_of_kurdish(tag: str) -> frozenset[str]:
    """Return the written languages that a tag for Kurdish as a whole can mean; none for another tag."""
    if primary_subtag(tag) != "ku":
        return frozenset()
    return frozenset({"kmr"}) if script_of(tag) == "latn" else frozenset({"ckb", "kmr", "sdh"})
