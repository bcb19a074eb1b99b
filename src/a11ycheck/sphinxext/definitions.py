"""Where substitutions of reStructuredText are defined: docutils copies their text to each use."""

import re

from docutils import nodes

from a11ycheck.sphinxext.generated_blocks import Place
from a11ycheck.sphinxext.source_text import read_source
from a11ycheck.sphinxext.typed_words import descendants, typed_for

__all__ = ["place_of_definition"]

_USED = re.compile(r"\|([^|\s](?:[^|]*[^|\s])?)\|")
_FARTHEST = 40
"""How many lines below its first one a definition is looked at."""


def place_of_definition(node: nodes.Node, block: nodes.Element) -> Place | None:
    """Return the line on which a part of a block was typed, in a substitution that the block uses.

    None if the author typed it in the block itself, or if the definition is in no file, such as those of
    `rst_prolog`.
    """
    if not isinstance(node, nodes.Element) or node is block:
        return None
    # Sphinx gives titles that it translates a source which is no string yet.
    typed = str(block.rawsource)
    if str(node.rawsource) in typed:
        return None
    root = block
    while root.parent is not None:
        root = root.parent
    known = getattr(root, "substitution_defs", {})
    names = getattr(root, "substitution_names", {})
    for name in _USED.findall(typed):
        words = " ".join(name.split())
        definition = known.get(words) or known.get(names.get(words.lower(), ""))
        if definition is not None and _holds(definition, node):
            return _place(node, definition)
    return None


def _holds(definition: nodes.Element, node: nodes.Element) -> bool:
    return any(
        type(part) is type(node) and part.rawsource == node.rawsource
        for part in descendants(definition)
        if isinstance(part, nodes.Element)
    )


def _place(node: nodes.Element, definition: nodes.Element) -> Place | None:
    text = read_source(definition.source or "")
    start = int(definition.line or 0)
    if text is None or not start:
        return None
    for words in typed_for(node):
        if words.text and (line := text.find(words.text, start, start + _FARTHEST)):
            return Place(str(definition.source), line)
    return Place(str(definition.source), start)
