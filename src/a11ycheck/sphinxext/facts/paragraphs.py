"""Paragraphs that are nothing but strong emphasis, and what follows them."""

from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.facts.written import Document, Fact, is_markdown

__all__ = ["paragraph_facts"]


def paragraph_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, text, next} of paragraphs of the running text that hold one strong part alone."""
    for node in document.find(nodes.paragraph):
        if isinstance(node.parent, (nodes.section, nodes.document)) and _is_emphasis(node):
            line = document.line(node)
            form = "markdown" if is_markdown(line) else "rest"
            facts = {"form": form, "text": node.astext()[:120], "next": _next(node)}
            yield Fact(kind="paragraph", line=line, facts=facts)


def _is_emphasis(node: nodes.Node) -> bool:
    written = [child for child in node.children if child.astext().strip()]
    return len(written) == 1 and isinstance(written[0], nodes.strong)


def _next(node: nodes.paragraph) -> str:
    """Return what follows: "emphasis" for another such paragraph, else the name of the node."""
    index = node.parent.index(node) + 1
    follows = (item for item in node.parent[index:] if not isinstance(item, nodes.Invisible))
    found = next(follows, None)
    if isinstance(found, nodes.paragraph) and _is_emphasis(found):
        return "emphasis"
    return type(found).__name__ if found is not None else ""
