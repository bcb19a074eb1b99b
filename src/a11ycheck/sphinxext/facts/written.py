"""A document as its authors wrote it, and what is shared by all that read facts from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any, TypeVar

from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.facts.markup import Markup, read_markup
from a11ycheck.sphinxext.files import source_file
from a11ycheck.sphinxext.lines import Line, block_of, line_of
from a11ycheck.sphinxext.search import Repeats

__all__ = ["Document", "Fact", "is_markdown"]

_MARKDOWN = frozenset({".md", ".markdown", ".myst", ".ipynb"})
_ASIDE = (nodes.comment, nodes.system_message, nodes.problematic, nodes.substitution_definition)

Node = TypeVar("Node", bound=nodes.Element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What an author wrote in one place; `kind` is a value of `SourceKind`."""

    kind: str
    line: Line
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document that has just been read.

    `file` is the file it was read from, `default_language` what Sphinx takes code for that names no
    language, and `is_shown` tells whether an expression of an `only` directive holds for HTML.
    """

    root: nodes.document
    file: str
    default_language: str = "default"
    is_shown: Callable[[str], bool] = lambda _expression: True

    def find(self, kind: type[Node]) -> Iterator[Node]:
        """Yield the nodes of a kind that readers of the HTML get."""
        return (node for node in self.find_all(kind) if not self.is_hidden(node))

    @cached_property
    def _repeats(self) -> Repeats:
        return Repeats()

    @cached_property
    def _nodes(self) -> dict[type, list[Any]]:
        """The nodes by their class, from one walk through the document."""
        found: dict[type, list[Any]] = {}
        for node in self.walk:
            found.setdefault(type(node), []).append(node)
        return found

    @cached_property
    def walk(self) -> tuple[nodes.Node, ...]:
        """All nodes in their order, those too that no reader gets."""
        return tuple(self.root.findall())

    def find_all(self, kind: type[Node]) -> Iterator[Node]:
        """Yield the nodes of a kind, those too that no reader gets."""
        return (
            node
            for known, found in self._nodes.items()
            if issubclass(known, kind)
            for node in found
        )

    def is_hidden(self, node: nodes.Node) -> bool:
        """Tell whether a node stands in a comment, in a message of the parser, or in another format."""
        parent = node.parent
        while parent is not None:
            if isinstance(parent, _ASIDE):
                return True
            if isinstance(parent, addnodes.only) and not self.is_shown(parent["expr"]):
                return True
            parent = parent.parent
        return False

    def line(self, node: nodes.Node) -> Line:
        """Return where a node was written."""
        return line_of(node, self.file, self._repeats)

    def block(self, node: nodes.Element) -> Line:
        """Return where the block of a node begins."""
        return block_of(node, self.file)

    @cached_property
    def markup(self) -> tuple[tuple[nodes.raw, Line, Markup], ...]:
        """The tags that authors wrote by hand: the raw node, the line of each tag, and the tag."""
        found = []
        for node in self.find(nodes.raw):
            if "html" in str(node.get("format", "")).split():
                start = self.line(node)
                for item in read_markup(node.astext()):
                    line = replace(start, line=start.line + item.line)
                    found.append((node, line, item))
        return tuple(found)


def is_markdown(line: Line) -> bool:
    """Tell whether a line is Markdown; anything else is reStructuredText, docstrings too."""
    return PurePath(line.file).suffix.lower() in _MARKDOWN and not _in_rest_block(line)


def _in_rest_block(line: Line) -> bool:
    """Tell whether a line stands in an `eval-rst` block of a Markdown file."""
    file = source_file(line.file)
    return file is not None and line.line in file.rest_lines
