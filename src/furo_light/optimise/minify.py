"""Remove what does not reach readers: comments, and white space that collapses, in HTML and SVG."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from selectolax.lexbor import LexborNode

from a11ycheck.web.html_tokens import Kind
from furo_light.optimise.css_queries import elements_keeping_space, keeps_white_space
from furo_light.optimise.html_edits import Edit
from furo_light.optimise.page_css import PageCss, parse_declarations
from furo_light.optimise.parsed_page import ParsedPage

__all__ = ["find_gaps", "is_functional_comment", "minify_svg"]

_SPACE: Final = " \t\n\r\f"
_KEEPS_SPACE: Final = frozenset({"pre", "textarea", "listing", "plaintext", "xmp"})
_HEAD: Final = frozenset({"html", "head"})
# Comments with a meaning: for Internet Explorer, servers, frameworks, search engines; and licences.
_FUNCTIONAL = re.compile(
    r"\s*(?:\[|<!|#|!|\$|/|\?|esi|ko\b|ng|google|noindex|index|email_off|lit|htm|end|begin)|.*"
    r"(?:licen[cs]e|copyright|\(c\)|©|@preserve|spdx|build:|inject)",
    re.IGNORECASE | re.DOTALL,
)
_PROSE = re.compile(r"<!--\s.*[^\W\d_]{3}.*\s-->", re.DOTALL)


def is_functional_comment(text: str) -> bool:
    """Return whether the text of a comment is for a server, a framework, or a licence."""
    return _FUNCTIONAL.match(text) is not None


# --- HTML -------------------------------------------------------------------------------------------


def find_gaps(page: ParsedPage, css: PageCss) -> Iterator[Edit]:
    """Yield edits that collapse the white space between tags, and remove comments.

    White space becomes one character. It is never removed from the body, where it can separate words for
    the eye and for screen readers. It stays where an element or a stylesheet keeps it, in custom elements
    (`x-y`), and everywhere on a page that uses a stylesheet of another host.
    """
    kept = None if css.unknown else _KeptSpace(elements_keeping_space(page.tree, css.rules))
    tags = enumerate(page.tokens)
    body = next((at for at, tag in tags if tag.kind is Kind.START and tag.name == "body"), 0)
    for run in _runs(page):
        first, last = page.tokens[run[0]], page.tokens[run[-1]]
        space = "".join(text for number in run if (text := _white_space(page, number)))
        if _would_join_words(page, run, space):
            continue
        parent = page.parents.get(run[0])
        if kept is None or parent is None or kept.within(parent):
            comments = (page.tokens[number] for number in run)
            yield from (
                Edit(item.start, item.end) for item in comments if item.kind is Kind.COMMENT
            )
            continue
        in_head = (parent.tag or "") in _HEAD and run[-1] < body
        new = "" if in_head or not space else "\n" if "\n" in space else " "
        if new != page.text[first.start : last.end]:
            yield Edit(first.start, last.end, new)


def _runs(page: ParsedPage) -> Iterator[list[int]]:
    """Yield the numbers of adjoining tokens that are white space or comments without a function."""
    run: list[int] = []
    for number, token in enumerate(page.tokens):
        idle = token.kind is Kind.COMMENT and _is_prose(page.source(token))
        if number not in page.frozen and (idle or _white_space(page, number)):
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_prose(comment: str) -> bool:
    return _PROSE.fullmatch(comment) is not None and not is_functional_comment(comment[4:-3])


def _white_space(page: ParsedPage, number: int) -> str:
    """Return the white space that a token consists of, "" for any other token."""
    token = page.tokens[number]
    text = page.source(token) if token.kind is Kind.TEXT else ""
    return "" if text.strip(_SPACE) else text


def _would_join_words(page: ParsedPage, run: list[int], space: str) -> bool:
    """Return whether text on both sides of a run would become one text."""
    texts = [
        0 <= at < len(page.tokens)
        and page.tokens[at].kind in {Kind.TEXT, Kind.COMMENT}
        and at not in page.frozen
        for at in (run[0] - 1, run[-1] + 1)
    ]
    return all(texts) or (any(texts) and bool(space))


@dataclass(frozen=True, slots=True)
class _KeptSpace:
    """Which elements keep the white space in them, computed once for each."""

    ids: set[int]
    _known: dict[int, bool] = field(default_factory=dict)

    def within(self, node: LexborNode | None) -> bool:
        """Return whether white space in an element is kept, by it or by an element around it."""
        if node is None or not node.is_element_node:
            return False
        if node.mem_id not in self._known:
            self._known[node.mem_id] = self._by(node) or self.within(node.parent)
        return self._known[node.mem_id]

    def _by(self, node: LexborNode) -> bool:
        tag, values = node.tag or "", node.attributes
        style = values.get("style") or ""
        return (
            tag in _KEEPS_SPACE
            or "-" in tag
            or node.mem_id in self.ids
            or "contenteditable" in values
            or ("white-space" in style and keeps_white_space(parse_declarations(style)))
        )


# --- SVG --------------------------------------------------------------------------------------------

_SVG: Final = "http://www.w3.org/2000/svg"
_XML_SPACE: Final = "http://www.w3.org/XML/1998/namespace space"
# Text in these is read, drawn or run; all other elements of SVG contain elements alone.
_TEXTUAL: Final = frozenset(
    f"{_SVG} {name}"
    for name in (
        *("text", "tspan", "textPath", "title", "desc", "style", "script", "foreignObject", "a"),
    )
)


class _UnsafeError(Exception):
    """The file declares what changes the meaning of its text."""


def minify_svg(data: bytes) -> bytes:
    """Return an SVG file without comments and white space that is not drawn; unchanged if that is unsafe.

    Elements of other namespaces, metadata and licences stay. Files that declare entities, are not UTF-8 or
    are not well-formed are returned as they are.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    reader = _SvgReader(data, parser)
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    except (expat.ExpatError, _UnsafeError):
        return data
    parts, position = [], 0
    for start, end in reader.cuts:
        parts.append(data[position:start])
        position = end
    return b"".join((*parts, data[position:]))


class _SvgReader:
    """Collects the spans to cut, as byte offsets, from the parser's events."""

    def __init__(self, data: bytes, parser: expat.XMLParserType) -> None:
        self.cuts: list[tuple[int, int]] = []
        self._data = data
        self._parser = parser
        self._keeps = [False]
        self._text_from: int | None = None
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        parser.StartDoctypeDeclHandler = self._doctype
        parser.DefaultHandler = self._other
        parser.buffer_text = False

    def _doctype(self, *declared: object) -> None:
        if declared[-1]:  # it has an internal subset, which may declare entities
            raise _UnsafeError

    def _start(self, name: str, values: dict[str, str]) -> None:
        self._close_gap()
        preserves = values.get(_XML_SPACE) == "preserve"
        foreign = not name.startswith(f"{_SVG} ")
        self._keeps.append(self._keeps[-1] or foreign or name in _TEXTUAL or preserves)

    def _end(self, _name: str) -> None:
        self._close_gap()
        self._keeps.pop()

    def _other(self, _data: str) -> None:
        self._close_gap()

    def _text(self, text: str) -> None:
        if self._keeps[-1] or text.strip(" \t\r\n"):
            self._text_from = None
        elif self._text_from is None:
            self._text_from = self._parser.CurrentByteIndex

    def _comment(self, text: str) -> None:
        self._close_gap()
        start = self._parser.CurrentByteIndex
        end = self._data.find(b"-->", start + 4) + 3
        if not self._keeps[-1] and not is_functional_comment(text):
            self.cuts.append((start, end))

    def _close_gap(self) -> None:
        """Cut the white space between the previous tag and this one."""
        start, self._text_from = self._text_from, None
        end = self._parser.CurrentByteIndex
        if start is not None and not self._data[start:end].strip(b" \t\r\n"):
            self.cuts.append((start, end))
