"""The visual order of a line, by the Unicode Bidirectional Algorithm (UAX #9).

The algorithm is that of python-bidi, which wraps the Rust crate unicode-bidi. It does not mirror brackets;
this module does, as browsers do.
"""

import re
from collections.abc import Iterator
from typing import Final

from bidi import get_display
from bidi.mirror import MIRRORED

__all__ = ["CONTROLS", "isolated", "same_order", "shown"]

CONTROLS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters that embed, override or isolate, without the marks (LRM, RLM, ALM)."""

_INVISIBLE: Final = re.compile(f"[{CONTROLS}\u200e\u200f\u061c\ufdd0]")
_BASE: Final = {"rtl": "R", "ltr": "L"}
_OPEN: Final = {"rtl": "\u2067", "ltr": "\u2066"}
# A combining mark has the level of the character before it; at a right-to-left level it comes first. A mark
# after each bracket therefore shows whether the bracket must be mirrored.
_MARK: Final = "\u0332"
_BRACKETS: Final = re.compile("[" + re.escape("".join(MIRRORED)) + "]")


def shown(text: str, direction: str) -> str:
    """Return the characters of a line in visual order, without invisible ones.

    `direction` is that of the line: "rtl", "ltr", or "" for that of its first letter.
    """
    marked = _BRACKETS.sub(lambda match: match[0] + _MARK, text.replace(_MARK, "\u0331"))
    lines = (get_display(line, base_dir=_BASE.get(direction)) for line in marked.split("\n"))
    return _INVISIBLE.sub("", "".join(_turned("\n".join(map(str, lines)))))


def _turned(display: str) -> Iterator[str]:
    """Yield the characters in visual order, without marks and with mirrored brackets."""
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
    """Return whether the visual order of a line is the same in two directions."""
    return shown(text, direction) == shown(text, other)


def isolated(text: str, start: int, end: int, direction: str) -> str:
    """Return the text with a part of it isolated, as by an element with `dir`."""
    return f"{text[:start]}{_OPEN[direction]}{text[start:end]}\u2069{text[end:]}"
