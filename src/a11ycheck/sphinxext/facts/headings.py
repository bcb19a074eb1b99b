"""Facts of headings, and of paragraphs in strong emphasis that stand in for a heading."""

import re
from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.facts.document import Document, Fact, is_markdown
from a11ycheck.sphinxext.node_lines import SourceLine
from a11ycheck.sphinxext.source_text import source_line

__all__ = ["heading_facts", "paragraph_facts"]

_ATX = re.compile(r"^[\s>]*(#{1,6})(?:\s|$)")
_SETEXT = {"=": 1, "-": 2}
_HEADING_TEXT, _PARAGRAPH_TEXT = 80, 120

_Heading = tuple[SourceLine, int, str, str]


def heading_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, level, previous, text}; `previous` is 0 for the first heading of a file."""
    before: tuple[str, int] = ("", 0)
    for line, level, text, form in _headings(document):
        previous = before[1] if before[0] == line.file else 0
        facts = {"form": form, "level": level, "previous": previous, "text": text[:_HEADING_TEXT]}
        yield Fact("heading", line, facts)
        before = (line.file, level)


def _headings(document: Document) -> Iterator[_Heading]:
    """Yield line, level, text and form of each heading, in document order."""
    in_raw: dict[int, list[_Heading]] = {}
    for raw, line, element in document.html_elements:
        if element.tag.startswith("h"):
            found = (line, int(element.tag[1]), " ".join(element.text.split()), "html")
            in_raw.setdefault(id(raw), []).append(found)
    for node in document.nodes:
        if isinstance(node, nodes.raw):
            yield from in_raw.get(id(node), ())
        elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            if document.is_hidden(node):
                continue
            line = document.line(node)
            level = _markdown_level(line)
            yield line, level or _depth(node), node.astext(), "markdown" if level else "rest"


def _markdown_level(line: SourceLine) -> int:
    """Return the level of a heading in Markdown, 0 if there is none."""
    if not is_markdown(line):
        return 0
    if match := _ATX.match(source_line(line.file, line.number)):
        return len(match[1])
    ruler = source_line(line.file, line.number + 1).strip(" >")
    return _SETEXT.get(ruler[:1], 0) if ruler and set(ruler) <= {ruler[0]} else 0


def _depth(node: nodes.Node) -> int:
    depth = 0
    while node.parent is not None:
        node = node.parent
        depth += isinstance(node, nodes.section)
    return depth


def paragraph_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, text, next} of paragraphs of the running text that consist of strong emphasis."""
    for node in document.find(nodes.paragraph):
        if isinstance(node.parent, (nodes.section, nodes.document)) and _is_emphasis(node):
            line = document.line(node)
            form = "markdown" if is_markdown(line) else "rest"
            facts = {"form": form, "text": node.astext()[:_PARAGRAPH_TEXT], "next": _next(node)}
            yield Fact("paragraph", line, facts)


def _is_emphasis(node: nodes.Node) -> bool:
    if not any(isinstance(child, nodes.strong) for child in node.children):
        return False
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
