"""The direction in which a language is written."""

from typing import Final

from babel import Locale, UnknownLocaleError

__all__ = ["text_direction"]

RTL_SCRIPTS: Final = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)
"""ISO 15924 codes of the scripts in living use that run from right to left."""

RTL_WITHOUT_CLDR: Final = frozenset({"arc", "azb", "glk", "pnb"})
"""Languages in such a script that Babel has no data for."""


def text_direction(language: str) -> str:
    """Return the value of `dir` for a language code such as `ckb`, `pa_Arab` or `ar-IQ`.

    The direction is CLDR's, through Babel; a script in the code decides before the language.
    """
    language, *subtags = language.replace("-", "_").split("_")
    if {subtag.title() for subtag in subtags} & RTL_SCRIPTS or language in RTL_WITHOUT_CLDR:
        return "rtl"
    try:
        return Locale.parse("_".join((language, *subtags))).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
