"""Move a heading that skips a level up to the level that follows, with all headings below it."""

import re
from collections.abc import Iterator, Sequence

from a11ycheck.model import Edit, SourceFact, Unfixable

__all__ = ["move_headings"]

_ATX = re.compile(r"(?P<lead>(?:[\s>]|[-*+]\s|\d+[.)]\s)*)(?P<marks>#{1,6})(?P<rest>(?:\s.*)?)")
_CLOSING = re.compile(r"(?P<text>.*\s)(?P<marks>#+)(?P<space>\s*)")
_LONGEST_HTML = 20


def move_headings(
    lines: Sequence[str], facts: Sequence[SourceFact], failed: Sequence[int]
) -> Iterator[tuple[int, Edit | Unfixable]]:
    """Yield the line and edit of each heading that moves; Unfixable where one cannot.

    Where a heading moves up, those that follow move with it until one is above it: siblings stay
    siblings, and no child is left behind.
    """
    # Several pages may include the file: each of its headings counts once.
    headings = {fact.location.line: fact.facts for fact in facts}
    previous = 0
    moved: list[tuple[int, int]] = []  # from which level on, and by how many levels
    stuck = False
    for line, heading in sorted(headings.items()):
        if not 0 < line <= len(lines):
            continue
        if stuck:
            if line in failed:
                yield line, Unfixable("a heading above it could not be moved")
            continue
        old = int(heading["level"])
        while moved and old < moved[-1][0]:
            moved.pop()
        level = old - (moved[-1][1] if moved else 0)
        if line in failed and previous and level > previous + 1:
            level = previous + 1
            moved.append((old, old - level))
        previous = level
        if level == old:
            continue
        edit = _edit_html if heading["form"] == "html" else _edit_markdown
        try:
            yield line, edit(lines, line - 1, old, level)
        except Unfixable as reason:
            yield line, reason
            stuck = True  # the headings that follow would be below one that has not moved


def _edit_markdown(lines: Sequence[str], number: int, old: int, level: int) -> Edit:
    found = _ATX.fullmatch(lines[number])
    if found is None:
        raise Unfixable("its heading is not written with number signs")
    rest = found["rest"]
    closing = _CLOSING.fullmatch(rest)
    if closing and len(closing["marks"]) == old:
        rest = f"{closing['text']}{'#' * level}{closing['space']}"
    line = f"{found['lead']}{'#' * level}{rest}"
    return Edit(first=number, last=number + 1, lines=(line,))


def _edit_html(lines: Sequence[str], number: int, old: int, level: int) -> Edit:
    start = re.compile(rf"(<h){old}(?=[\s>/])", re.IGNORECASE)
    end = re.compile(rf"(</h){old}(?=[\s>])", re.IGNORECASE)
    for last in range(number, min(number + _LONGEST_HTML, len(lines))):
        if end.search(lines[last]):
            break
    else:
        raise Unfixable("the end of its heading was not found")
    text = "\n".join(lines[number : last + 1])
    if len(start.findall(text)) != 1 or len(end.findall(text)) != 1:
        raise Unfixable("there are several headings on its line")
    text = end.sub(rf"\g<1>{level}", start.sub(rf"\g<1>{level}", text))
    return Edit(first=number, last=last + 1, lines=tuple(text.split("\n")))
