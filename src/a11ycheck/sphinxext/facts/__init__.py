"""The facts of a document that the rules on the source judge.

They are collected as soon as a document is read: later, Sphinx fills in what an author omitted. Each module
collects the facts of some kinds of node; none of them judges.
"""

from collections.abc import Callable, Iterator

from a11ycheck.sphinxext.facts.document import Document, Fact
from a11ycheck.sphinxext.facts.headings import heading_facts, paragraph_facts
from a11ycheck.sphinxext.facts.inline import image_facts, link_facts
from a11ycheck.sphinxext.facts.tables_and_code import code_facts, table_facts

__all__ = ["Document", "Fact", "collect_facts"]

_COLLECTORS: tuple[Callable[[Document], Iterator[Fact]], ...] = (
    image_facts,
    heading_facts,
    link_facts,
    table_facts,
    paragraph_facts,
    code_facts,
)


def collect_facts(document: Document) -> list[Fact]:
    """Return the facts of a document in the order of their lines."""
    found = (fact for collect in _COLLECTORS for fact in collect(document))
    return sorted(found, key=lambda fact: fact.line.number)
