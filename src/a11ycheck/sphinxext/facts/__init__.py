"""Read from a document what its authors wrote, for the rules on the source.

This happens as soon as a document is read: later Sphinx fills in what an author forgot, and nobody can
tell any more. Each module reads one kind of node; none of them judges.
"""

from collections.abc import Callable, Iterator
from typing import Any

from a11ycheck.sphinxext.facts.code import code_facts
from a11ycheck.sphinxext.facts.headings import heading_facts
from a11ycheck.sphinxext.facts.images import image_facts
from a11ycheck.sphinxext.facts.links import link_facts
from a11ycheck.sphinxext.facts.paragraphs import paragraph_facts
from a11ycheck.sphinxext.facts.tables import table_facts
from a11ycheck.sphinxext.facts.written import Document, Fact
from a11ycheck.sphinxext.files import source_lines

__all__ = ["Document", "Fact", "gather"]

_GATHERERS: tuple[Callable[[Document], Iterator[Fact]], ...] = (
    image_facts,
    heading_facts,
    link_facts,
    table_facts,
    paragraph_facts,
    code_facts,
)
_SNIPPET = 200


def gather(document: Document) -> list[dict[str, Any]]:
    """Return the facts of a document as plain data, each with file, line, precision and the line's text."""
    found = (fact for gatherer in _GATHERERS for fact in gatherer(document))
    return [_plain(fact) for fact in sorted(found, key=lambda fact: fact.line.line)]


def _plain(fact: Fact) -> dict[str, Any]:
    line = fact.line
    lines = source_lines(line.file)
    text = lines[line.line - 1].strip() if 0 < line.line <= len(lines) else ""
    return {
        "kind": fact.kind,
        "at": [line.file, line.line, line.precision],
        "snippet": text[:_SNIPPET],
        "facts": dict(fact.facts),
        **({"message": line.message} if line.message else {}),
    }
