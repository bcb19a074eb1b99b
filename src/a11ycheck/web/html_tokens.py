"""A tokenizer for HTML that keeps the offsets of every tag, comment and text.

Parsers for Python discard where an element was written. This module splits a page into spans that
together are the whole page, in linear time, by the rules of the HTML standard's tokenizer. It builds no
tree, so it does not know `<![CDATA[` sections of SVG and MathML: it reads them as comments.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from html import unescape
from html.entities import html5
from typing import Final, NamedTuple

from a11ycheck.web.elements import RAW_TEXT_ELEMENTS

__all__ = ["Attribute", "Kind", "Token", "attributes", "find_start_tags", "tokenize"]


class Kind(Enum):
    """The kind of a token: RAW is the content of a raw text element, OTHER a doctype or bogus comment."""

    TEXT = auto()
    START = auto()
    END = auto()
    COMMENT = auto()
    RAW = auto()
    OTHER = auto()


class Token(NamedTuple):
    """A span of the page, as offsets in characters.

    `name` is the lower-case name of a tag, or of the element around RAW text. `self_closing` is true
    for a tag that ends with `/>`. `is_complete` is false where the page ends inside the token: a tag or
    comment without its `>`, or raw text without its end tag.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    self_closing: bool = False
    is_complete: bool = True


class Attribute(NamedTuple):
    """An attribute: its value with character references resolved, and its span, quotes included."""

    value: str
    start: int
    end: int


# White space as HTML defines it; `\s` would match more. Every repetition is possessive or ends at the
# first character that it excludes, so matching never backtracks over more than one token.
_ATTRIBUTES = r"""
    (?:[ \t\n\f\r]++ | /(?!>) |
       (?:=[^ \t\n\f\r/>=]*+ | [^ \t\n\f\r/>=]++)
       (?:[ \t\n\f\r]*+=[ \t\n\f\r]*+
          (?:"[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^ \t\n\f\r>"'][^ \t\n\f\r>]*+)?+)?+
    )*+
    """
_TOKEN = re.compile(
    rf"""
    <!--(?:-?>|.*?(?:--!?>|(?P<open_comment>\Z)))
    | <(?P<slash>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+) {_ATTRIBUTES} (?P<self>/)?+(?P<close>>)?+
    | <(?:[!?]|/(?![a-zA-Z]|\Z))[^>]*+(?P<end>>)?+
    """,
    re.DOTALL | re.VERBOSE,
)
_NAMES_OF_RAW_TEXT = rf"(?i:{'|'.join(sorted(RAW_TEXT_ELEMENTS))})(?=[ \t\n\f\r/>])"
# Start tags, and whatever can contain the text of one: comments, and end tags with more than a name.
_START_TAG = re.compile(
    rf"""
    <(?: (?P<name>{_NAMES_OF_RAW_TEXT}) {_ATTRIBUTES} /?+(?P<raw_tag>>)?+
       | [a-zA-Z][^ \t\n\f\r/>]*+ {_ATTRIBUTES} /?+(?P<tag>>)?+
       | !--(?:-?>|.*?(?:--!?>|\Z))
       | /[a-zA-Z][^ \t\n\f\r/<>]*+(?!>)[^ \t\n\f\r/>]*+ {_ATTRIBUTES}
       | (?:[!?]|/(?![a-zA-Z]|\Z))[^>]*+
    )
    """,
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""
    (?P<name>=[^ \t\n\f\r/>=]*+ | [^ \t\n\f\r/>=]++)
    (?:[ \t\n\f\r]*+=[ \t\n\f\r]*+
       (?:"(?P<double>[^"]*+)" | '(?P<single>[^']*+)' | (?P<bare>[^ \t\n\f\r>"'][^ \t\n\f\r>]*+))?+
    )?+
    """,
    re.VERBOSE,
)
# In an attribute, a name without ";" is a reference only where no "=" or letter follows ("?a=1&copy=2").
_REFERENCE = re.compile(
    r"&(?:\#(?:[0-9]+|[xX][0-9a-fA-F]+);? | [a-zA-Z0-9]++(?:;|(?!=)))", re.VERBOSE
)
_TAG_NAME = re.compile(r"</?[^ \t\n\f\r/>]+")
_RAW_END: Final = {
    name: re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE) for name in RAW_TEXT_ELEMENTS
}
_IN_SCRIPT = re.compile(
    r"""
    (?P<open><!--(?!-?>)) | (?P<close>-->)
    | (?P<start><script(?=[ \t\n\f\r/>])) | (?P<end></script(?=[ \t\n\f\r/>]))
    """,
    re.IGNORECASE | re.VERBOSE,
)


def tokenize(html: str) -> Iterator[Token]:
    """Yield the tokens of a page in order; their spans adjoin and cover the whole page."""
    position = 0
    while match := _TOKEN.search(html, position):
        start, end = match.span()
        if start > position:
            yield Token(Kind.TEXT, position, start)
        position = end
        name = match["name"]
        if name is None:
            is_comment = html.startswith("<!--", start)
            is_complete = match["open_comment"] is None if is_comment else match["end"] is not None
            kind = Kind.COMMENT if is_comment else Kind.OTHER
            yield Token(kind, start, end, is_complete=is_complete)
            continue
        name = name.lower()
        is_complete = match["close"] is not None
        kind = Kind.END if match["slash"] else Kind.START
        yield Token(kind, start, end, name, match["self"] is not None, is_complete)
        if is_complete and kind is Kind.START and name in RAW_TEXT_ELEMENTS:
            position = _end_of_raw_text(html, name, end)
            if position < 0:
                yield Token(Kind.RAW, end, len(html), name, is_complete=False)
                return
            if position > end:
                yield Token(Kind.RAW, end, position, name)
    if position < len(html):
        yield Token(Kind.TEXT, position, len(html))


def _end_of_raw_text(html: str, name: str, position: int) -> int:
    """Return the offset of the end tag that ends raw text, -1 where there is none."""
    if name != "script":
        end = _RAW_END[name].search(html, position)
        return end.start() if end else -1
    # Within `<!-- … -->`, a nested <script> has an end tag of its own.
    is_escaped = is_nested = False
    for match in _IN_SCRIPT.finditer(html, position):
        match match.lastgroup:
            case "open":
                is_escaped = True
            case "close":
                is_escaped = is_nested = False
            case "start":
                is_nested = is_escaped
            case _ if is_nested:
                is_nested = False
            case _:
                return match.start()
    return -1


def attributes(html: str, tag: Token) -> dict[str, Attribute]:
    """Return the attributes of a tag by their lower-case names; the first of a name counts."""
    name = _TAG_NAME.match(html, tag.start)
    position = name.end() if name else tag.end
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(html, position, tag.end - tag.is_complete):
        value = match["double"] or match["single"] or match["bare"] or ""
        value = _REFERENCE.sub(_resolve, value) if "&" in value else value
        found.setdefault(match["name"].lower(), Attribute(value, *match.span()))
    return found


def _resolve(reference: re.Match[str]) -> str:
    text = reference[0]
    return unescape(text) if text[1] == "#" or text[1:] in html5 else text


def find_start_tags(html: str) -> list[int]:
    """Return the offset of each complete start tag: those of `tokenize`, several times faster."""
    found: list[int] = []
    position = 0
    while position >= 0:
        for match in _START_TAG.finditer(html, position):
            if match.lastgroup == "tag":
                found.append(match.start())
            elif match.lastgroup == "raw_tag":
                found.append(match.start())
                position = _end_of_raw_text(html, match["name"].lower(), match.end())
                break
        else:
            break
    return found
