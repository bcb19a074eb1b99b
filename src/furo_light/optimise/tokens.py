"""The tags, comments and texts of a page with the places where they stand.

No parser for Python tells where in the file an element stands, and to write a parsed page anew would
change what nobody asked to change. So this cuts a page into spans, and `page` checks against a real
parser that every span was understood; where the two differ the page is left as it is.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from html import unescape
from typing import NamedTuple

__all__ = ["Attribute", "Kind", "Token", "attributes", "tokens"]


class Kind(Enum):
    """What a token is; RAW is the text in an element such as `script`, OTHER a doctype and the like."""

    TEXT = auto()
    START = auto()
    END = auto()
    COMMENT = auto()
    RAW = auto()
    OTHER = auto()


class Token(NamedTuple):
    """A span of the page; `name` is the tag's in lower case, `closed` tells of a slash before the `>`."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    closed: bool = False


class Attribute(NamedTuple):
    """An attribute: its value with references resolved, and its span in the page, quotes included."""

    value: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""
    <!--(?:-?>|.*?--!?>)
    | <(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)
      (?:\s++ | /(?!>) |
         =?+[^\s/>=]++ (?:\s*+=\s*+(?:"[^"]*+" | '[^']*+' | [^\s>"'][^\s>]*+)?+)?+
      )*+
      (?P<self>/)?+>
    | <(?:[!?]|/(?![a-zA-Z]))[^>]*+>
    """,
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""
    (?P<name>=?[^\s/>=]++)
    (?:\s*+=\s*+(?:"(?P<double>[^"]*+)" | '(?P<single>[^']*+)' | (?P<bare>[^\s>"'][^\s>]*+)))?+
    """,
    re.VERBOSE,
)
_NAME = re.compile(r"<[^\s/>]+")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of an HTML page in order; together they are the whole page."""
    position, raw = 0, ""
    while position < len(text):
        if raw:
            end = _end_of_raw(text, raw, position)
            if end > position:
                yield Token(Kind.RAW, position, end, raw)
            position, raw = end, ""
            continue
        match = _TOKEN.search(text, position)
        start = match.start() if match else len(text)
        if start > position:
            yield Token(Kind.TEXT, position, start)
        if match is None:
            return
        token = _token(match)
        yield token
        position = match.end()
        if token.kind is Kind.START and token.name in _RAW:
            raw = token.name


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["name"] is None:
        kind = Kind.COMMENT if match[0].startswith("<!--") else Kind.OTHER
        return Token(kind, start, end)
    kind = Kind.END if match["slash"] else Kind.START
    return Token(kind, start, end, match["name"].lower(), match["self"] is not None)


def _end_of_raw(text: str, name: str, position: int) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position)
    return end.start() if end else len(text)


def attributes(text: str, tag: Token) -> dict[str, Attribute]:
    """Return the attributes of a start tag by their names in lower case; the first of a name counts."""
    name = _NAME.match(text, tag.start)
    position = name.end() if name else tag.end
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(text, position, tag.end - 1):
        value = next((match[key] for key in ("double", "single", "bare") if match[key]), "")
        found.setdefault(match["name"].lower(), Attribute(unescape(value), *match.span()))
    return found
