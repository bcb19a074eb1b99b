"""Search the source for what an author must have typed for a node: a URL, a file name, the first words."""

import re
from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.source_text import SourceText
from a11ycheck.sphinxext.typed_words import Typed, descendants, own_url, typed_for

__all__ = ["TOLERANCE", "WordSearch", "first_line"]

TOLERANCE = 3
"""How many lines below the right one a parser may report."""

_SEARCHED_LINES, _LINES_ABOVE = 400, 8
_LEAST_LENGTH = 2
_MARGIN = " \t>|"
# Where a URL or image is written that is used elsewhere: targets, footnotes and substitutions.
_DEFINITION = re.compile(r"\s*(?:\.\. (?:_|__|\||\[)|__ |\[[^\]]+\]:)")


_Counts = tuple[dict[int, dict[Typed, int]], dict[Typed, int]]
"""How often the words of a node occur before it in a block, by its id; and how often any occur in all."""


class WordSearch:
    """Searches for the nodes of one document, and keeps what several searches need.

    Valid as long as the doctree does not change.
    """

    def __init__(self) -> None:
        """Start without any node."""
        self._terms: dict[int, tuple[Typed, ...]] = {}
        self._parts: dict[int, list[nodes.Node]] = {}
        self._counts: dict[tuple[int, type], _Counts] = {}

    def find(
        self,
        node: nodes.Node,
        block: nodes.Element,
        text: SourceText,
        lines: tuple[int, int],
        *,
        is_sure: bool = True,
    ) -> int:
        """Return the line of a node's words in a block; 0 if none is found.

        `lines` are where the block begins, and where what encloses it ends, 0 if that is not known. Words
        that occur several times belong to the nodes that have them, in document order. The block may begin
        elsewhere if its line is not sure.
        """
        start, end = lines
        is_title = isinstance(node, nodes.title) or isinstance(block, nodes.title)
        first = max(start - (TOLERANCE if is_title else 0), 1)
        farthest = end or first + _SEARCHED_LINES - 1
        # Cells of a `csv-table` have no lines of their own.
        is_prose = isinstance(block, nodes.paragraph) and not isinstance(block.parent, nodes.entry)
        last = min(_paragraph_end(text, start), farthest) if is_prose and is_sure else farthest
        own = own_url(node)
        for words in self._terms_of(node):
            if words.is_few and not is_sure:
                continue
            if line := self._find_words(words, node, block, text, (first, last)):
                return line
            # Some directives give their text a line below it; other words can occur anywhere.
            if words in own and (line := _line_of_url_above(node, text, first)):
                return line
            if words.is_url and (line := _line_of_definition(words, text, last + 1, farthest)):
                return line
        return 0

    def find_url(
        self, node: nodes.Node, block: nodes.Element, text: SourceText, lines: tuple[int, int]
    ) -> int:
        """Return which of the lines has the URL of a link or the name of an image; 0 if none has it."""
        found = (self._find_words(url, node, block, text, lines) for url in own_url(node))
        return next(filter(None, found), 0)

    def _find_words(
        self,
        words: Typed,
        node: nodes.Node,
        block: nodes.Element,
        text: SourceText,
        lines: tuple[int, int],
    ) -> int:
        first, last = lines
        line = text.find(words.text, first, last, is_whole=words.is_whole)
        skip = self._count_before(node, block, words) if line and node is not block else 0
        # Words that occur once, such as the URL of a definition, belong to all nodes that have them.
        if skip and text.find(words.text, line, last, 1, is_whole=words.is_whole):
            line = text.find(words.text, line, last, skip, is_whole=words.is_whole)
        return line

    def find_nearest(self, node: nodes.Node, text: SourceText, start: int) -> int:
        """Return the line of a node's words that is nearest to `start`; 0 if they are not found."""
        for words in self._terms_of(node):
            found = list(_lines_of(words, text, 1, len(text.lines)))
            if found:
                return min(found, key=lambda number: abs(number - start))
        return 0

    def _terms_of(self, node: nodes.Node) -> tuple[Typed, ...]:
        terms = self._terms.get(id(node))
        if terms is None:
            long = (term for term in typed_for(node) if len(term.text) >= _LEAST_LENGTH)
            terms = self._terms[id(node)] = tuple(dict.fromkeys(long))
        return terms

    def _count_before(self, node: nodes.Node, block: nodes.Element, words: Typed) -> int:
        """Return how many nodes of the same class in a block have the same words and come before a node."""
        key = id(block), type(node)
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = self._count(block, type(node))
        before, in_all = counts
        return before.get(id(node), in_all).get(words, 0)

    def _count(self, block: nodes.Element, kind: type[nodes.Node]) -> _Counts:
        """Count the words of the nodes of a class in a block."""
        parts = self._parts.get(id(block))
        if parts is None:
            parts = self._parts[id(block)] = descendants(block)
        peers = [part for part in parts if isinstance(part, kind)]
        if len(peers) == 1:  # the usual case
            return {id(peers[0]): {}}, {}
        seen: dict[Typed, int] = {}
        before: dict[int, dict[Typed, int]] = {}
        for peer in peers:
            terms = set(self._terms_of(peer))
            before[id(peer)] = {words: seen[words] for words in terms if words in seen}
            for words in terms:
                seen[words] = seen.get(words, 0) + 1
        return before, seen


def _paragraph_end(text: SourceText, number: int) -> int:
    """Return the last line of the paragraph that begins at a line or below it."""
    numbers = iter(range(number, len(text.lines) + 1))
    start = next((at for at in numbers if not text.is_empty(at, _MARGIN)), number)
    end = next((at for at in numbers if text.is_empty(at, _MARGIN)), len(text.lines) + 1)
    return max(end - 1, start)


def _lines_of(words: Typed, text: SourceText, first: int, last: int) -> Iterator[int]:
    """Yield the lines from `first` to `last` that have words."""
    line = first - 1
    while line := text.find(words.text, line + 1, last, is_whole=words.is_whole):
        yield line


def _line_of_definition(url: Typed, text: SourceText, first: int, last: int) -> int:
    found = _lines_of(url, text, first, last)
    return next((line for line in found if _DEFINITION.match(text.line(line))), 0)


def _line_of_url_above(node: nodes.Node, text: SourceText, first: int) -> int:
    """Return the line shortly above another with the URL of a link; 0 if it is not there."""
    if not isinstance(node, nodes.reference):
        return 0
    above = max(first - _LINES_ABOVE, 1)
    found = [line for url in own_url(node) for line in _lines_of(url, text, above, first - 1)]
    return max(found, default=0)


def first_line(node: nodes.Node) -> str:
    """Return the first line of a node's text."""
    text = ""
    for piece in _text_pieces(node):
        text += piece
        if "\n" in text.strip():
            break
    return text.strip().partition("\n")[0]


def _text_pieces(node: nodes.Node) -> Iterator[str]:
    """Yield the text of a node in the pieces that `Element.astext` would join."""
    if type(node).astext is not nodes.Element.astext:
        yield node.astext()
        return
    for number, child in enumerate(node.children):
        if number and isinstance(node, nodes.Element):
            yield node.child_text_separator
        yield from _text_pieces(child)
