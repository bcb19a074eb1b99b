"""Bounds for texts that come from a page: no page can make a report or the cache large.

The types of the model apply them when they are made, so every text is bounded from where it enters.
"""

import hashlib
from typing import Final

__all__ = ["MAX_ITEMS", "MAX_TEXT", "clip", "clip_name", "is_clipped"]

MAX_TEXT: Final = 2_000
"""Characters of a text that are kept."""
MAX_ITEMS: Final = 100
"""Items of a list in a message that are kept."""

_ELLIPSIS = "…"
_DIGITS = 12


def clip(text: str) -> str:
    """Return a text for people, cut after `MAX_TEXT` characters."""
    is_short = len(text) <= MAX_TEXT or (len(text) == MAX_TEXT + 1 and text[-1] == _ELLIPSIS)
    return text if is_short else f"{text[:MAX_TEXT]}{_ELLIPSIS}"


def clip_name(text: str) -> str:
    """Return a text that distinguishes things, cut as by `clip`, with a hash of what was cut off."""
    if len(text) <= MAX_TEXT or is_clipped(text):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{text[:MAX_TEXT]}{_ELLIPSIS}{digest}"


def is_clipped(name: str) -> bool:
    """Return whether `clip_name` cut the text."""
    return len(name) == MAX_TEXT + 1 + _DIGITS and name[MAX_TEXT] == _ELLIPSIS
