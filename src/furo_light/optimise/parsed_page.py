"""A page as a parser builds it, with the position of each element in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from a11ycheck.web.elements import (
    FOREIGN_ELEMENTS,
    OPTIONAL_TAGS,
    PARAGRAPH_BOUNDARIES,
    VOID_ELEMENTS,
)
from a11ycheck.web.html_tokens import Kind, Token, tokenize
from furo_light.optimise.site_files import SkipFileError

__all__ = ["ParsedPage", "parse_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPage:
    """The tokens of a page; by their numbers, the element of each start tag and the parent of each text.

    `frozen` holds the numbers of tokens in `template`, `svg` and `math`, which other rules govern.
    """

    text: str
    tree: LexborHTMLParser
    tokens: tuple[Token, ...]
    elements: dict[int, LexborNode] = field(default_factory=dict)
    parents: dict[int, LexborNode | None] = field(default_factory=dict)
    frozen: set[int] = field(default_factory=set)

    def source(self, token: Token) -> str:
        """Return the text of a token as it is in the file."""
        return self.text[token.start : token.end]

    def line(self, token: Token) -> int:
        """Return the line, from 1, on which a token begins."""
        return self.text.count("\n", 0, token.start) + 1


def parse_page(text: str) -> ParsedPage:
    """Return the page; SkipFileError if the parser recovers from an error, so that tags and tree differ."""
    page = ParsedPage(text=text, tree=LexborHTMLParser(text), tokens=tuple(tokenize(text)))
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
        left = next((node for node in self._order if _name(node) not in OPTIONAL_TAGS), None)
        if left is not None:
            message = f"its HTML has a parse error: the parser adds <{_name(left)}> without a tag"
            raise SkipFileError(message)

    def _start(self, number: int, token: Token) -> None:
        node = self._next(token)
        self._page.elements[number] = node
        empty = token.name in VOID_ELEMENTS or (
            token.self_closing and self._is_within_foreign(node)
        )
        self._current = node.parent if empty else node
        if token.name == "template":
            self._template = 1

    def _next(self, token: Token) -> LexborNode:
        for node in self._order:
            if _name(node) == token.name:
                return node
            if _name(node) not in OPTIONAL_TAGS:
                break
        message = (
            f"its HTML has a parse error: <{token.name}> on line {self._page.line(token)} is"
            " elsewhere in the parsed page"
        )
        raise SkipFileError(message)

    def _end(self, token: Token) -> None:
        node = self._current
        boundaries = PARAGRAPH_BOUNDARIES if token.name == "p" else frozenset()
        while node is not None and _name(node) != token.name:
            node = None if _name(node) in boundaries else node.parent
        if node is None and token.name == "p":
            # The parser inserts an empty paragraph; Sphinx writes field lists like this.
            self._next(token)
            return
        if node is not None:
            self._current = node.parent
        elif token.name not in OPTIONAL_TAGS:
            message = (
                f"its HTML has a parse error: </{token.name}> on line"
                f" {self._page.line(token)} has no matching start tag"
            )
            raise SkipFileError(message)

    def _in_template(self, number: int, token: Token) -> None:
        # The content of a template is a document of its own, outside the tree.
        if token.name == "template":
            self._template += 1 if token.kind is Kind.START else -1
        if self._template:
            self._page.frozen.add(number)
        else:
            self._end(token)

    def _is_foreign(self, token: Token) -> bool:
        return token.name in FOREIGN_ELEMENTS or (
            self._current is not None and self._is_within_foreign(self._current)
        )

    @staticmethod
    def _is_within_foreign(node: LexborNode) -> bool:
        above: LexborNode | None = node
        while above is not None:
            if _name(above) in FOREIGN_ELEMENTS:
                return True
            above = above.parent
        return False


def _elements(root: LexborNode | None) -> Iterator[LexborNode]:
    for node in root.traverse(include_text=False) if root is not None else ():
        if node.is_element_node:
            yield node


def _name(node: LexborNode) -> str:
    return (node.tag or "").lower()
