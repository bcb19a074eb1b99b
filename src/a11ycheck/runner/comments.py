"""Find suppressions in the comments of a source, and the lines of which each speaks.

A comment that has its line for itself speaks of the block that follows: of all lines up to the next
blank one; of a heading, its lines alone; of code or raw markup, all of it. One that stands beside text
speaks of the block in which it stands. `ignore-file` speaks of the whole file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from a11ycheck.runner.directives import Directive
from a11ycheck.runner.layout import Layout, Syntax, read_layout
from a11ycheck.runner.words import Malformed, read_words

__all__ = ["Mistake", "parse_comments"]

_SYNTAXES = {
    ".md": Syntax.MARKDOWN,
    ".markdown": Syntax.MARKDOWN,
    ".myst": Syntax.MARKDOWN,
    ".rst": Syntax.REST,
    ".rest": Syntax.REST,
    ".txt": Syntax.REST,
    ".inc": Syntax.REST,
    ".py": Syntax.REST,
    ".html": Syntax.HTML,
    ".htm": Syntax.HTML,
    ".xhtml": Syntax.HTML,
}
_SIGN = "a11ycheck:"
_LEAD = r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*"
_PERCENT = re.compile(rf"{_LEAD}%\s*{_SIGN}(.*)")
_PERCENT_MORE = re.compile(rf"[\s>]*%(?!\s*{_SIGN})(.*)")
_DOTS = re.compile(rf"(\s*)\.\.\s+{_SIGN}(?!:)(.*)")
_ANGLE = re.compile(rf"<!--\s*{_SIGN}(.*?)(?:-->|\Z)", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A comment that is no suppression: where it stands, what is wrong, and the remedy."""

    where: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comment:
    """A comment's lines, counted from 0, its text, and whether it has these lines for itself."""

    first: int
    last: int
    text: str
    alone: bool = True
    closed: bool = True


def parse_comments(name: str, text: str) -> tuple[list[Directive], list[Mistake]]:
    """Return the suppressions in the text of a file, and the comments that are none though they try."""
    syntax = _SYNTAXES.get(PurePath(name).suffix.lower())
    if syntax is None or _SIGN not in text:
        return [], []
    layout = read_layout(_LINE_END.split(text), syntax)
    comments = sorted(_comments(layout), key=lambda item: item.first)
    taken = {line for item in comments if item.alone for line in range(item.first, item.last + 1)}
    directives: list[Directive] = []
    mistakes: list[Mistake] = []
    for comment in comments:
        try:
            directives.append(_directive(name, comment, layout, taken))
        except Malformed as error:
            where = f"{name}:{comment.first + 1}"
            mistakes.append(Mistake(where=where, message=error.message, remedy=error.remedy))
    return directives, mistakes


def _directive(name: str, comment: _Comment, layout: Layout, taken: set[int]) -> Directive:
    if not comment.closed:
        message = "the comment has no end"
        raise Malformed(message, "Close it with -->.")
    words = read_words(comment.text)
    first, last = (-1, -1) if words.whole_file else _block(comment, layout, taken)
    return Directive(
        rule=words.rule,
        reason=words.reason,
        until=words.until,
        file=name,
        line=comment.first + 1,
        source=name,
        first=first + 1,
        last=last + 1,
    )


def _block(comment: _Comment, layout: Layout, taken: set[int]) -> tuple[int, int]:
    if not comment.alone:
        return layout.block_around(comment.first)[0], layout.block_around(comment.last)[1]
    # With nothing below it, the comment speaks of itself, and will be found to hide nothing.
    return layout.block_below(comment.last, taken) or (comment.first, comment.last)


def _comments(layout: Layout) -> Iterator[_Comment]:
    if layout.syntax is Syntax.MARKDOWN:
        yield from _percent_comments(layout)
    if layout.syntax is not Syntax.HTML:  # Markdown can hold reStructuredText, in {eval-rst}
        yield from _dots_comments(layout)
    yield from _angle_comments(layout)


def _percent_comments(layout: Layout) -> Iterator[_Comment]:
    lines = layout.lines
    for number, line in enumerate(lines):
        found = None if number in layout.shown else _PERCENT.fullmatch(line)
        if found:
            last, words = number, [found[1]]
            while last + 1 < len(lines) and (more := _PERCENT_MORE.fullmatch(lines[last + 1])):
                last += 1
                words.append(more[1])
            yield _Comment(first=number, last=last, text=" ".join(words))


def _dots_comments(layout: Layout) -> Iterator[_Comment]:
    lines = layout.lines
    for number, line in enumerate(lines):
        found = None if number in layout.shown else _DOTS.fullmatch(line)
        if found:
            deeper = re.compile(rf"{re.escape(found[1])}\s+\S.*")
            last = number
            while last + 1 < len(lines) and deeper.fullmatch(lines[last + 1]):
                last += 1
            words = [found[2], *lines[number + 1 : last + 1]]
            yield _Comment(first=number, last=last, text=" ".join(words))


def _angle_comments(layout: Layout) -> Iterator[_Comment]:
    """Yield comments of HTML; what is shown as code keeps its length and loses its text."""
    lines = ["" if number in layout.shown else line for number, line in enumerate(layout.lines)]
    text = "\n".join(lines)
    if layout.syntax is not Syntax.HTML:
        text = _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)
    for found in _ANGLE.finditer(text):
        first = text.count("\n", 0, found.start())
        before = text[: found.start()].rpartition("\n")[2]
        after = text[found.end() :].partition("\n")[0]
        alone = not after.strip() and bool(re.fullmatch(_LEAD, before))
        last = first + found[0].count("\n")
        closed = found[0].endswith("-->")
        yield _Comment(first=first, last=last, text=found[1], alone=alone, closed=closed)
