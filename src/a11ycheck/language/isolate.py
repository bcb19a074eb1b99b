"""Find left-to-right runs in right-to-left text."""

import re
from typing import Final

__all__ = ["runs"]

_LETTER: Final = "A-Za-z\u00c0-\u024f"
# Characters between two letters or digits belong to the token: a file name, a URL, a range, a date.
_TOKEN: Final = (
    rf"[+\-\u2212#@]?[{_LETTER}0-9](?:[{_LETTER}0-9]|[.,:/@&+\-\u2013'\u2019_#=?~%]{{1,3}}(?=[{_LETTER}0-9]))*"
    r"(?:%|\++(?!\w))?"
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
