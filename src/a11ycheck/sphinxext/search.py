"""Look up where a node was written by its own words: addresses of links and pictures, words of a text."""

from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.files import SourceFile
from a11ycheck.sphinxext.translated import own_words

__all__ = ["BEFORE", "Repeats", "nearest_picture", "search"]

BEFORE = 3
"""How many lines a parser may be wrong by, towards the end of the file."""

_REACH = 400
_LEAST_NEEDLE, _WORDS = 2, 3
_LONGEST_NEEDLE, _LONGEST_ADDRESS = 40, 120


class Repeats:
    """How often words stand in a block before a node, in nodes of its kind; each block is read once.

    It holds for a document as long as nothing changes the document.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._blocks: dict[tuple[int, type], tuple[dict[int, dict[str, int]], dict[str, int]]] = {}

    def before(self, node: nodes.Node, block: nodes.Element, words: str) -> int:
        """Return how many nodes before this one in the block hold the same words."""
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
    """Return by each node's id how often its words stand before it, and how often any stand in all."""
    seen: dict[str, int] = {}
    before: dict[int, dict[str, int]] = {}
    found = list(block.findall(kind))
    if len(found) == 1:  # as most often: nothing is before it
        return {id(found[0]): {}}, {}
    for node in found:
        own = set(_needles(node))
        before[id(node)] = {words: seen[words] for words in own if words in seen}
        for words in own:
            seen[words] = seen.get(words, 0) + 1
    return before, seen


def search(
    node: nodes.Node, block: nodes.Element, text: SourceFile, start: int, repeats: Repeats
) -> int:
    """Return the line of a node's own words in a block that begins at `start`; 0 where they are not found.

    Where the words stand several times, each place belongs to one of the nodes that have them, in order.
    """
    first = max(start - (BEFORE if isinstance(node, nodes.title) else 0), 1)
    last = first + _REACH - 1
    for needle in _needles(node):
        line = text.find(needle, first, last)
        skip = repeats.before(node, block, needle) if line else 0
        # What is written once can be nothing else; for the rest it matters who comes before.
        if skip and text.find(needle, line, last, 1):
            line = text.find(needle, line, last, skip)
        if line:
            return line
    return 0


def nearest_picture(node: nodes.image, text: SourceFile, start: int) -> int:
    """Return the line nearest to `start` with the address of a picture whose line is wrong; 0 for none.

    A directive that hands its content to two parsers, as some demonstrations do, can get lines wrong.
    """
    for needle in _needles(node):
        found = [number for number, line in enumerate(text.lines, 1) if needle in line]
        if found:
            return min(found, key=lambda number: abs(number - start))
    return 0


def _needles(node: nodes.Node) -> Iterator[str]:
    """Yield what the author must have written for a node, the surest first."""
    if isinstance(node, nodes.image):
        for address in (*node.get("candidates", {}).values(), node.get("uri", "")):
            # Sphinx makes a path of its own of a file's, so the name alone is the author's.
            whole = str(address) if "://" in str(address) else str(address).rpartition("/")[2]
            yield from _worth(whole, _LONGEST_ADDRESS)
    if isinstance(node, nodes.reference):
        # A link that is nothing but a picture is written where the picture is.
        yield from (needle for image in node.findall(nodes.image) for needle in _needles(image))
        yield from _worth(str(node.get("refuri", "")))
    text = ""
    if isinstance(node, (nodes.Inline, nodes.title, nodes.TextElement)):
        text = _beginning(node).strip()
    yield from _worth(text.partition("\n")[0])
    yield from _worth(" ".join(text.split()[:_WORDS]))
    yield from _worth(own_words(node).partition("\n")[0])


def _beginning(node: nodes.Element) -> str:
    """Return the text of a node, or as much of it as decides what is looked for: a long one takes time."""
    if type(node).astext is not nodes.Element.astext:
        return node.astext()
    text = ""
    for number, child in enumerate(node.children):
        text += (node.child_text_separator if number else "") + child.astext()
        if len(text.strip()) > _LONGEST_NEEDLE and len(text.split()) > _WORDS:
            break
    return text


def _worth(text: str, longest: int = _LONGEST_NEEDLE) -> Iterator[str]:
    if len(text) >= _LEAST_NEEDLE:
        yield text[:longest]
