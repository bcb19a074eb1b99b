"""Find suppressions in the comments of sources, and the lines that each covers.

A comment on a line of its own covers the block that follows: all lines up to the next blank one; of a
heading, its lines only; of code or raw markup, all of it. A comment beside text covers the block that it is
in. `ignore-file` covers the whole file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from a11ycheck.acceptance.blocks import Layout, Syntax, read_layout
from a11ycheck.acceptance.near_misses import MAY_BE_MEANT, find_near_misses
from a11ycheck.acceptance.suppressions import Directive, MalformedCommentError, parse_comment_text
from a11ycheck.errors import UserError
from a11ycheck.model import Message

__all__ = ["CommentError", "SourceComments", "parse_comments", "read_comments", "unread_comments"]

_MAX_NAMED = 5
_SYNTAXES = {
    **dict.fromkeys((".md", ".markdown", ".myst"), Syntax.MARKDOWN),
    **dict.fromkeys((".rst", ".rest", ".txt", ".inc", ".py"), Syntax.REST),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Syntax.HTML),
}
_SIGN = "a11ycheck:"
_LEAD = r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*"
_PERCENT = re.compile(rf"{_LEAD}%\s*{_SIGN}(.*)")
_PERCENT_MORE = re.compile(rf"[\s>]*%(?!\s*{_SIGN})(.*)")
_DOTS = re.compile(rf"({_LEAD})\.\.\s+{_SIGN}(?!:)(.*)")
_ANGLE = re.compile(rf"<!--\s*{_SIGN}(.*?)(?:-->|\Z)", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
_NO_SPACE = re.compile(r"\S")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentError:
    """A malformed suppression comment: "file:line", what is wrong, and a hint."""

    where: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comment:
    """A comment's lines, counted from 0, its text, and whether nothing else is on these lines."""

    first: int
    last: int
    text: str
    is_alone: bool = True
    is_closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceComments:
    """The suppressions in comments, and messages about comments that were meant to be some."""

    directives: tuple[Directive, ...] = ()
    unread: tuple[Message, ...] = ()


def read_comments(sources: Iterable[tuple[str, Path]]) -> SourceComments:
    """Return the suppressions in the comments of files, given as (name for reports, path).

    UserError for the first malformed one; its hint names the others.
    """
    directives: list[Directive] = []
    errors: list[CommentError] = []
    unread: list[Message] = []
    for name, path in sources:
        try:
            # Bytes that are not UTF-8 are no part of such a comment, and no reason to stop.
            text = path.read_text(encoding="utf-8-sig", errors="replace")
        except OSError as error:
            message = f"The source {path} cannot be read: {error.strerror}."
            raise UserError(message, "Check its permissions, or rebuild the site.") from None
        found, malformed = parse_comments(name, text)
        directives += found
        errors += malformed
        unread += unread_comments(name, text)
    if not errors:
        return SourceComments(directives=tuple(directives), unread=tuple(unread))
    first, *others = errors
    hint = first.hint
    if others:
        named = ", ".join(error.where for error in others[:_MAX_NAMED])
        more = len(others) - _MAX_NAMED
        hint += f" See also {named}{f' and {more} more' if more > 0 else ''}."
    raise UserError(f"{first.where}: {first.message}.", hint)


def parse_comments(name: str, text: str) -> tuple[list[Directive], list[CommentError]]:
    """Return the suppressions in the text of a file, and its malformed suppression comments."""
    syntax = _SYNTAXES.get(PurePath(name).suffix.lower())
    if syntax is None or _SIGN not in text:
        return [], []
    layout = read_layout(_LINE_END.split(text), syntax)
    comments = _comments(layout)
    own = {line for item in comments if item.is_alone for line in range(item.first, item.last + 1)}
    directives: list[Directive] = []
    errors: list[CommentError] = []
    for comment in comments:
        try:
            directives.append(_directive(name, comment, layout, own))
        except MalformedCommentError as error:
            where = f"{name}:{comment.first + 1}"
            errors.append(CommentError(where=where, message=error.message, hint=error.hint))
    return directives, errors


def unread_comments(name: str, text: str) -> list[Message]:
    """Return a message about each comment of a file that looks like a suppression, but is none."""
    syntax = _SYNTAXES.get(PurePath(name).suffix.lower())
    if syntax is None or not MAY_BE_MEANT.search(text):
        return []
    layout = read_layout(_LINE_END.split(text), syntax)
    read = {line for item in _comments(layout) for line in range(item.first, item.last + 1)}
    return list(find_near_misses(name, layout, _without_code(layout), read))


def _comments(layout: Layout) -> list[_Comment]:
    """Return the comments that begin with the sign, in their order."""
    comments = list(_angle_comments(layout))
    if layout.syntax is Syntax.MARKDOWN:
        comments += _percent_comments(layout)
    if layout.syntax is not Syntax.HTML:  # Markdown can contain reStructuredText, in {eval-rst}
        comments += _dots_comments(layout)
    return sorted(comments, key=lambda item: item.first)


def _directive(name: str, comment: _Comment, layout: Layout, own: set[int]) -> Directive:
    """Return the suppression of a comment; `own` are the lines that hold nothing but comments."""
    if not comment.is_closed:
        raise MalformedCommentError("the comment is not closed", "Close it with -->.")
    parsed = parse_comment_text(comment.text)
    if parsed.whole_file:
        first, last = -1, -1
    elif comment.is_alone:
        # With nothing below it, the comment covers itself, and will be reported as unused.
        below = layout.block_below(comment.last, own)
        first, last = below or (comment.first, comment.last)
    else:
        first = layout.block_around(comment.first)[0]
        last = layout.block_around(comment.last)[1]
    return Directive(
        rule=parsed.rule,
        reason=parsed.reason,
        until=parsed.until,
        file=name,
        line=comment.first + 1,
        source=name,
        first=first + 1,
        last=last + 1,
    )


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
            deeper = re.compile(rf"{re.escape(_NO_SPACE.sub(' ', found[1]))}\s+\S.*")
            last = number
            while last + 1 < len(lines) and deeper.fullmatch(lines[last + 1]):
                last += 1
            words = [found[2], *lines[number + 1 : last + 1]]
            yield _Comment(first=number, last=last, text=" ".join(words))


def _without_code(layout: Layout) -> str:
    """Return the source with its code blanked out, so that each line keeps its number and length."""
    lines = ["" if number in layout.shown else line for number, line in enumerate(layout.lines)]
    text = "\n".join(lines)
    if layout.syntax is not Syntax.HTML:
        text = _CODE_SPAN.sub(lambda match: " " * len(match[0]), text)
    return text


def _angle_comments(layout: Layout) -> Iterator[_Comment]:
    """Yield comments of HTML."""
    text = _without_code(layout)
    for found in _ANGLE.finditer(text):
        first = text.count("\n", 0, found.start())
        before = text[: found.start()].rpartition("\n")[2]
        after = text[found.end() :].partition("\n")[0]
        yield _Comment(
            first=first,
            last=first + found[0].count("\n"),
            text=found[1],
            is_alone=not after.strip() and bool(re.fullmatch(_LEAD, before)),
            is_closed=found[0].endswith("-->"),
        )
