"""The visual order of a line by the Unicode Bidirectional Algorithm (UAX #9), and runs to isolate in it.

The algorithm is that of python-bidi, which wraps the Rust crate unicode-bidi. It does not mirror brackets;
this module does, as browsers do.
"""

import re
from collections.abc import Iterator
from typing import Final

from bidi import get_display
from bidi.mirror import MIRRORED

__all__ = ["CONTROLS", "isolated", "runs", "same_order", "shown", "shown_part"]

CONTROLS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters that embed, override or isolate, without the marks (LRM, RLM, ALM)."""

_INVISIBLE: Final = re.compile(f"[{CONTROLS}\u200e\u200f\u061c\ufdd0]")
_BASE: Final = {"rtl": "R", "ltr": "L"}
_OPEN: Final = {"rtl": "\u2067", "ltr": "\u2066"}
# A combining mark has the level of the character before it; at a right-to-left level it comes first. A mark
# after each bracket therefore shows whether the bracket must be mirrored.
_MARK: Final = "\u0332"
# The same mark for the characters of a part that is looked for.
_PART: Final = "\u0333"
# A mark would hide that a separator joins two digits to one number (rule W4). It is between them in visual
# order, too, so that it needs none; another character of its class takes its place.
_SEPARATOR: Final = re.compile(r"(?<=\d)[+\-\u2212,./:\u00a0\u060c](?=\d)")
_UNMARKED: Final = dict(
    zip(
        "+-\u2212,./:\u00a0\u060c",
        "\uff0b\uff0d\u207b\uff0c\uff0e\uff0f\uff1a\u202f\ufe50",
        strict=True,
    )
)
_MARKED: Final = {other: char for char, other in _UNMARKED.items()}
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


def shown_part(text: str, start: int, end: int, direction: str) -> str:
    """Return the characters of a part of a line in visual order, with "…" where others are between them.

    A part begins and ends outside numbers.
    """
    plain = text.replace(_MARK, "\u0331").replace(_PART, "\u0331")
    separators = {match.start() for match in _SEPARATOR.finditer(plain)}
    marked = "".join(
        _UNMARKED[char]
        if at in separators
        else char
        if _INVISIBLE.match(char)
        else char + (_PART if start <= at < end else _MARK)
        for at, char in enumerate(plain)
    )
    display = iter(_INVISIBLE.sub("", str(get_display(marked, base_dir=_BASE.get(direction)))))
    found: list[str] = []
    between = ""
    is_inside = False
    # Each other character has one mark, before it at a right-to-left level and behind it at another.
    for one in display:
        if one in _MARKED:
            char = _MARKED[one]
        else:
            two = next(display, "")
            is_turned = one in {_PART, _MARK}
            char, is_inside = (two, one == _PART) if is_turned else (one, two == _PART)
            char = MIRRORED.get(char, char) if is_turned else char
        if is_inside:
            found.append(between + char)
            between = ""
        else:
            between = "…" if found else ""
    return "".join(found)


def same_order(text: str, direction: str, other: str) -> bool:
    """Return whether the visual order of a line is the same in two directions."""
    return shown(text, direction) == shown(text, other)


def isolated(text: str, start: int, end: int, direction: str) -> str:
    """Return the text with a part of it isolated, as by an element with `dir`."""
    return f"{text[:start]}{_OPEN[direction]}{text[start:end]}\u2069{text[end:]}"


_LETTER: Final = "A-Za-z\u00c0-\u024f"
# Before a letter, after a space, a quotation mark or a bracket: "/water", "./docs", ".github", "~/site".
_PATH: Final = r"(?<![^\s\"'\u00ab(\[])(?:~?/|\.{1,2}/|\.)(?=\w)"
# Characters between two letters or digits belong to the token: a file name, a URL, a range, a date.
_TOKEN: Final = (
    rf"(?:--|[+\-\u2212#@]|{_PATH})?[{_LETTER}0-9](?:[{_LETTER}0-9]|[.,:/@&+\-\u2013'\u2019_#=?~%]{{1,3}}(?=[{_LETTER}0-9]))*"
    r"(?:%|\++(?!\w)|\(\)|/(?![^\s\"'\u00bb)\],.\u060c]))?"
)
_RUN: Final = re.compile(rf"(?<![{_LETTER}0-9]){_TOKEN}(?:[ \u00a0]{_TOKEN})*")
# Words to which a preceding number belongs; before any other word, it is a year or a count in the sentence.
_AFTER_NUMBER: Final = re.compile(
    r"(?:[kKMGT]?i?(?:B|b|bit|bits|bytes?)(?:/s)?|px|pixels?|ms|s|em|rem|pt|dpi|[kKcm]?m|[MG]?Hz|to|of"
    r"|CSS|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b"
)
_LEADING: Final = re.compile(rf"([^ \u00a0{_LETTER}]+)[ \u00a0](?=[{_LETTER}])")
_WORD: Final = re.compile(f"[{_LETTER}]")
_PHONE: Final = 9
_PLAIN_NUMBER: Final = re.compile(r"[0-9]+")


def runs(text: str) -> list[tuple[str, bool]]:
    """Return the pieces of a text, each with whether it has to be isolated as left-to-right.

    These are Latin words with the numbers between them, URLs, file names, ranges, signed numbers and
    percentages. A plain number is not isolated: it cannot be reordered.
    """
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _RUN.finditer(text):
        for start, stop in _parts(match):
            if not _PLAIN_NUMBER.fullmatch(text, start, stop):
                pieces += [(text[end:start], False), (text[start:stop], True)]
                end = stop
    pieces.append((text[end:], False))
    return [(piece, isolated) for piece, isolated in pieces if piece]


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """Return a run as one part if it contains words or is a phone number; otherwise each number separately.

    Other sequences of numbers are read from right to left, and so is a year before a name.
    """
    start, stop = match.span()
    text = match[0]
    digits = sum(letter.isdigit() for letter in text)
    if not _WORD.search(text) and text[0] != "+" and digits < _PHONE:
        numbers = re.finditer(r"[^ \u00a0]+", text)
        return [(start + part.start(), start + part.end()) for part in numbers]
    number = _LEADING.match(text)
    if number is None or _AFTER_NUMBER.match(text, number.end()):
        return [(start, stop)]
    return [(start, start + number.end(1)), (start + number.end(), stop)]
