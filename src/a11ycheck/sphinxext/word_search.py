"""Search the source for what an author must have typed for a node: a URL, a file name, the first words."""

from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.po_files import own_message
from a11ycheck.sphinxext.source_text import SourceText

__all__ = ["TOLERANCE", "Occurrences", "descendants", "find_node", "nearest_image"]

TOLERANCE = 3
"""How many lines below the right one a parser may report."""

_SEARCHED_LINES = 400
_LEAST_LENGTH, _WORDS = 2, 3
_LONGEST_TEXT, _LONGEST_URL = 40, 120


class Occurrences:
    """How often words occur in a block before a node, in nodes of its class. Each block is counted once.

    Valid as long as the doctree does not change.
    """

    def __init__(self) -> None:
        """Start with no block."""
        self._blocks: dict[tuple[int, type], tuple[dict[int, dict[str, int]], dict[str, int]]] = {}

    def before(self, node: nodes.Node, block: nodes.Element, words: str) -> int:
        """Return how many nodes of the block have the same words and come before this one."""
        if node is block:
            return 0
        key = id(block), type(node)
        known = self._blocks.get(key)
        if known is None:
            known = self._blocks[key] = _count(block, type(node))
        return known[0].get(id(node), known[1]).get(words, 0)


def _count(
    block: nodes.Element, kind: type[nodes.Node]
) -> tuple[dict[int, dict[str, int]], dict[str, int]]:
    """Return how often the words of a node occur before it, by its id, and how often any words occur."""
    seen: dict[str, int] = {}
    before: dict[int, dict[str, int]] = {}
    found = [node for node in descendants(block) if isinstance(node, kind)]
    if len(found) == 1:  # the usual case
        return {id(found[0]): {}}, {}
    for node in found:
        own = set(_search_terms(node))
        before[id(node)] = {words: seen[words] for words in own if words in seen}
        for words in own:
            seen[words] = seen.get(words, 0) + 1
    return before, seen


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


def find_node(
    node: nodes.Node, block: nodes.Element, text: SourceText, start: int, occurrences: Occurrences
) -> int:
    """Return the line of a node's words in a block that begins at line `start`; 0 if they are not found.

    Words that occur several times belong to the nodes that have them, in document order.
    """
    first = max(start - (TOLERANCE if isinstance(node, nodes.title) else 0), 1)
    last = first + _SEARCHED_LINES - 1
    for words in _search_terms(node):
        line = text.find(words, first, last)
        # Counting is needed only for words that occur again.
        if line and text.find(words, line, last, 1):
            skip = occurrences.before(node, block, words)
            line = text.find(words, line, last, skip) if skip else line
        if line:
            return line
    return 0


def nearest_image(node: nodes.image, text: SourceText, start: int) -> int:
    """Return the line with the URL of an image that is nearest to `start`, a wrong line; 0 for none.

    Directives that pass their content to two parsers report wrong lines.
    """
    for words in _search_terms(node):
        found = [number for number, line in enumerate(text.lines, 1) if words in line]
        if found:
            return min(found, key=lambda number: abs(number - start))
    return 0


def _search_terms(node: nodes.Node) -> Iterator[str]:
    """Yield what the author must have typed for a node, the most specific term first."""
    if isinstance(node, nodes.image):
        for uri in (*node.get("candidates", {}).values(), node.get("uri", "")):
            # Sphinx changes the path of a local file, but not its name.
            typed = str(uri) if "://" in str(uri) else str(uri).rpartition("/")[2]
            yield from _cut(typed, _LONGEST_URL)
    if isinstance(node, nodes.reference):
        # A link around an image is where the image is.
        for part in descendants(node):
            if isinstance(part, nodes.image):
                yield from _search_terms(part)
        yield from _cut(str(node.get("refuri", "")))
    if isinstance(node, (nodes.Inline, nodes.title, nodes.TextElement)):
        text = _beginning(node).strip()
        if len(text) >= _LEAST_LENGTH:
            line = text.partition("\n")[0][:_LONGEST_TEXT]
            if len(line) >= _LEAST_LENGTH:
                yield line
            words = " ".join(text.split()[:_WORDS])[:_LONGEST_TEXT]
            if words != line and len(words) >= _LEAST_LENGTH:
                yield words
    yield from _cut(own_message(node).partition("\n")[0])


def _beginning(node: nodes.Element) -> str:
    """Return as much of a node's text as is searched for; the whole text of a long node takes time."""
    if type(node).astext is not nodes.Element.astext:
        return node.astext()
    text = ""
    for number, child in enumerate(node.children):
        text += (node.child_text_separator if number else "") + child.astext()
        if (
            len(text) > _LONGEST_TEXT
            and len(text.strip()) > _LONGEST_TEXT
            and len(text.split()) > _WORDS
        ):
            break
    return text


def _cut(text: str, longest: int = _LONGEST_TEXT) -> Iterator[str]:
    if len(text) >= _LEAST_LENGTH:
        yield text[:longest]
