"""The line near another that has the words of a block: parsers in parsers miscount."""

from docutils import nodes

from a11ycheck.sphinxext.block_words import typed_words
from a11ycheck.sphinxext.po_files import own_message
from a11ycheck.sphinxext.source_text import SourceText
from a11ycheck.sphinxext.word_search import TOLERANCE, first_line

__all__ = ["has_most", "is_in_table", "nearest_line", "raw_line", "text_near"]

_CELL = "{code-cell}"
_FIRST_WORDS = 2
_LEAST_LENGTH, _LONGEST = 6, 40


def raw_line(block: nodes.Element) -> str:
    """Return the first line of a block as it was typed, "" if that is too short to be searched for."""
    raw = block.rawsource.strip().partition("\n")[0]
    return raw if len(raw) >= _LEAST_LENGTH else ""


def text_near(text: SourceText, line: int) -> str:
    """Return the lines around one, in lower case."""
    return "\n".join(text.lines[max(line - 1 - TOLERANCE, 0) : line + TOLERANCE]).casefold()


def nearest_line(block: nodes.Element, text: SourceText, line: int) -> int:
    """Return the line near another with the first words of a block: parsers in parsers miscount."""
    # A block of code has the line of its directive, for MyST-NB a line below it.
    if not isinstance(block, nodes.TextElement) or isinstance(block, nodes.literal_block):
        return line - 2 if _CELL in text.line(line - 2) else line
    first = first_line(block)[:_LONGEST]
    # A message has no line feeds, so that its later words can be on the next line.
    words = typed_words(block)[: _FIRST_WORDS if own_message(block) else None]
    if len(first) < _LEAST_LENGTH or not words:
        return line
    near = sorted(range(line - TOLERANCE, line + TOLERANCE + 1), key=lambda one: abs(one - line))
    raw = (not is_in_table(block) and raw_line(block)) or first
    for number in near:
        if first in text.line(number) or raw in text.line(number):
            return number
    for number in near:
        # Markup can be between the words.
        here = text.line(number).casefold()
        if all(word in here for word in words):
            return number
    return line


def has_most(text: str, words: list[str]) -> bool:
    """Return whether a text has at least half of the words."""
    return 2 * sum(word in text for word in words) >= len(words)


def is_in_table(node: nodes.Node) -> bool:
    """Return whether a node is in a cell of a table."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.entry):
        parent = parent.parent
    return parent is not None
