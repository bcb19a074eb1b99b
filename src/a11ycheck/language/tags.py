"""Language tags (BCP 47): language, script and direction."""

import re
from functools import lru_cache
from typing import Final

from a11ycheck.language.likely_scripts import likely_script, written_scripts

__all__ = [
    "ARABIC_SCRIPT",
    "is_language_tag",
    "is_same_language",
    "letter_scripts",
    "primary_subtag",
    "script_of",
    "text_direction",
    "written_direction",
]

# Right-to-left scripts (Unicode Standard, bidi classes R and AL), by ISO 15924 code.
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
"""Languages whose default script is Arabic (CLDR "likely subtags"), except `ku`, which has two."""

# The other languages whose default script is right-to-left (CLDR "likely subtags").
_OTHER_SCRIPTS: Final = {
    "arc": "syrc", "dv": "thaa", "he": "hebr", "iw": "hebr", "ji": "hebr", "lad": "hebr",
    "mid": "mand", "nqo": "nkoo", "rhg": "rohg", "sam": "samr", "syr": "syrc", "yi": "hebr",
}  # fmt: skip
_TWO_SCRIPTS: Final = frozenset({"ku"})
# Languages whose script is a right-to-left one in some regions only.
_BY_REGION: Final = frozenset(["az", "ha", "kk", "ky", "ms", "pa", "sd", "tg", "tk", "ug", "uz"])
# Three-letter languages whose script is not right-to-left, which are on many pages.
_LEFT_TO_RIGHT: Final = frozenset(
    ["ast", "ceb", "fil", "hsb", "kab", "kmr", "nds", "und", "yue", "zxx"]
)
# Scripts that consist of others, or are variants of them (ISO 15924).
_COMPOSED: Final = {
    "aran": ("arab",), "hanb": ("hani",), "hans": ("hani",), "hant": ("hani",),
    "jpan": ("hani", "hira", "kana"), "kore": ("hang", "hani"),
}  # fmt: skip
_REGION: Final = re.compile(r"[a-z]{2}|\d{3}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_LONGEST_LANGUAGE: Final = 3
# Tags of the same language, or of a language and its written forms: text in one is correct under the other
# (ISO 639-3 macrolanguages, and subtags that BCP 47 deprecates).
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
    """Return the first subtag in lower case: "ckb" of "ckb-IQ"; underscores count as hyphens."""
    return tag.strip().lower().replace("_", "-").partition("-")[0]


@lru_cache(maxsize=1024)
def script_of(tag: str) -> str:
    """Return the ISO 15924 code in lower case; "" if neither the tag nor the language determines it.

    For languages without a script subtag, only right-to-left scripts are known: all others are
    left-to-right, which is all that callers need.
    """
    language, *subtags = tag.strip().lower().replace("_", "-").split("-")
    if script := next((item for item in subtags if _SCRIPT.fullmatch(item)), ""):
        return script
    default = "arab" if language in ARABIC_SCRIPT else _OTHER_SCRIPTS.get(language, "")
    region = next((item for item in subtags if _REGION.fullmatch(item)), "")
    is_rare = len(language) == _LONGEST_LANGUAGE and not default and language not in _LEFT_TO_RIGHT
    if is_rare or (region and language in _BY_REGION):
        likely = likely_script(language, region)
        return likely if default or likely in _RTL_SCRIPTS else ""
    return default


def letter_scripts(tag: str) -> frozenset[str]:
    """Return the scripts of the letters that text under a tag can have; empty if they are not known.

    Japanese has those of three scripts, Korean those of two. Without a script subtag, these are all scripts
    in which the language is written somewhere.
    """
    script = script_of(tag)
    known = frozenset({script}) if script else written_scripts(primary_subtag(tag))
    return known.union(*(_COMPOSED[script] for script in known if script in _COMPOSED))


def is_language_tag(tag: str) -> bool:
    """Return whether a tag begins like a language of ISO 639; "english" does not."""
    return _LANGUAGE.fullmatch(primary_subtag(tag)) is not None


def written_direction(tag: str, script: str) -> str:
    """Return the direction of text in a script under a tag, "" if it is ambiguous.

    The script decides if the tag names none and the language is written in it somewhere, or is not known.
    """
    direction = text_direction(tag)
    other = "rtl" if script in _RTL_SCRIPTS else "ltr"
    if not script or not direction or other == direction or _names_script(tag):
        return direction
    known = written_scripts(primary_subtag(tag))
    return other if script in known or not known else direction


def _names_script(tag: str) -> bool:
    return any(_SCRIPT.fullmatch(item) for item in tag.lower().replace("_", "-").split("-")[1:])


def text_direction(tag: str) -> str:
    """Return "rtl" or "ltr" for a tag such as `ckb`, `pa_Arab` or `ar-IQ`; "" if it is ambiguous.

    The script determines the direction: that of a subtag, otherwise the default of the language. Bare `ku`
    can be either.
    """
    script = script_of(tag)
    if not script and primary_subtag(tag) in _TWO_SCRIPTS:
        return ""
    return "rtl" if script in _RTL_SCRIPTS else "ltr"


@lru_cache(maxsize=4096)
def is_same_language(tag: str, other: str) -> bool:
    """Return whether text in one language is correct under the tag of the other.

    True for equal primary subtags, for a macrolanguage and its members, and for `ku` and any written form
    of Kurdish.
    """
    one, two = primary_subtag(tag), primary_subtag(other)
    if one == two or any({one, two} <= group for group in _GROUPS):
        return True
    return two in _forms_of_kurdish(tag) or one in _forms_of_kurdish(other)


def _forms_of_kurdish(tag: str) -> frozenset[str]:
    """Return the written languages that a tag for Kurdish can mean; empty for other tags."""
    if primary_subtag(tag) != "ku":
        return frozenset()
    return frozenset({"kmr"}) if script_of(tag) == "latn" else frozenset({"ckb", "kmr", "sdh"})
