"""Pictures: whether an author gave a text, left it empty on purpose, or forgot it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docutils import nodes

from a11ycheck.sphinxext.facts.written import Document, Fact
from a11ycheck.sphinxext.files import source_lines
from a11ycheck.sphinxext.lines import EXACT, Line

__all__ = ["image_facts"]

_MARKDOWN_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]*)\](?P<target>\([^)]*\)|\[[^\]]*\])?(?P<attributes>\{[^}]*\})?"
)
_ALT_ATTRIBUTE = re.compile(r"\balt=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s}]*))")
_ALT_OPTION = re.compile(r"^\s*:?alt:", re.MULTILINE)


def image_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, alt, ignored, uri, caption}; `alt` is None where the author has forgotten it.

    `ignored` is a text that was given where Markdown does not read it.
    """
    yield from _substitutions(document)
    defined = {_identity(image) for image in _defined(document)}
    seen: Counter[tuple[str, int, str]] = Counter()
    for node in document.find(nodes.image):
        if _identity(node) not in defined:
            yield _fact(document, node, seen)
    for _, line, item in document.markup:
        if item.tag == "img":
            given = item.attributes.get("alt")
            alt = "" if given is None and item.is_hidden else given or item.name or given
            yield _made(line, "html", alt, item.attributes.get("src", ""))


def _fact(document: Document, node: nodes.image, seen: Counter[tuple[str, int, str]]) -> Fact:
    line = document.line(node)
    uri, alt = _uri(node), node.get("alt")
    caption = isinstance(node.parent, nodes.figure)
    if node.rawsource.startswith("<"):
        return _made(line, "html", alt, uri)
    if alt == "" and not node.rawsource and (found := _markdown(document, node, seen)):
        where, match = found
        attribute = _ALT_ATTRIBUTE.search(match["attributes"] or "")
        given = (attribute["quoted"] or attribute["bare"] or "") if attribute else None
        return _made(where, "markdown", "" if given == "" else None, uri, ignored=given or "")
    form = "figure" if caption else "directive"
    return _made(line, form, alt, uri, caption=caption)


def _made(line: Line, form: str, alt: str | None, uri: str, **more: Any) -> Fact:
    return Fact(kind="image", line=line, facts={"form": form, "alt": alt, "uri": uri, **more})


def _uri(node: nodes.image) -> str:
    """Return the address as it was written, as far as it is known: Sphinx puts a path for it."""
    candidates: dict[str, str] = node.get("candidates", {})
    return str(candidates.get("?") or node.get("uri", ""))


def _markdown(
    document: Document, node: nodes.image, seen: Counter[tuple[str, int, str]]
) -> tuple[Line, re.Match[str]] | None:
    """Return the line and the text of a Markdown picture whose brackets are empty."""
    block = document.line(node.parent)
    uri = _uri(node).rpartition("/")[2]
    nth = seen[block.file, block.line, uri]
    seen[block.file, block.line, uri] += 1
    found = list(_written(block, uri))
    return found[min(nth, len(found) - 1)] if found else None


def _written(block: Line, uri: str) -> Iterator[tuple[Line, re.Match[str]]]:
    lines = source_lines(block.file)
    for index in range(block.line - 1, len(lines)):
        if not lines[index].strip():
            return
        for match in _MARKDOWN_IMAGE.finditer(lines[index]):
            target = match["target"] or ""
            if not match["alt"].strip() and (uri in target or not target.startswith("(")):
                yield replace(block, line=index + 1, precision=EXACT), match


def _defined(document: Document) -> Iterator[nodes.image]:
    for definition in document.find_all(nodes.substitution_definition):
        yield from definition.findall(nodes.image)


def _identity(node: nodes.image) -> tuple[str, str, int | None]:
    return node.rawsource, str(node.get("uri", "")), node.line


def _substitutions(document: Document) -> Iterator[Fact]:
    """Yield the pictures of substitutions that are used, at their definition.

    docutils gives such a picture the name of the substitution for a text if its author gave none.
    """
    used = {_identity(node) for node in document.find(nodes.image)}
    for node in _defined(document):
        if _identity(node) in used:
            alt = node.get("alt") if _ALT_OPTION.search(node.rawsource) else None
            yield _made(document.line(node), "substitution", alt, _uri(node))
