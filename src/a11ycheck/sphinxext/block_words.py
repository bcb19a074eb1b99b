"""The words of a block that its author typed, to find it in its file or to see that it is not there."""

import re
from pathlib import PurePosixPath

from docutils import nodes

from a11ycheck.sphinxext.po_files import own_message
from a11ycheck.sphinxext.word_search import first_line

__all__ = ["file_name", "first_text", "has_words", "typed_words", "words_in"]

_URL = re.compile(r"\w+://[^\s>)]+")
_WORD = re.compile(r"[^\W_]{2,}")
_COMPARED_WORDS = 6


def typed_words(leaf: nodes.Element) -> list[str]:
    """Return the first words that an author typed for a text, in lower case."""
    return words_in(own_message(leaf) or first_line(leaf))[:_COMPARED_WORDS]


def words_in(text: str) -> list[str]:
    """Return the words of a text without its URLs, in lower case."""
    return _WORD.findall(_URL.sub("", text).casefold())


def has_words(block: nodes.Element) -> bool:
    """Return whether a block has words that can be searched for."""
    leaf = first_text(block)
    return leaf is not None and bool(typed_words(leaf))


def first_text(block: nodes.Element) -> nodes.Element | None:
    """Return the first element with text of its own in a block, the block included."""
    node: nodes.Node = block
    while isinstance(node, nodes.Element):
        if isinstance(node, nodes.TextElement):
            return node
        if not node.children:
            return None
        node = node.children[0]
    return None


def file_name(image: nodes.Element) -> str:
    """Return the name of an image's file, without its ending."""
    return PurePosixPath(str(image["uri"])).stem
