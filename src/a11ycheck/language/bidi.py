"""The order in which a line is shown, by the Unicode Bidirectional Algorithm (UAX #9).

The algorithm itself is that of python-bidi, which wraps the Rust crate unicode-bidi. That one does not turn
brackets around; here they are, as a browser shows them.
"""

import re
from collections.abc import Iterator
from typing import Final

from bidi import get_display
from bidi.mirror import MIRRORED

__all__ = ["CONTROLS", "isolated", "same_order", "shown"]

CONTROLS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters that embed, override or isolate; marks (LRM, RLM, ALM) are none of them."""

_INVISIBLE: Final = re.compile(f"[{CONTROLS}\u200e\u200f\u061c\ufdd0]")
_BASE: Final = {"rtl": "R", "ltr": "L"}
_OPEN: Final = {"rtl": "\u2067", "ltr": "\u2066"}
# A combining mark has the level of the character before it; where that is from the right, it comes first.
# So a mark behind each bracket tells which way the bracket must be turned.
_MARK: Final = "\u0332"
_BRACKETS: Final = re.compile("[" + re.escape("".join(MIRRORED)) + "]")


def shown(text: str, direction: str) -> str:
    """Return a line's characters from left to right as they are shown, without those that have no shape.

    `direction` is the line's own: "rtl", "ltr", or "" for that of its first letter.
    """
    marked = _BRACKETS.sub(lambda match: match[0] + _MARK, text.replace(_MARK, "\u0331"))
    lines = (get_display(line, base_dir=_BASE.get(direction)) for line in marked.split("\n"))
    return _INVISIBLE.sub("", "".join(_turned("\n".join(map(str, lines)))))


def _turned(display: str) -> Iterator[str]:
    """Yield the characters of a display order without marks, with brackets that face the right way."""
    characters = iter(display)
    for char in characters:
        if char == _MARK:
            bracket = next(characters, "")
            yield MIRRORED.get(bracket, bracket)
        else:
            yield char
            if char in MIRRORED:
                next(characters, "")


def same_order(text: str, direction: str, other: str) -> bool:
    """Return whether a line looks the same in two directions."""
    return shown(text, direction) == shown(text, other)


def isolated(text: str, start: int, end: int, direction: str) -> str:
    """Return the text with a part of it isolated, as an element with `dir` would do."""
    return f"{text[:start]}{_OPEN[direction]}{text[start:end]}\u2069{text[end:]}"
