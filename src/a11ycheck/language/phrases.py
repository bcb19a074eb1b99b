"""Phrases that say nothing on their own: link texts such as "here", and labels such as "Info"."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["fold_phrase", "is_format_name", "is_vague_label", "is_vague_link", "link_words"]

# Arabic letters that keyboards produce as different characters.
_SAME = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك"})
# Signs of code are part of a name: "$INFO", "\more", "--link", "@here", "<link>", "more()". In "link(2)" it
# is the section of a manual.
_CODE = re.compile(r"^(?:[$\\@%&#_]|--)\w|^<\w+>$|\w\(\)$|^[a-z]+\(\d\w{0,2}\)$")
# A tatweel only stretches a word.
_TATWEEL = "\u0640"
_NO_LETTERS = re.compile(r"[\W\d_]+")


def is_vague_link(text: str) -> bool:
    """Return whether a link text says nothing about a target; "$INFO" and "info()" are names in code."""
    phrase = fold_phrase(text)
    links = _phrases()["links"]
    is_vague = phrase in links or _notice().sub("", phrase) in links
    return is_vague and not _CODE.search(text.strip())


def is_vague_label(text: str) -> bool:
    """Return whether the label of a text field says nothing about what to enter."""
    return fold_phrase(text) in _phrases()["labels"]


def is_format_name(text: str) -> bool:
    """Return whether a text is nothing but the name of a file format."""
    return fold_phrase(text) in _phrases()["formats"]


def link_words() -> frozenset[str]:
    """Return the words of all texts that are vague links, notices or names of formats, folded."""
    kinds = ("links", "notices", "formats")
    return frozenset(word for kind in kinds for text in _phrases()[kind] for word in text.split())


@cache
def _notice() -> re.Pattern[str]:
    """Return the pattern of a notice, such as that of a new window, at the end of a folded text."""
    return re.compile(rf" (?:{'|'.join(sorted(_phrases()['notices']))})$")


@cache
def _phrases() -> Mapping[str, frozenset[str]]:
    text = (files("a11ycheck.language") / "phrases.toml").read_text(encoding="utf-8")
    kinds = tomllib.loads(text)
    return {
        kind: frozenset(fold_phrase(phrase) for phrases in lists.values() for phrase in phrases)
        for kind, lists in kinds.items()
    }


# Rules fold the names of links and the texts around them again and again.
@lru_cache(maxsize=16_384)
def fold_phrase(text: str) -> str:
    """Return the letters without case, punctuation, vowel signs and variants of the same letter."""
    if text.isascii():
        return _NO_LETTERS.sub(" ", text.lower()).strip()
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        sign
        for sign in parts
        if unicodedata.category(sign) not in {"Mn", "Cf"} and sign != _TATWEEL
    )
    return _NO_LETTERS.sub(" ", kept.translate(_SAME)).strip()
