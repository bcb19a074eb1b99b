"""Markup that a browser must repair: tags that are never closed, close nothing, or are cut off.

The fast parsers do not name these faults (Lexbor repairs silently, libxml2 knows HTML 4 and misses
tags that stay open), so this reads the tags itself. It knows less than the HTML standard on purpose:
what an author may leave out is left alone, and what it reports is always a parse error there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from a11ycheck.collect.encoding import line_of

__all__ = ["Fault", "markup_faults"]

MAX_FAULTS = 100
MAX_DEPTH = 512  # Chromium nests no deeper either; with MAX_FAULTS it bounds the time

MAX_NAME = 40

_TOKEN = re.compile(
    r"""
    <!--(?:-?>|.*?(?:--!?>|(?P<open_comment>\Z)))
    | <(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)
      (?:\s++ | /(?!>) |
         =?+[^\s/>=]++ (?:\s*+=\s*+(?:"[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^\s>"'][^\s>]*+)?+)?+
      )*+
      (?P<self>/)?+(?P<close>>)?+
    | <[!?/][^>]*+>?+
    """,
    re.DOTALL | re.VERBOSE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _words(
    """area base basefont bgsound br col command embed frame hr img input keygen link meta param
    source track wbr"""
)
_END_IS_OPTIONAL = _words(
    """html head body li dt dd rb rt rtc rp optgroup option colgroup caption thead tbody tfoot tr
    td th"""
)
_RAW = _words("script style textarea title xmp iframe noembed noframes")
_FOREIGN = _words("svg math")
_HEADINGS = _words("h1 h2 h3 h4 h5 h6")
# Start tags that end an open paragraph (the HTML standard, "in body"); without `table`, which does
# not do so in quirks mode.
_ENDS_PARAGRAPH = _HEADINGS | _words(
    """address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption
    figure footer form header hgroup hr li listing main menu nav ol p plaintext pre search section
    summary td th tr tbody thead tfoot ul xmp"""
)
_PARAGRAPH_WALLS = _words("applet button caption marquee object table template svg math")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One repair: what is wrong, in words that follow a colon, and the line where it shows."""

    line: int
    text: str


class _Open(NamedTuple):
    name: str
    offset: int
    shown: str


class _Tag(NamedTuple):  # pages have thousands: a tuple is made twice as fast as a frozen dataclass
    name: str
    offset: int
    is_end: bool = False
    self_closing: bool = False
    cut_off: str = ""


def markup_faults(text: str) -> tuple[Fault, ...]:
    """Return the faults of an HTML page's markup in the order in which they show, 100 at most."""
    return tuple(islice(_Checker(text).run(), MAX_FAULTS))


def _tags(text: str) -> Iterator[_Tag]:
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match["open_comment"] is not None:
            yield _Tag("", match.start(), cut_off="the comment")
            return
        if match["name"] is None:
            continue
        name = match["name"].lower()[:MAX_NAME]
        if not match["close"]:
            yield _Tag(name, match.start(), cut_off=f"the tag <{match['slash']}{name}")
            return
        yield _Tag(name, match.start(), bool(match["slash"]), bool(match["self"]))
        if name in _RAW and not match["slash"]:
            end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position)
            if end is None:
                yield _Tag(name, match.start(), cut_off=f"<{name}>")
                return
            position = end.start()


class _Checker:
    """A stack of open elements, checked tag by tag."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Open] = []
        self._foreign = 0
        self._paragraphs = 0
        # End tags to come for elements that were already reported as not closed.
        self._forgiven: list[str] = []

    def run(self) -> Iterator[Fault]:
        for tag in _tags(self._text):
            if tag.cut_off:
                yield self._fault(f"the file ends inside {tag.cut_off} of line {{}}", tag.offset)
                return
            if tag.name in _FOREIGN or not self._foreign:
                yield from self._end(tag) if tag.is_end else self._start(tag)
        for element in self._open:
            if element.name != "p":
                yield self._fault(f"{element.shown} of line {{}} is never closed", element.offset)

    def _fault(self, template: str, *offsets: int) -> Fault:
        """Fill the lines of the offsets into the template; the fault shows at the largest."""
        lines = [line_of(self._text, offset) for offset in offsets]
        return Fault(line=max(lines), text=template.format(*lines))

    def _start(self, tag: _Tag) -> Iterator[Fault]:
        if self._paragraphs and tag.name in _ENDS_PARAGRAPH:
            yield from self._end_paragraph(tag)
        if tag.name in _VOID or tag.name in _END_IS_OPTIONAL:
            return
        if tag.name in _FOREIGN:
            if tag.self_closing:
                return
            self._foreign += 1
        self._paragraphs += tag.name == "p"
        shown = f"<{tag.name}/>" if tag.self_closing else f"<{tag.name}>"
        self._open.append(_Open(tag.name, tag.offset, shown))

    def _end_paragraph(self, tag: _Tag) -> Iterator[Fault]:
        """Close an open paragraph as the standard does where a block starts inside it."""
        index = self._find(lambda name: name == "p" or name in _PARAGRAPH_WALLS)
        if index is None or self._open[index].name != "p":
            return
        for element in self._close(index):
            self._forgiven.append(element.name)
            text = (
                f"{element.shown} of line {{}} is open where <{tag.name}> of line {{}} ends its <p>"
            )
            yield self._fault(text, element.offset, tag.offset)

    def _end(self, tag: _Tag) -> Iterator[Fault]:
        if tag.name in _VOID or tag.name in _END_IS_OPTIONAL:
            return
        if tag.name in _FOREIGN and self._foreign:
            self._foreign -= 1
        index = self._find(tag.name.__eq__)
        if index is None:
            yield from self._stray(tag)
            return
        for element in self._close(index):
            if element.name != "p":
                self._forgiven.append(element.name)
                text = (
                    f"{element.shown} of line {{}} is not closed before </{tag.name}> of line {{}}"
                )
                yield self._fault(text, element.offset, tag.offset)

    def _close(self, index: int) -> list[_Open]:
        """Close an open element and return those that were open inside it."""
        closed = self._open[index:]
        del self._open[index:]
        self._paragraphs -= sum(element.name == "p" for element in closed)
        return closed[1:]

    def _find(self, is_it: Callable[[str], bool]) -> int | None:
        """Return the index of the innermost open element whose name is it."""
        top = len(self._open) - 1
        for index in range(top, max(top - MAX_DEPTH, -1), -1):
            if is_it(self._open[index].name):
                return index
        return None

    def _stray(self, tag: _Tag) -> Iterator[Fault]:
        if tag.name == "p":
            return  # leaves an empty paragraph, which nobody notices; Sphinx itself writes such pages
        if tag.name in self._forgiven:
            self._forgiven.remove(tag.name)
        elif tag.name in _HEADINGS and self._open and self._open[-1].name in _HEADINGS:
            heading = self._open[-1]
            self._close(len(self._open) - 1)
            text = f"{heading.shown} of line {{}} is closed by </{tag.name}> of line {{}}"
            yield self._fault(text, heading.offset, tag.offset)
        else:
            yield self._fault(f"</{tag.name}> of line {{}} closes nothing", tag.offset)
