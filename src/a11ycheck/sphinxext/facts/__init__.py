"""The facts of a document that the rules on the source judge.

They are collected as soon as a document is read: later, Sphinx fills in what an author omitted. Each module
collects the facts of some kinds of node; none of them judges.
"""

from collections.abc import Callable, Iterator
from typing import Any

from a11ycheck.sphinxext.facts.blocks import code_facts, table_facts
from a11ycheck.sphinxext.facts.document import Document, Fact
from a11ycheck.sphinxext.facts.headings import heading_facts, paragraph_facts
from a11ycheck.sphinxext.facts.inline import image_facts, link_facts
from a11ycheck.sphinxext.source_text import source_line

__all__ = ["Document", "Fact", "collect_facts"]

_COLLECTORS: tuple[Callable[[Document], Iterator[Fact]], ...] = (
    image_facts,
    heading_facts,
    link_facts,
    table_facts,
    paragraph_facts,
    code_facts,
)
_SNIPPET = 200


def collect_facts(document: Document) -> list[dict[str, Any]]:
    """Return the facts of a document as plain data, each with file, line, precision and the line's text."""
    found = (fact for collect in _COLLECTORS for fact in collect(document))
    return [_plain(fact) for fact in sorted(found, key=lambda fact: fact.line.number)]


def _plain(fact: Fact) -> dict[str, Any]:
    line = fact.line
    return {
        "kind": fact.kind,
        "at": [line.file, line.number, line.precision],
        "snippet": source_line(line.file, line.number).strip()[:_SNIPPET],
        "facts": dict(fact.facts),
        **({"message": line.message} if line.message else {}),
    }
