"""The line of a block in its docstring: extensions rewrite what they understand of it, so words decide."""

from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.block_words import file_name, first_text, typed_words, words_in
from a11ycheck.sphinxext.docstrings import DocPlace, described_place
from a11ycheck.sphinxext.source_text import EMPTY, read_source
from a11ycheck.sphinxext.word_search import WordSearch, first_line

__all__ = ["line_in_description", "line_in_docstring"]

_LONGEST, _LEAST_WORDS = 40, 3


def line_in_docstring(block: nodes.Element, place: DocPlace, line: int) -> tuple[int, bool]:
    """Return the line of a block that a parser found at `line`, and whether its words are there."""
    line = min(line, place.last)
    if isinstance(block, nodes.image):
        name = file_name(block)
        found = next((number for number, text in _near(place, line) if name in text), 0)
        return found or line, found > 0
    leaf = first_text(block)
    if leaf is None:
        return line, True
    found = line_of_words(leaf, place, line)
    if not found:
        return line, not typed_words(leaf)
    # A directive is above its text.
    above = 0 if leaf is block else max(int(leaf.line or 0) - int(block.line or 0), 0)
    return max(found - above, place.first), True


def line_of_words(leaf: nodes.Element, place: DocPlace, line: int) -> int:
    """Return the line nearest to another that has the first words of a text; 0 if they are not there."""
    first, words = first_line(leaf)[:_LONGEST], typed_words(leaf)
    near = [(number, text, words_in(text)) for number, text in _near(place, line)]
    for number, text, _ in near:
        if text.strip() == first or (len(words) >= _LEAST_WORDS and first in text):
            return number
    # Markup can be between the words, and the later ones can be on the next line.
    for number, _, there in near:
        if len(words) >= _LEAST_WORDS and set(words) <= set(there):
            return number
    begin = words[:_LEAST_WORDS]
    for number, _, there in near:
        if begin and any(there[at : at + len(begin)] == begin for at in range(len(there))):
            return number
    return 0


def line_in_description(
    node: nodes.Node, description: nodes.Element, search: WordSearch
) -> tuple[int, bool]:
    """Return the line of a node in the description of an object, and whether it is exact.

    Sphinx rewrites the fields of a description, without lines.
    """
    place = described_place(description)
    if place is None:
        return 1, False
    text, lines = read_source(place.file) or EMPTY, (place.first, place.last)
    if url := search.find_url(node, description, text, lines):
        return url, True
    around: nodes.Node = node
    while around is not description and not isinstance(around, nodes.paragraph):
        around = around.parent
    if not isinstance(around, nodes.paragraph):
        return place.first, False
    found = line_of_words(around, place, place.first)
    if not found or around is node:
        return found or place.first, found > 0
    inside = search.find(node, around, text, (found, place.last))
    return inside or found, inside > 0


def _near(place: DocPlace, line: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a docstring with their numbers, those next to a line first."""
    text = read_source(place.file) or EMPTY
    numbers = range(place.first, place.last + 1)
    for number in sorted(numbers, key=lambda one: abs(one - line)):
        yield number, text.line(number)
