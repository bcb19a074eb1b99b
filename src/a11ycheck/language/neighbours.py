"""Languages that are close to a larger one, so that a correct sentence is easily taken for it.

The library was trained mostly on the larger language. Where a page declares the smaller one, a person
has to judge.
"""

from typing import Final

from a11ycheck.language.tags import primary_subtag

__all__ = ["is_neighbour"]

_SMALLER: Final = {
    "az": "azb",
    "bn": "as bpy rkt syl",
    "bg": "mk",
    "ca": "oc sc",
    "ceb": "bcl bik hil ilo pag pam war",
    "cs": "dsb hsb sk",
    "da": "fo",
    "de": "als bar frr gsw ksh lb nds pdt pfl stq swg vmf wae",
    "en": "ang bi jam pcm sco tpi",
    "es": "an ast cbk ext gl lad pap",
    "et": "vro",
    "fa": "azb bqi glk haz lrc mzn tg",
    "fi": "krl olo vep",
    "fr": "frp gcf gcr ht oc pcd wa wln",
    "gd": "ga gv",
    "hi": "anp awa bgc bho bra doi dty gom hne mag mai mr mwr ne raj",
    "hr": "bs cnr sl sr",
    "id": "ace ban bew bjn bug jv mad min ms su",
    "is": "fo",
    "it": "co eml fur la lij lld lmo nap pms rgn rm sc scn vec",
    "kk": "kaa krc kum ky nog",
    "lt": "ltg sgs",
    "lv": "ltg",
    "nb": "fo nn",
    "nl": "af fy li nds vls zea",
    "pl": "csb dsb hsb szl",
    "pt": "ast gl kea mwl pov",
    "ro": "rup ruo",
    "ru": "be rue",
    "sr": "bs cnr hr mk sh",
    "tr": "az crh gag tk",
    "tt": "ba",
    "uk": "be rue",
    "ur": "lah pnb skr",
    "zh": "gan hak nan wuu yue",
}
_PAIRS: Final = frozenset(
    (smaller, larger) for larger, names in _SMALLER.items() for smaller in names.split()
)


def is_neighbour(tag: str, found: str) -> bool:
    """Return whether text under a tag may be taken for a larger language, although it is correct."""
    return (primary_subtag(tag), primary_subtag(found)) in _PAIRS
