"""Parse errors in the markup of a page: tags that do not match, and tags that are cut off.

The fast parsers do not report these errors (Lexbor recovers silently; libxml2 knows HTML 4 and misses
elements that stay open), so this module checks the tags itself, in linear time. It knows less than the
HTML standard on purpose: tags that an author may omit are not checked, and every error that it reports
is a parse error by the standard.
"""

import codecs
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from a11ycheck.web.elements import (
    FOREIGN_ELEMENTS,
    HEADINGS,
    OPTIONAL_END_TAGS,
    PARAGRAPH_BOUNDARIES,
    PARAGRAPH_CLOSERS,
    VOID_ELEMENTS,
)
from a11ycheck.web.encoding import decode
from a11ycheck.web.html_tokens import Kind, Token, tokenize
from a11ycheck.web.parse_errors import ParseError

__all__ = ["MAX_ERRORS", "count_markup_errors", "find_markup_errors", "find_parse_errors"]

MAX_ERRORS: Final = 100
"""`find_parse_errors` reports at most so many errors of one page."""

_MAX_NAME = 40
_UNCHECKED = VOID_ELEMENTS | OPTIONAL_END_TAGS


def find_parse_errors(html: str) -> tuple[ParseError, ...]:
    """Return the first `MAX_ERRORS` parse errors in the markup of an HTML page, in order."""
    return tuple(islice(_Checker(html).run(), MAX_ERRORS))


def find_markup_errors(data: bytes, *, xml: bool = False) -> tuple[ParseError, ...]:
    """Return the errors in the markup of a page's bytes, with offsets in bytes; `xml` for XHTML files.

    Of a page that is not UTF-8 the offsets are approximate.
    """
    if xml:
        return _xml_errors(data)
    html = decode(data)
    errors = find_parse_errors(html)
    if not errors or data.isascii():
        return errors
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    offsets = (start + len(html[: error.offset].encode()) for error in errors)
    return tuple(
        replace(error, offset=min(offset, len(data)))
        for error, offset in zip(errors, offsets, strict=True)
    )


def count_markup_errors(data: bytes, *, xml: bool = False) -> int:
    """Return the number of all errors, of which `find_markup_errors` returns the first `MAX_ERRORS`."""
    errors = find_markup_errors(data, xml=xml)
    if len(errors) < MAX_ERRORS:
        return len(errors)
    return sum(1 for _ in _Checker(decode(data)).run())


def _xml_errors(data: bytes) -> tuple[ParseError, ...]:
    """Return where XHTML is not well-formed: browsers show that error in place of the page."""
    if not data.strip():
        return ()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = (max(number, 1) for number in error.position)
        before = b"".join(data.splitlines(keepends=True)[: line - 1])
        return (
            ParseError(
                code="malformed-xml",
                line=line,
                column=column,
                offset=min(len(before) + column - 1, len(data)),
                values={"line": line, "reason": str(error.msg)},
            ),
        )
    return ()


class _Open(NamedTuple):
    name: str
    offset: int
    shown: str


class _Checker:
    """Matches tags with a stack of open elements; each element is pushed and popped once."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._open: list[_Open] = []
        self._counts: Counter[str] = Counter()  # the open elements, by name
        self._foreign = 0  # how many of them are svg or math
        # Indexes of the open elements that decide which paragraph a tag is in.
        self._paragraphs: list[int] = []
        # Elements that were reported as unclosed, by name: their end tags are not errors of their own.
        self._reported: Counter[str] = Counter()
        self._line_starts: list[int] = []

    def run(self) -> Iterator[ParseError]:
        start_tag = 0
        for token in tokenize(self._html):
            match token.kind:
                case Kind.START | Kind.END if not token.is_complete:
                    yield self._error("eof-in-tag", token.start, tag=_shown(token).rstrip(">"))
                    return
                case Kind.COMMENT if not token.is_complete:
                    yield self._error("eof-in-comment", token.start)
                    return
                case Kind.RAW if not token.is_complete:
                    yield self._error("eof-in-element", start_tag, tag=f"<{token.name}>")
                    return
                # Within svg and math other rules hold; only the end of these is looked for.
                case Kind.START if token.name in FOREIGN_ELEMENTS or not self._foreign:
                    start_tag = token.start
                    yield from self._start(token)
                case Kind.START:
                    start_tag = token.start
                case Kind.END if token.name in FOREIGN_ELEMENTS or not self._foreign:
                    yield from self._end(token)
        for element in self._open:
            if element.name != "p":
                yield self._error("unclosed-element", element.offset, tag=element.shown)

    def _start(self, tag: Token) -> Iterator[ParseError]:
        if tag.name in PARAGRAPH_CLOSERS and self._paragraphs:
            index = self._paragraphs[-1]
            if self._open[index].name == "p":
                yield from self._close(index, tag, "unclosed-in-paragraph")
        is_foreign = tag.name in FOREIGN_ELEMENTS
        if tag.name in _UNCHECKED or (is_foreign and tag.self_closing):
            return
        if tag.name == "p" or tag.name in PARAGRAPH_BOUNDARIES:
            self._paragraphs.append(len(self._open))
        self._foreign += is_foreign
        self._counts[tag.name] += 1
        self._open.append(_Open(tag.name, tag.start, _shown(tag)))

    def _end(self, tag: Token) -> Iterator[ParseError]:
        name = tag.name
        if name in _UNCHECKED:
            return
        if self._counts[name]:
            index = len(self._open) - 1
            while self._open[index].name != name:
                index -= 1
            yield from self._close(index, tag, "unclosed-before-end-tag")
        elif self._reported[name]:
            self._reported[name] -= 1
        elif name in HEADINGS and self._open and self._open[-1].name in HEADINGS:
            heading = self._open[-1]
            self._pop()
            yield self._error("mismatched-heading", heading.offset, tag, tag=heading.shown)
        elif name != "p":  # `</p>` makes an empty paragraph; Sphinx writes such pages
            yield self._error("stray-end-tag", tag.start, tag=_shown(tag))

    def _close(self, index: int, by: Token, code: str) -> Iterator[ParseError]:
        """Close an open element, and report those that are open inside it."""
        inside = self._open[index + 1 :]
        while len(self._open) > index:
            self._pop()
        for element in inside:
            # A paragraph needs no end tag before one of its parent's.
            if element.name != "p":
                self._reported[element.name] += 1
                yield self._error(code, element.offset, by, tag=element.shown)

    def _pop(self) -> None:
        element = self._open.pop()
        self._counts[element.name] -= 1
        self._foreign -= element.name in FOREIGN_ELEMENTS
        if self._paragraphs and self._paragraphs[-1] == len(self._open):
            self._paragraphs.pop()

    def _error(
        self, code: str, offset: int, other: Token | None = None, **values: str
    ) -> ParseError:
        line, column = self._position(offset)
        found: dict[str, str | int] = {"line": line, **values}
        if other is not None:
            found |= {"other": _shown(other), "other_line": self._position(other.start)[0]}
        return ParseError(code=code, line=line, column=column, offset=offset, values=found)

    def _position(self, offset: int) -> tuple[int, int]:
        if not self._line_starts:
            ends = (end.end() for end in re.finditer("\n", self._html))
            self._line_starts = [0, *ends]
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def _shown(tag: Token) -> str:
    """Return a tag without its attributes, for a message."""
    slash = "/" if tag.kind is Kind.END else ""
    end = "/" if tag.self_closing else ""
    return f"<{slash}{tag.name[:_MAX_NAME]}{end}>"
