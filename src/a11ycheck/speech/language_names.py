"""The names of languages, as announced where the language changes."""

from collections.abc import Mapping
from typing import Final

from a11ycheck.language import primary_subtag
from a11ycheck.model import Message
from a11ycheck.speech.announcements import Part

__all__ = ["LANGUAGE_TAGS", "language_name"]

_NAMES: Final[Mapping[str, str]] = {
    "ar": "Arabic", "az": "Azerbaijani", "bn": "Bengali", "ckb": "Sorani Kurdish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "kmr": "Kurmanji Kurdish", "ko": "Korean", "ku": "Kurdish", "la": "Latin", "nl": "Dutch",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "so": "Somali",
    "sv": "Swedish", "sw": "Swahili", "syr": "Syriac", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
LANGUAGE_TAGS: Final = tuple(_NAMES)
"""Languages that have a name here."""


def language_name(tag: str) -> Part:
    """Return the name of a language, its tag where no name is known."""
    code = primary_subtag(tag)
    name = _NAMES.get(code)
    return Message(f"language-{code}", name) if name else tag
