"""A document as its authors wrote it: its nodes by class, their lines, and handwritten HTML."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import PurePath
from typing import Any, TypeVar

import msgspec
from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.node_lines import LineFinder, SourceLine
from a11ycheck.sphinxext.source_text import EMPTY, read_source
from a11ycheck.sphinxext.typed_words import descendants

__all__ = ["Document", "Fact", "HtmlElement", "is_markdown", "parse_elements"]

_MARKDOWN = frozenset({".md", ".markdown", ".myst", ".ipynb"})
_NOT_SHOWN = (
    *(nodes.comment, nodes.system_message, nodes.problematic),
    nodes.substitution_definition,
)
_VOID = frozenset({"img"})
_PARSED = frozenset({"img", "a", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_NAMING_ATTRIBUTES = ("aria-label", "title")

Node = TypeVar("Node", bound=nodes.Element)


class Fact(msgspec.Struct, frozen=True, gc=False):
    """What an author wrote on one line; `kind` is a value of `SourceKind`."""

    kind: str
    line: SourceLine
    facts: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class HtmlElement:
    """An element of handwritten HTML: its tag, attributes, line counted from 0, and content.

    `text` is what screen readers read of the content: its text, and the names of its images. `tags` are the
    names of the elements inside, and `is_complete` is true if its end tag was found.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    tags: list[str] = field(default_factory=list)
    is_complete: bool = False

    @property
    def name(self) -> str:
        """The name that its attributes give it."""
        names = (self.attributes.get(key) for key in _NAMING_ATTRIBUTES)
        return next((name for name in names if name), "")

    @property
    def is_hidden(self) -> bool:
        """Whether the element is deliberately hidden from screen readers."""
        role = self.attributes.get("role", "")
        return role in {"presentation", "none"} or self.attributes.get("aria-hidden") == "true"


class Document:
    """A document that was just read.

    `file` is the file it was read from, and `default_language` the language of code blocks that name none.
    `is_shown` returns whether an expression of an `only` directive holds for HTML.
    """

    def __init__(
        self,
        root: nodes.document,
        *,
        file: str,
        default_language: str,
        is_shown: Callable[[str], bool],
    ) -> None:
        """Index the nodes of a document."""
        self.default_language = default_language
        self.nodes = descendants(root)
        self._lines = LineFinder(file)
        self._by_class: dict[type, list[Any]] = {}
        self._hidden: set[int] = set()
        for node in self.nodes:
            self._by_class.setdefault(type(node), []).append(node)
        for kind in _NOT_SHOWN:
            for node in self.find_all(kind):
                self._hide_content(node)
        for node in self.find_all(addnodes.only):
            if not is_shown(node["expr"]):
                self._hide_content(node)

    def _hide_content(self, node: nodes.Element) -> None:
        self._hidden.update(id(part) for part in descendants(node)[1:])

    def find(self, kind: type[Node]) -> Iterator[Node]:
        """Yield the nodes of a class that readers of the HTML get."""
        return (node for node in self.find_all(kind) if not self.is_hidden(node))

    def find_all(self, kind: type[Node]) -> Iterator[Node]:
        """Yield the nodes of a class, including those that no reader gets."""
        return (
            node
            for known, found in self._by_class.items()
            if issubclass(known, kind)
            for node in found
        )

    def is_hidden(self, node: nodes.Node) -> bool:
        """Return whether a node is in a comment, in a message of the parser, or in another format."""
        return id(node) in self._hidden

    def line(self, node: nodes.Node) -> SourceLine:
        """Return the line on which a node was written."""
        return self._lines.line(node)

    def block_line(self, node: nodes.Element) -> SourceLine:
        """Return the line on which the block of a node begins."""
        return self._lines.block_line(node)

    @cached_property
    def html_elements(self) -> tuple[tuple[nodes.raw, SourceLine, HtmlElement], ...]:
        """The elements of handwritten HTML: the raw node, the line of the element, and the element."""
        found = []
        for node in self.find(nodes.raw):
            if "html" in str(node.get("format", "")).split():
                start = self.line(node)
                for element in parse_elements(node.astext()):
                    line = msgspec.structs.replace(start, number=start.number + element.line)
                    found.append((node, line, element))
        return tuple(found)


def is_markdown(line: SourceLine) -> bool:
    """Return whether a line is Markdown; all others are reStructuredText, docstrings included."""
    if PurePath(line.file).suffix.lower() not in _MARKDOWN:
        return False
    return line.number not in (read_source(line.file) or EMPTY).rest_lines


def parse_elements(html: str) -> list[HtmlElement]:
    """Return the images, links, headings and tables of a piece of HTML, in document order."""
    parser = _ElementParser()
    parser.feed(html)
    parser.close()
    return parser.found


class _ElementParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[HtmlElement] = []
        self._open: list[HtmlElement] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for outer in self._open:
            outer.tags.append(tag)
        if tag in _PARSED:
            line = self.getpos()[0] - 1
            values = {name: value or "" for name, value in attrs}
            element = HtmlElement(tag=tag, attributes=values, line=line, is_complete=tag in _VOID)
            self.found.append(element)
            if tag == "img":
                self.handle_data(values.get("alt", "") or element.name)
            else:
                self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # the "/" of `<a/>` has no effect in HTML

    def handle_endtag(self, tag: str) -> None:
        for element in reversed(self._open):
            if element.tag == tag:
                element.is_complete = True
                self._open.remove(element)
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
