"""Runs of the opposite direction that are reordered because they are not isolated.

A run is judged by its visual order: the line as it is, compared with the same line with the run isolated.
The run is misplaced only if the two differ. A run consists of its words and the punctuation attached to
them ("C++", ".env", "print()"), without the full stop or the brackets of the surrounding sentence. A line
of code is one run with all its signs, because no sentence surrounds it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from a11ycheck.language.bidi import isolated, shown, shown_part
from a11ycheck.language.letters import script_of_letter
from a11ycheck.language.tags import text_direction

__all__ = ["RIGHT_TO_LEFT", "Misplaced", "find_misplaced"]

BOUNDARY: Final = "\ufdd0"
"""A noncharacter that marks where an inline element begins or ends."""

CODE: Final = ("\ufdd1", "\ufdd2")
"""Noncharacters that mark where code begins and ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A reordered run: as written, in visual order, and whether that is certain."""

    run: str
    shown: str
    sure: bool


# Left-to-right letters, digits and attached punctuation; no white space, no control characters.
RIGHT_TO_LEFT: Final = (
    "\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
)
"""The ranges of right-to-left letters, for a class of a regular expression."""

_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_CHUNK: Final = re.compile(rf"[^\s{RIGHT_TO_LEFT}،؛؟٪\u2066-\u2069\u202a-\u202e\ufdd0\ufffc]+")
_CONTINUES: Final = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f0-9]")
_LEADING: Final = "\"'`“”«»‘’‹›،,;:!?…–—·•†‡)]}"
_TRAILING: Final = "\"'`“”«»‘’‹›،.,;:!?…–—·•*†‡-([{"
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
# Placeholders that a program replaces; no reader sees them.
_PLACEHOLDER: Final = re.compile(r"%(?:\(\w+\)|\d+\$)?[-#0 +]*[\d.*]*[a-zA-Z]|\{[\w.:!]*\}|%%")
# A part of a longer expression, such as the network 192.168.0.0/24, is no number of its own.
_PHONE: Final = re.compile(
    r"(?<![\w.])(?<!\d[/:,])\+?\(?\d[\d() .\u00a0-]{6,}\d(?!\w|[/:,.]\w)|\+\d{7,}"
)
_DATE: Final = re.compile(
    r"(?<![\w-])(?<!\d[/:.,])(?:\d{4}-\d\d?-\d\d?|\d\d?-\d\d?-\d{4})(?![\w-]|[/:.,]\d)"
)
_RANGE: Final = re.compile(
    r"(?<![\w.,/-])\d+(?:[.,]\d+)?(?: ?[-–—×] ?\d+(?:[.,]\d+)?){1,2}(?![\w.,/-]*\w)"
)
_SIZE: Final = re.compile(
    r"(?<![\w.])\d[\d.,]* (?:[kKMGTP]i?[bB](?:/s|ps|it/s)?|bytes?|[kMG]?bit/s|[kcm]?m|k?g|mg|"
    r"[kMG]?Hz|px|em|rem|dpi|fps|ms|kWh|AM|PM)(?!\w)"
)
_NUMBERS: Final = ((_DATE, False), (_PHONE, True), (_SIZE, True), (_RANGE, False))
_ISOLATED: Final = re.compile(r"[\u2066-\u2068][^\u2066-\u2069]*\u2069")


def find_misplaced(line: str, direction: str) -> tuple[Misplaced, ...]:
    """Return the misplaced runs of a line in a paragraph with the direction "rtl" or "ltr".

    Isolates in the line (U+2066 to U+2069) represent elements that isolate; their content is ignored.
    BOUNDARY marks where an inline element begins or ends, CODE where code does.
    """
    code = [match.span("code") for match in _CODE.finditer(line)]
    line = _ENDS_OF_CODE.sub(BOUNDARY, line)
    runs = _in_rtl(line, code) if direction == "rtl" else _in_ltr(line)
    plain = line.replace(BOUNDARY, "")
    found: list[Misplaced] = []
    for first, last, sure in runs:
        start, end = (at - line.count(BOUNDARY, 0, at) for at in (first, last))
        inner = "ltr" if direction == "rtl" else "rtl"
        if shown(plain, direction) == shown(isolated(plain, start, end, inner), direction):
            continue
        run = plain[start:end]
        item = Misplaced(run=run, shown=shown_part(plain, start, end, direction), sure=sure)
        # If the run itself is not split, only the order of a list differs.
        if direction == "ltr" or item.shown != shown(item.run, inner):
            found.append(item)
    return tuple({item.run: item for item in found}.values())


# --- right-to-left lines: runs of Latin letters or digits -------------------------------------------------


# Signs and left-to-right letters. Numbers before it are those of lines, and objects around it are controls.
_CODE: Final = re.compile(
    rf"(?<=\ufdd1)[\s\ufdd0\ufffc]*(?:\d+[.:]?[\s\ufdd0]+)*"
    rf"(?P<code>(?=[^\ufdd2]*{_LATIN.pattern})[^{RIGHT_TO_LEFT}\ufdd1\ufdd2]*[^\s{RIGHT_TO_LEFT}\ufdd0-\ufdd2\ufffc])"
    rf"[\s\ufdd0\ufffc]*(?=\ufdd2)"
)
_ENDS_OF_CODE: Final = re.compile(f"[{''.join(CODE)}]")


def _in_rtl(line: str, code: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    yield from ((start, end, True) for start, end in code)
    text = _ISOLATED.sub(lambda match: "\ufffc" * len(match[0]), line)
    taken = code + [match.span() for match in _PLACEHOLDER.finditer(text)]
    for pattern, sure in _NUMBERS:
        for match in pattern.finditer(text):
            if not _overlaps(match.span(), taken):
                taken.append(match.span())
                yield *match.span(), sure
    for start, end in _phrases(text):
        if start < end and not _overlaps((start, end), taken):
            yield start, end, True


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of consecutive Latin words, without the punctuation of the sentence."""
    first: int | None = None
    last = 0
    for match in _CHUNK.finditer(text):
        follows = first is not None and text[last : match.start()] == " "
        if follows and _CONTINUES.search(match[0]):
            last = match.end()
            continue
        if not _LATIN.search(match[0]):
            continue
        if first is not None:
            yield _trimmed(text, first, last)
        first, last = match.span()
    if first is not None:
        yield _trimmed(text, first, last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a run without the sentence's punctuation and unbalanced brackets."""
    if start and _is_rtl(text[start - 1]):
        while start < end and not text[start].isalnum():
            start += 1
    if end < len(text) and _is_rtl(text[end]):
        while start < end and not text[end - 1].isalnum():
            end -= 1
    if text[start : start + 1] == "-" == text[end - 1 : end]:
        start, end = start + 1, end - 1
    changed = True
    while changed and start < end:
        run = text[start:end]
        changed = False
        if run[0] in _LEADING or (run[0] in "([{" and not _closes(run)):
            start, changed = start + 1, True
        elif run[-1] in _TRAILING or (run[-1] in _PAIRS and not _opens(run)):
            end, changed = end - 1, True
    return start, end


def _closes(run: str) -> bool:
    """Return whether the bracket at the start of a run is closed inside it, but not at its end."""
    closing = next(close for close, opening in _PAIRS.items() if opening == run[0])
    return closing in run and not (run[-1] == closing and run.count(closing) == 1)


def _opens(run: str) -> bool:
    """Return whether the bracket at the end of a run is opened inside it, but not at its start."""
    opening = _PAIRS[run[-1]]
    return run.count(opening) >= run.count(run[-1]) and run[0] != opening


def _is_rtl(char: str) -> bool:
    script = script_of_letter(char)
    return bool(script) and text_direction(f"und-{script}") == "rtl"


# --- left-to-right lines: runs of Arabic or Hebrew letters ------------------------------------------------

_RUN: Final = re.compile(
    rf"[{RIGHT_TO_LEFT}](?:[^A-Za-z\u00c0-\u024f\n\ufdd0\ufffc]*[{RIGHT_TO_LEFT}])?"
)
# A number after a run that belongs to the surrounding sentence, as the following words show.
_COUNTED: Final = re.compile(
    r"[\ufdd0\s]*(?:\s[-–—|/]|[:,])[\ufdd0\s]*\d[\d.,]*%?\ufdd0?\s+\ufdd0?[A-Za-z]"
)
_NUMBER: Final = re.compile(r"[\ufdd0\s]*[-–—|/:,(]?[\ufdd0\s]*\d[\d.,]*")
_CALL: Final = re.compile(r"[!?]+(?=[\"'”’»)\]])")
_NEXT_ITEM: Final = re.compile(rf"\ufdd0\s*[,;|/·•–—-]\s*\ufdd0+(?=[{RIGHT_TO_LEFT}])")


def _in_ltr(line: str) -> Iterator[tuple[int, int, bool]]:
    text = _ISOLATED.sub(lambda match: "\ufffc" * len(match[0]), line)
    for match in _RUN.finditer(text):
        start, end = match.span()
        if call := _CALL.match(text, end):
            yield start, call.end(), True
        elif _COUNTED.match(text, end):
            yield start, end, True
        elif _NUMBER.match(text, end) or _NEXT_ITEM.match(text, end):
            yield start, end, False
