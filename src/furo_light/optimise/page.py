"""A page as a browser builds it, with the place of each element in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from furo_light.optimise.tokens import Kind, Token, tokens

__all__ = ["VOID", "ParsedPage", "Repaired", "parse_page"]

# What a page need not write: parsers put it in, and no browser calls that a fault.
_IMPLIED = frozenset({"html", "head", "body", "tbody", "colgroup"})
VOID = frozenset(
    {
        *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img"),
        *("input", "keygen", "link", "meta", "param", "source", "track", "wbr"),
    }
)
"""The elements that have no end tag, by the HTML standard's rules for parsing."""

# The HTML standard: elements through which no end tag of a paragraph reaches.
_PARAGRAPH_WALLS = frozenset(
    {"applet", "button", "caption", "html", "marquee", "object", "table", "td", "template", "th"}
)
_FOREIGN = frozenset({"svg", "math"})


class Repaired(Exception):  # noqa: N818 - it says what the parser did
    """A parser builds another page than the tags say: it had to repair; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPage:
    """The tokens of a page; by their numbers, the element of each start tag and the parent of each text.

    `frozen` holds the numbers of tokens in `template`, `svg` and `math`, where other rules hold.
    """

    text: str
    tree: LexborHTMLParser
    tokens: tuple[Token, ...]
    elements: dict[int, LexborNode] = field(default_factory=dict)
    parents: dict[int, LexborNode | None] = field(default_factory=dict)
    frozen: set[int] = field(default_factory=set)

    def source(self, token: Token) -> str:
        """Return the text of a token as it stands in the file."""
        return self.text[token.start : token.end]

    def line(self, token: Token) -> int:
        """Return the line, counted from 1, on which a token begins."""
        return self.text.count("\n", 0, token.start) + 1


def parse_page(text: str) -> ParsedPage:
    """Return the page; Repaired where the tags alone do not tell what a browser builds of them."""
    page = ParsedPage(text=text, tree=LexborHTMLParser(text), tokens=tuple(tokens(text)))
    _Alignment(page).run()
    return page


class _Alignment:
    """Walks through tokens and parsed elements side by side."""

    def __init__(self, page: ParsedPage) -> None:
        self._page = page
        self._order = _elements(page.tree.root)
        self._current: LexborNode | None = None
        self._template = 0

    def run(self) -> None:
        for number, token in enumerate(self._page.tokens):
            if self._template:
                self._in_template(number, token)
                continue
            match token.kind:
                case Kind.START:
                    self._start(number, token)
                case Kind.END:
                    self._end(token)
                case _:
                    self._page.parents[number] = self._current
            if self._is_foreign(token):
                self._page.frozen.add(number)
        left = next((node for node in self._order if _name(node) not in _IMPLIED), None)
        if left is not None:
            message = f"a parser adds <{_name(left)}>, for which there is no tag"
            raise Repaired(message)

    def _start(self, number: int, token: Token) -> None:
        node = self._next(token)
        self._page.elements[number] = node
        empty = token.name in VOID or (token.closed and self._is_within_foreign(node))
        self._current = node.parent if empty else node
        if token.name == "template":
            self._template = 1

    def _next(self, token: Token) -> LexborNode:
        for node in self._order:
            if _name(node) == token.name:
                return node
            if _name(node) not in _IMPLIED:
                break
        message = (
            f"<{token.name}> on line {self._page.line(token)} does not stay where it is written"
        )
        raise Repaired(message)

    def _end(self, token: Token) -> None:
        node = self._current
        walls = _PARAGRAPH_WALLS if token.name == "p" else frozenset()
        while node is not None and _name(node) != token.name:
            node = None if _name(node) in walls else node.parent
        if node is None and token.name == "p":
            # Parsers put in an empty paragraph; Sphinx's own field lists are written so.
            self._next(token)
            return
        if node is not None:
            self._current = node.parent
        elif token.name not in _IMPLIED:
            message = f"</{token.name}> on line {self._page.line(token)} closes nothing"
            raise Repaired(message)

    def _in_template(self, number: int, token: Token) -> None:
        # A template's content is a document of its own, which the walk does not enter.
        if token.name == "template":
            self._template += 1 if token.kind is Kind.START else -1
        if self._template:
            self._page.frozen.add(number)
        else:
            self._end(token)

    def _is_foreign(self, token: Token) -> bool:
        return token.name in _FOREIGN or (
            self._current is not None and self._is_within_foreign(self._current)
        )

    @staticmethod
    def _is_within_foreign(node: LexborNode) -> bool:
        above: LexborNode | None = node
        while above is not None:
            if _name(above) in _FOREIGN:
                return True
            above = above.parent
        return False


def _elements(root: LexborNode | None) -> Iterator[LexborNode]:
    for node in root.traverse(include_text=False) if root is not None else ():
        if node.is_element_node:
            yield node


def _name(node: LexborNode) -> str:
    return (node.tag or "").lower()
