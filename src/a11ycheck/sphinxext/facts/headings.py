"""Headings: the level that the author wrote, and the one before it."""

import re
from collections.abc import Iterator

from docutils import nodes

from a11ycheck.sphinxext.facts.written import Document, Fact, is_markdown
from a11ycheck.sphinxext.files import source_lines
from a11ycheck.sphinxext.lines import Line

__all__ = ["heading_facts"]

_ATX = re.compile(r"^[\s>]*(#{1,6})(?:\s|$)")
_SETEXT = {"=": 1, "-": 2}

_Heading = tuple[Line, int, str, str]


def heading_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, level, previous, text}; `previous` is 0 for the first heading of a file."""
    before: tuple[str, int] = ("", 0)
    for line, level, text, form in _headings(document):
        previous = before[1] if before[0] == line.file else 0
        facts = {"form": form, "level": level, "previous": previous, "text": text[:80]}
        yield Fact(kind="heading", line=line, facts=facts)
        before = (line.file, level)


def _headings(document: Document) -> Iterator[_Heading]:
    """Yield line, level, text and form of each heading, in the order of the document."""
    tags: dict[int, list[_Heading]] = {}
    for raw, line, item in document.markup:
        if item.tag.startswith("h"):
            found = (line, int(item.tag[1]), " ".join(item.text.split()), "html")
            tags.setdefault(id(raw), []).append(found)
    for node in document.walk:
        if isinstance(node, nodes.raw):
            yield from tags.get(id(node), ())
        elif _is_heading(node) and not document.is_hidden(node):
            line = document.line(node)
            level = _level_in_markdown(line)
            form = "markdown" if level else "rest"
            yield line, level or _depth(node), node.astext(), form


def _is_heading(node: nodes.Node) -> bool:
    return isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)


def _level_in_markdown(line: Line) -> int:
    """Return the level of a heading of Markdown, 0 where it is none."""
    if not is_markdown(line):
        return 0
    text, below = (*source_lines(line.file)[line.line - 1 : line.line + 1], "", "")[:2]
    if match := _ATX.match(text):
        return len(match[1])
    ruler = below.strip(" >")
    return _SETEXT.get(ruler[:1], 0) if ruler and set(ruler) <= {ruler[0]} else 0


def _depth(node: nodes.Node) -> int:
    depth = 0
    while node.parent is not None:
        node = node.parent
        depth += isinstance(node, nodes.section)
    return depth
