"""Search the source for what an author must have typed for a node: a URL, a file name, the first words."""

import re
from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.po_files import own_message
from a11ycheck.sphinxext.source_text import SourceText

__all__ = ["TOLERANCE", "WordSearch", "descendants", "first_line"]

TOLERANCE = 3
"""How many lines below the right one a parser may report."""

_SEARCHED_LINES, _LINES_ABOVE = 400, 8
_LEAST_LENGTH, _WORDS = 2, 3
_LONGEST_TEXT, _LONGEST_URL = 40, 120


_Counts = tuple[dict[int, dict[str, int]], dict[str, int]]
"""How often the words of a node occur before it in a block, by its id; and how often any occur in all."""


class WordSearch:
    """Searches for the nodes of one document, and keeps what several searches need.

    Valid as long as the doctree does not change.
    """

    def __init__(self) -> None:
        """Start without any node."""
        self._terms: dict[int, tuple[str, ...]] = {}
        self._parts: dict[int, list[nodes.Node]] = {}
        self._counts: dict[tuple[int, type], _Counts] = {}

    def find(self, node: nodes.Node, block: nodes.Element, text: SourceText, start: int) -> int:
        """Return the line of a node's words in a block that begins at line `start`; 0 if none is found.

        Words that occur several times belong to the nodes that have them, in document order.
        """
        is_title = isinstance(node, nodes.title) or isinstance(block, nodes.title)
        first = max(start - (TOLERANCE if is_title else 0), 1)
        for words in self._terms_of(node):
            if line := self._find_words(words, node, block, text, first):
                return line
            # Some directives give their text a line below it; other words can occur anywhere.
            if words == _own_url(node) and (line := _line_of_url_above(node, text, first)):
                return line
        return 0

    def find_url(self, node: nodes.Node, block: nodes.Element, text: SourceText, start: int) -> int:
        """Return the line of a link's URL or an image's name from line `start`; 0 if it is not there."""
        url = _own_url(node)
        return self._find_words(url, node, block, text, start) if url else 0

    def _find_words(
        self, words: str, node: nodes.Node, block: nodes.Element, text: SourceText, first: int
    ) -> int:
        last = first + _SEARCHED_LINES - 1
        line = text.find(words, first, last)
        skip = self._count_before(node, block, words) if line and node is not block else 0
        # Words that occur once, such as the URL of a definition, belong to all nodes that have them.
        if skip and text.find(words, line, last, 1):
            line = text.find(words, line, last, skip)
        return line

    def find_nearest(self, node: nodes.Node, text: SourceText, start: int) -> int:
        """Return the line of a node's words that is nearest to `start`; 0 if they are not found."""
        for words in self._terms_of(node):
            found = [number for number, line in enumerate(text.lines, 1) if words in line]
            if found:
                return min(found, key=lambda number: abs(number - start))
        return 0

    def _terms_of(self, node: nodes.Node) -> tuple[str, ...]:
        terms = self._terms.get(id(node))
        if terms is None:
            long = (term for term in _search_terms(node) if len(term) >= _LEAST_LENGTH)
            terms = self._terms[id(node)] = tuple(dict.fromkeys(long))
        return terms

    def _count_before(self, node: nodes.Node, block: nodes.Element, words: str) -> int:
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
        seen: dict[str, int] = {}
        before: dict[int, dict[str, int]] = {}
        for peer in peers:
            terms = set(self._terms_of(peer))
            before[id(peer)] = {words: seen[words] for words in terms if words in seen}
            for words in terms:
                seen[words] = seen.get(words, 0) + 1
        return before, seen


def _search_terms(node: nodes.Node) -> Iterator[str]:
    """Yield what the author must have typed for a node, the most specific first; some are too short."""
    if isinstance(node, nodes.Text):
        return
    if isinstance(node, nodes.image):
        for uri in (*node.get("candidates", {}).values(), node.get("uri", "")):
            # Sphinx changes the path of a local file, but not its name.
            typed = str(uri) if "://" in str(uri) else str(uri).rpartition("/")[2]
            yield typed[:_LONGEST_URL]
    if isinstance(node, nodes.reference):
        # A link around an image is where the image is.
        for part in descendants(node):
            if isinstance(part, nodes.image):
                yield from _search_terms(part)
        yield str(node.get("refuri", ""))[:_LONGEST_TEXT]
    if isinstance(node, (nodes.Inline, nodes.title, nodes.TextElement)):
        text = _beginning(node).strip()
        yield text.partition("\n")[0][:_LONGEST_TEXT]
        yield " ".join(text.split(None, _WORDS)[:_WORDS])[:_LONGEST_TEXT]
    yield own_message(node).partition("\n")[0][:_LONGEST_TEXT]


def _own_url(node: nodes.Node) -> str:
    """Return the beginning of the URL of a link, or the name of an image; "" for links of Sphinx."""
    if isinstance(node, nodes.image):
        return next(_search_terms(node), "")
    if isinstance(node, nodes.reference) and not node.get("reftitle"):
        url = str(node.get("refuri", ""))[:_LONGEST_TEXT]
        return url if "://" in url else ""
    return ""


def _line_of_url_above(node: nodes.Node, text: SourceText, first: int) -> int:
    """Return the line shortly above another with the URL of a link; 0 if it is not there."""
    if not isinstance(node, nodes.reference):
        return 0
    url = re.compile(rf"{re.escape(str(node['refuri']))}(?![\w/])")
    above = range(first - 1, max(first - 1 - _LINES_ABOVE, 0), -1)
    return next((number for number in above if url.search(text.line(number))), 0)


def _beginning(node: nodes.Element) -> str:
    """Return as much of a node's text as is searched for; the whole text of a long node takes time."""
    if type(node).astext is not nodes.Element.astext:
        return node.astext()
    text = ""
    for number, child in enumerate(node.children):
        text += (node.child_text_separator if number else "") + child.astext()
        is_long = len(text) > _LONGEST_TEXT and len(text.strip()) > _LONGEST_TEXT
        if is_long and len(text.split(None, _WORDS)) > _WORDS:
            break
    return text


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


def descendants(node: nodes.Node) -> list[nodes.Node]:
    """Return a node and all nodes in it, in document order; `Node.findall` is several times slower."""
    found: list[nodes.Node] = []
    stack = [node]
    while stack:
        current = stack.pop()
        found.append(current)
        if current.children:
            stack += reversed(current.children)
    return found
