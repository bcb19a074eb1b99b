"""Parse errors of a page, as data: tags that do not match, tags that are cut off, and a wrong encoding.

The fast parsers do not report these errors (Lexbor recovers silently; libxml2 knows HTML 4 and misses
elements that stay open), so this module checks the tags itself, in linear time. It knows less than the
HTML standard on purpose: tags that an author may omit are not checked, and every error that it reports
is a parse error by the standard.
"""

import codecs
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
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
from a11ycheck.web.encoding import find_declaration
from a11ycheck.web.html_tokens import Kind, Token, tokenize

__all__ = [
    "MAX_ERRORS",
    "MESSAGES",
    "ParseError",
    "find_encoding_errors",
    "find_parse_errors",
    "find_xml_errors",
]

MAX_ERRORS: Final = 100
"""`find_parse_errors` reports at most so many errors of one page."""

_MAX_NAME = 40
_UNCHECKED = VOID_ELEMENTS | OPTIONAL_END_TAGS
_PRESCAN_BYTES = 1024  # the HTML standard: browsers look for a declaration in the first 1024 bytes
_UTF16_MARKS = MappingProxyType(
    {
        codecs.BOM_UTF16_LE: "UTF-16 little-endian",
        codecs.BOM_UTF16_BE: "UTF-16 big-endian",
    }
)
_DECLARATION = '<meta charset="utf-8">'

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Errors in the markup: clauses, of which a message may list several.
        "eof-in-comment": "the file ends inside the comment on line {line}",
        "eof-in-tag": "the file ends inside the tag {tag} on line {line}",
        "eof-in-element": "the file ends inside {tag} on line {line}",
        "unclosed-element": "{tag} on line {line} is never closed",
        "unclosed-before-end-tag": (
            "{tag} on line {line} is not closed before {other} on line {other_line}"
        ),
        "unclosed-in-paragraph": (
            "{tag} on line {line} is still open where {other} on line {other_line} closes its <p>"
        ),
        "mismatched-heading": "{tag} on line {line} is closed by {other} on line {other_line}",
        "stray-end-tag": "{tag} on line {line} has no matching start tag",
        # Errors in the file: sentences.
        "empty-file": "The file is empty (0 bytes).",
        "blank-file": "The file contains only white space.",
        "malformed-xml": "The page is not well-formed XML: {reason}.",
        "utf-16": (
            "The page is not UTF-8: it starts with the byte order mark of {encoding}; "
            "save it as UTF-8 and declare {tag}."
        ),
        "nul-byte": "The page contains a NUL byte (byte {byte}, line {line}); remove it.",
        "nul-bytes": (
            "The page contains {count} NUL bytes (the first: byte {byte}, line {line}); "
            "remove them, or save the page as UTF-8 if it is UTF-16."
        ),
        "invalid-utf-8": (
            "The page is not UTF-8: byte {byte} ({value}, line {line}) is not valid, and the page "
            "declares {encoding}; save it as UTF-8 and declare {tag}."
        ),
        "invalid-utf-8-undeclared": (
            "The page is not UTF-8: byte {byte} ({value}, line {line}) is not valid, and the page "
            "declares no encoding; save it as UTF-8 and declare {tag}."
        ),
        "undeclared-utf-8": (
            "The page is UTF-8 but does not declare it, so a browser may guess another encoding; "
            "put {tag} first in its head."
        ),
        "misdeclared-utf-8": (
            "The page is UTF-8 but declares {encoding} on line {line}; declare utf-8."
        ),
        "late-declaration": (
            "The page declares its encoding at byte {byte}, but browsers read only the first "
            "{limit} bytes for it; put {tag} first in its head."
        ),
    }
)
"""The English message of each code, with a place for each of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseError:
    """A parse error: its code, where it becomes visible, and the values of its message.

    `line` and `column` count from 1, in characters; `offset` from 0, in characters of the text for an
    error in the markup, and in bytes for one in the encoding.
    """

    code: str
    line: int
    column: int
    offset: int
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The message in English."""
        return MESSAGES[self.code].format_map(self.values)


def find_parse_errors(html: str) -> tuple[ParseError, ...]:
    """Return the first `MAX_ERRORS` parse errors in the markup of an HTML page, in order."""
    return tuple(islice(_Checker(html).run(), MAX_ERRORS))


def find_xml_errors(data: bytes) -> tuple[ParseError, ...]:
    """Return where XHTML is not well-formed: browsers show that error in place of the page."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = (max(number, 1) for number in error.position)
        values: dict[str, str | int] = {"line": line, "reason": str(error.msg)}
        before = b"".join(data.splitlines(keepends=True)[: line - 1])
        offset = min(len(before) + column - 1, len(data))
        return (
            ParseError(
                code="malformed-xml", line=line, column=column, offset=offset, values=values
            ),
        )
    return ()


def find_encoding_errors(data: bytes, *, xml: bool = False) -> tuple[ParseError, ...]:
    """Return the errors in the encoding of a page, and in its declaration; `xml` for XHTML files."""
    if not data.strip():
        return (_in_bytes(data, "blank-file" if data else "empty-file", 0),)
    for mark, name in _UTF16_MARKS.items():
        if data.startswith(mark):
            return (_in_bytes(data, "utf-16", 0, encoding=name, tag=_DECLARATION),)
    found = (_nul_error(data), _utf8_error(data) or (None if xml else _declaration_error(data)))
    return tuple(error for error in found if error is not None)


def _nul_error(data: bytes) -> ParseError | None:
    count = data.count(b"\0")
    if not count:
        return None
    return _in_bytes(
        data, "nul-byte" if count == 1 else "nul-bytes", data.index(b"\0"), count=count
    )


def _utf8_error(data: bytes) -> ParseError | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = find_declaration(data)
        return _in_bytes(
            data,
            "invalid-utf-8" if declared else "invalid-utf-8-undeclared",
            error.start,
            value=f"0x{data[error.start]:02X}",
            encoding=declared.label if declared else "",
            tag=_DECLARATION,
        )
    return None


def _declaration_error(data: bytes) -> ParseError | None:
    """Return what is wrong with how UTF-8 is declared: a host that names no charset relies on it."""
    if data.isascii() or data.startswith(codecs.BOM_UTF8):
        return None
    declared = find_declaration(data)
    if declared is None:
        return _in_bytes(data, "undeclared-utf-8", 0, tag=_DECLARATION)
    if not declared.is_utf8:
        return _in_bytes(data, "misdeclared-utf-8", declared.offset, encoding=declared.label)
    if declared.offset >= _PRESCAN_BYTES:
        return _in_bytes(
            data, "late-declaration", declared.offset, limit=_PRESCAN_BYTES, tag=_DECLARATION
        )
    return None


def _in_bytes(data: bytes, code: str, offset: int, **values: str | int) -> ParseError:
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    return ParseError(
        code=code,
        line=line,
        column=len(data[start:offset].decode("utf-8", "replace")) + 1,
        offset=offset,
        values={"byte": offset, "line": line, **values},
    )


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
