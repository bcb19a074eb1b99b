"""Links: what is read of them, and where they lead."""

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.facts.markup import read_markup
from a11ycheck.sphinxext.facts.written import Document, Fact, is_markdown
from a11ycheck.sphinxext.lines import Line

__all__ = ["link_facts"]

_MADE_BY_SPHINX = (nodes.topic, addnodes.toctree, addnodes.desc_signature, addnodes.index)
_LONGEST = 120


def link_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, text, target, image}: of links whose words the author chose."""
    for node in document.find(nodes.reference):
        if "refuri" in node and not _is_made_by_sphinx(node):
            yield _fact(document, node, str(node["refuri"]))
    for xref in document.find(addnodes.pending_xref):
        if xref.get("refexplicit") and not _is_made_by_sphinx(xref):
            yield _fact(document, xref, str(xref.get("reftarget", "")))
    for raw, line, item in document.markup:
        if item.tag == "a" and item.attributes.get("href"):
            text = item.text if item.is_whole else _text_after(raw)
            if text is not None:
                facts = (text or item.name, item.attributes["href"], "img" in item.tags)
                yield _made(line, "html", *facts)


def _fact(document: Document, node: nodes.Element, target: str) -> Fact:
    line = document.line(node)
    images = list(node.findall(nodes.image))
    # A picture without a text is told by its own rule, once; one that is empty on purpose says nothing.
    names = [str(image["alt"]) if "alt" in image else "?" for image in images]
    raw = "".join(part.astext() for part in node.findall(nodes.raw))
    text = " ".join((node.astext().replace(raw, ""), *names)).strip()
    form = "markdown" if is_markdown(line) else "rest"
    return _made(line, form, text, target, bool(images))


def _made(line: Line, form: str, text: str, target: str, image: bool) -> Fact:  # noqa: FBT001
    shown = " ".join(text.split())[:_LONGEST]
    facts = {"form": form, "text": shown, "target": target, "image": image}
    return Fact(kind="link", line=line, facts=facts)


def _text_after(raw: nodes.raw) -> str | None:
    """Return the text between a lone start tag of Markdown and its end tag; None where that is not seen."""
    parts: list[str] = []
    for node in raw.parent[raw.parent.index(raw) + 1 :]:
        if isinstance(node, nodes.raw):
            if node.astext().lower().startswith("</a"):
                return "".join(parts)
            images = (item for item in read_markup(node.astext()) if item.tag == "img")
            parts += [image.attributes.get("alt") or image.name for image in images]
            continue
        names = [str(image.get("alt", "?")) for image in node.findall(nodes.image)]
        parts += [node.astext(), *names]
    return None


def _is_made_by_sphinx(node: nodes.Element) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, _MADE_BY_SPHINX):
            return True
        parent = parent.parent
    return False
