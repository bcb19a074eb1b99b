"""Facts of images and links.

An author gives an image a text alternative, leaves it empty deliberately, or omits it; the facts tell these
apart. Of links, only those whose text the author chose have facts.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.facts.document import Document, Fact, is_markdown, parse_elements
from a11ycheck.sphinxext.facts.image_places import Place, PlacedImage, match_places
from a11ycheck.sphinxext.facts.markdown_images import EmptyImage, empty_images, has_target
from a11ycheck.sphinxext.node_lines import EXACT, SourceLine
from a11ycheck.sphinxext.source_text import read_source
from a11ycheck.sphinxext.word_search import TOLERANCE

__all__ = ["image_facts", "link_facts"]

_OPTION = re.compile(r"^\s*:[\w-]+:\s")
_ALT_OPTION = re.compile(r"^\s*:?alt:", re.MULTILINE)
_MADE_BY_SPHINX = (nodes.topic, addnodes.toctree, addnodes.desc_signature, addnodes.index)
_LONGEST_TEXT = 120
_TEXT_BEFORE = 20

# Equal for a substitution's image and its copies: docutils copies the image to each place of use.
_Identity = tuple[str, str, int | None]


def image_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, alt, ignored, uri, caption}; `alt` is None if the author omitted it.

    `ignored` is a text alternative in an attribute that Markdown does not read.
    """
    defined = [
        image
        for definition in document.find_all(nodes.substitution_definition)
        for image in definition.findall(nodes.image)
    ]
    yield from _substitution_facts(document, defined)
    identities = {_identity(image) for image in defined}
    images = [node for node in document.find(nodes.image) if _identity(node) not in identities]
    places = _places(document, images)
    used = {(document.line(node.parent).file, place) for node, place in places.items()}
    for node in images:
        if node in places or not (_is_empty(node) and _is_option(document.line(node))):
            yield _image_fact(document, node, places.get(node), used)
    for _, line, element in document.html_elements:
        if element.tag == "img":
            given = element.attributes.get("alt")
            alt = "" if given is None and element.is_hidden else given or element.name or given
            yield _image(line, "html", alt, element.attributes.get("src", ""))


def _substitution_facts(document: Document, defined: list[nodes.image]) -> Iterator[Fact]:
    """Yield the images of substitutions that are used, at their definition.

    docutils uses the name of the substitution as the text alternative if the author gave none.
    """
    if defined:
        used = {_identity(node) for node in document.find(nodes.image)}
        for node in defined:
            if _identity(node) in used:
                alt = node.get("alt") if _ALT_OPTION.search(node.rawsource) else None
                yield _image(document.line(node), "substitution", alt, _typed_uri(node))


def _places(document: Document, images: list[nodes.image]) -> dict[nodes.image, Place]:
    """Return where images without text were written, as far as substitutions make their lines wrong."""
    by_file: dict[str, list[tuple[nodes.image, PlacedImage]]] = {}
    for node in images:
        if _is_html(node) or _is_empty(node):
            around = document.line(node.parent)
            number = node.line if _is_html(node) and node.line else around.number
            image = PlacedImage(line=number, uri=_typed_uri(node), is_html=_is_html(node))
            by_file.setdefault(around.file, []).append((node, image))
    return {
        node: place
        for file, found in by_file.items()
        for (node, _), place in zip(
            found, match_places(file, [image for _, image in found]), strict=True
        )
        if place is not None
    }


def _is_html(node: nodes.image) -> bool:
    return bool(node.rawsource.startswith("<"))


def _is_empty(node: nodes.image) -> bool:
    """Return whether Markdown published an image with an empty text."""
    return node.get("alt") == "" and not node.rawsource


def _is_option(line: SourceLine) -> bool:
    """Return whether an option of a directive names an image, such as the image of a card."""
    text = read_source(line.file)
    return text is not None and _OPTION.match(text.line(line.number)) is not None


def _image_fact(
    document: Document, node: nodes.image, place: Place | None, used: set[tuple[str, Place]]
) -> Fact:
    line = document.line(node)
    uri, alt = _typed_uri(node), node.get("alt")
    caption = isinstance(node.parent, nodes.figure)
    if place is not None:
        line = msgspec.structs.replace(line, number=place.line, precision=EXACT)
    if _is_html(node):
        return _image(line, "html", alt, uri)
    if _is_empty(node):
        match place:
            case EmptyImage():
                return _brackets(line, uri, place)
            case None:
                return _empty_markdown_image(document.line(node.parent), line, uri, used)
            case _:
                return _image(line, "markdown", None, uri, ignored="")
    return _image(line, "figure" if caption else "directive", alt, uri, caption=caption)


def _image(line: SourceLine, form: str, alt: str | None, uri: str, **more: Any) -> Fact:
    return Fact("image", line, {"form": form, "alt": alt, "uri": uri, **more})


def _identity(node: nodes.image) -> _Identity:
    return node.rawsource, str(node.get("uri", "")), node.line


def _typed_uri(node: nodes.image) -> str:
    """Return the URI as the author typed it, as far as it is known: Sphinx replaces it with a path."""
    candidates: dict[str, str] = node.get("candidates", {})
    return str(candidates.get("?") or node.get("uri", ""))


def _empty_markdown_image(
    around: SourceLine, line: SourceLine, uri: str, used: set[tuple[str, Place]]
) -> Fact:
    """Return the fact of an image that Markdown published with an empty text, in the block `around`.

    Where its text is not found, such as in a substitution, the author gave none as far as is known.
    """
    free = [
        image
        for image in empty_images(line.file)
        if has_target(image, uri) and (line.file, image) not in used
    ]
    if not free:
        return _image(line, "markdown", None, uri, ignored="")
    # Lines of blocks in directives are wrong by a few lines, and never below the right one by more.
    image = min(free, key=lambda one: (one.line < around.number - TOLERANCE, one.line, one.column))
    used.add((line.file, image))
    return _brackets(msgspec.structs.replace(line, number=image.line, precision=EXACT), uri, image)


def _brackets(line: SourceLine, uri: str, image: EmptyImage) -> Fact:
    alt = "" if image.alt == "" else None
    return _image(line, "markdown", alt, uri, ignored=image.alt or "")


def link_facts(document: Document) -> Iterator[Fact]:
    """Yield {form, text, target, image, before} of links whose text the author chose.

    `before` is the end of the text before the link in its paragraph, "" for links in HTML.
    """
    for node in document.find(nodes.reference):
        if "refuri" in node and not _is_made_by_sphinx(node):
            yield _link_fact(document, node, str(node["refuri"]))
    for xref in document.find(addnodes.pending_xref):
        if xref.get("refexplicit") and not _is_made_by_sphinx(xref):
            yield _link_fact(document, xref, str(xref.get("reftarget", "")))
    for raw, line, element in document.html_elements:
        if element.tag == "a" and (target := element.attributes.get("href")):
            text = element.text if element.is_complete else _text_until_end_tag(raw)
            if text is not None:
                image = "img" in element.tags
                yield _link(line, "html", text or element.name, target, image=image)


def _link_fact(document: Document, node: nodes.Element, target: str) -> Fact:
    line = document.line(node)
    images = list(node.findall(nodes.image))
    # An image without a text alternative is reported by its own rule; one that is empty has no text.
    names = [str(image["alt"]) if "alt" in image else "?" for image in images]
    raw = "".join(part.astext() for part in node.findall(nodes.raw))
    text = " ".join((node.astext().replace(raw, ""), *names)).strip()
    form = "markdown" if is_markdown(line) else "rest"
    return _link(line, form, text, target, image=bool(images), before=_text_before(node))


def _link(
    line: SourceLine, form: str, text: str, target: str, *, image: bool, before: str = ""
) -> Fact:
    shown = " ".join(text.split())[:_LONGEST_TEXT]
    facts = {"form": form, "text": shown, "target": target, "image": image, "before": before}
    return Fact("link", line, facts)


def _text_before(node: nodes.Element) -> str:
    """Return the end of the text before an inline node in its paragraph."""
    texts: list[str] = []
    inner: nodes.Element = node
    while isinstance(parent := inner.parent, nodes.TextElement):
        texts = [*(child.astext() for child in parent[: parent.index(inner)]), *texts]
        inner = parent
    return " ".join("".join(texts).split())[-_TEXT_BEFORE:]


def _text_until_end_tag(raw: nodes.raw) -> str | None:
    """Return the text between a start tag in Markdown and its end tag; None if there is no end tag."""
    parts: list[str] = []
    for node in raw.parent[raw.parent.index(raw) + 1 :]:
        if isinstance(node, nodes.raw):
            if node.astext().lower().startswith("</a"):
                return "".join(parts)
            images = (item for item in parse_elements(node.astext()) if item.tag == "img")
            parts += [image.attributes.get("alt") or image.name for image in images]
        else:
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
