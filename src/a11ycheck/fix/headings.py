"""Move headings that skip a level to the level that follows, and with them all that stand below."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from a11ycheck.fix.text import Edit, Unmendable

__all__ = ["Heading", "mend_headings"]

_ATX = re.compile(r"(?P<lead>(?:[\s>]|[-*+]\s|\d+[.)]\s)*)(?P<marks>#{1,6})(?P<rest>(?:\s.*)?)")
_CLOSING = re.compile(r"(?P<text>.*\s)(?P<marks>#+)(?P<space>\s*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: its line counted from 0, its level and form; `faulty` where it is to be mended."""

    line: int
    level: int
    form: str
    faulty: bool

    @classmethod
    def of(cls, line: int, facts: Mapping[str, Any], *, faulty: bool) -> "Heading":
        """Return a heading from what was read of it."""
        return cls(line=line, level=int(facts["level"]), form=str(facts["form"]), faulty=faulty)


def mend_headings(
    lines: Sequence[str], headings: Iterable[Heading]
) -> Iterator[tuple[Heading, Edit | Unmendable]]:
    """Yield, for headings in the order of a file, the edit of each that moves, or why it cannot.

    Where a heading moves up, those that follow move with it until one stands above it, so that sisters stay
    sisters and none is left behind.
    """
    previous = 0
    moved: list[tuple[int, int]] = []  # from which level on, and how far up
    for heading in headings:
        while moved and heading.level < moved[-1][0]:
            moved.pop()
        level = heading.level - (moved[-1][1] if moved else 0)
        if heading.faulty and previous and level > previous + 1:
            level = previous + 1
            moved.append((heading.level, heading.level - level))
        previous = level
        if level == heading.level:
            continue
        try:
            yield heading, _edit(lines, heading, level)
        except Unmendable as reason:
            yield heading, reason
            return  # what follows would stand below a heading that has not moved


def _edit(lines: Sequence[str], heading: Heading, level: int) -> Edit:
    if heading.form == "html":
        return _html(lines, heading, level)
    found = _ATX.fullmatch(lines[heading.line])
    if found is None:
        raise Unmendable("its heading is not written with number signs")
    rest = found["rest"]
    closing = _CLOSING.fullmatch(rest)
    if closing and len(closing["marks"]) == heading.level:
        rest = f"{closing['text']}{'#' * level}{closing['space']}"
    line = f"{found['lead']}{'#' * level}{rest}"
    return Edit(first=heading.line, last=heading.line + 1, lines=(line,))


def _html(lines: Sequence[str], heading: Heading, level: int) -> Edit:
    start = re.compile(rf"(<h){heading.level}(?=[\s>/])", re.IGNORECASE)
    end = re.compile(rf"(</h){heading.level}(?=[\s>])", re.IGNORECASE)
    for last in range(heading.line, min(heading.line + 20, len(lines))):
        if end.search(lines[last]):
            break
    else:
        raise Unmendable("the end of its heading was not found")
    text = "\n".join(lines[heading.line : last + 1])
    if len(start.findall(text)) != 1 or len(end.findall(text)) != 1:
        raise Unmendable("several headings are written on its line")
    text = end.sub(rf"\g<1>{level}", start.sub(rf"\g<1>{level}", text))
    return Edit(first=heading.line, last=last + 1, lines=tuple(text.split("\n")))
