"""The source lines of the nodes of a doctree.

docutils and MyST know at best the line on which a block begins, and not always the right one. So the URL
of a link, the file name of an image or the words of an emphasis are searched for in the lines of their
block.
"""

import re
from collections.abc import Mapping

import msgspec
from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.block_origins import (
    Origin,
    first_with_line,
    is_block,
    is_translated,
    origin_of,
)
from a11ycheck.sphinxext.definitions import place_of_definition
from a11ycheck.sphinxext.docstring_lines import line_in_description
from a11ycheck.sphinxext.docstrings import DOCSTRING, described_place
from a11ycheck.sphinxext.generated_blocks import Place, generating_directives
from a11ycheck.sphinxext.po_files import MESSAGE_ATTRIBUTE, MessageKey
from a11ycheck.sphinxext.source_text import EMPTY, SourceText, read_source
from a11ycheck.sphinxext.table_lines import table_start
from a11ycheck.sphinxext.toctree_lines import toctree_lines
from a11ycheck.sphinxext.word_search import WordSearch, first_line

__all__ = ["BLOCK", "EXACT", "LineFinder", "SourceLine"]

EXACT, BLOCK, SECTION, PAGE = "exact", "block", "section", "page"
"""The values of `model.Precision`, which takes too long to import for a build."""

_WITHOUT_LINE = (
    *(nodes.table, nodes.tgroup, nodes.thead, nodes.tbody, nodes.row, nodes.entry),
    nodes.reference,
)
_SUBSTITUTED = re.compile(r"\|[^|\s][^|]*\||\{\{")


class SourceLine(msgspec.Struct, frozen=True, gc=False):
    """A line of a source file, counted from 1, with its precision, and the message translated there."""

    file: str
    number: int
    precision: str
    message: MessageKey | None = None


class _Ancestors(msgspec.Struct, frozen=True, gc=False):
    """What encloses a node: the nearest block with a line, the nearest table, the translated message."""

    block: nodes.Element | None = None
    table: nodes.table | None = None
    message: MessageKey | None = None


class _Beginning(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a block begins: file, line, the text of the file, and where its docstring ends."""

    file: str
    start: int
    text: SourceText
    end: int = 0
    is_docstring: bool = False
    is_section: bool = False
    is_sure: bool = True
    is_generated: bool = False


class LineFinder:
    """Finds the source lines of the nodes of one document, and keeps what nodes have in common.

    Valid as long as the doctree does not change.
    """

    def __init__(self, file: str) -> None:
        """Find the lines of a document that was read from `file`."""
        self._file = file
        self._search = WordSearch()
        self._ancestors: dict[int, _Ancestors] = {}
        self._beginnings: dict[int, _Beginning] = {}
        self._tables: dict[tuple[int, int], int] = {}
        self._directives: Mapping[int, Place] | None = None

    def line(self, node: nodes.Node | None) -> SourceLine:
        """Return the line on which the author wrote a node."""
        if isinstance(node, nodes.Text) and isinstance(node.parent, nodes.literal):
            node = node.parent  # each word of it is an element
        if node is None:
            return SourceLine(self._file, 1, PAGE)
        if isinstance(node, nodes.section) and node.children and not is_translated(node):
            # docutils gives a section the line below its title.
            title = self.line(node[0]) if isinstance(node[0], nodes.title) else None
            if title is not None and title.precision == EXACT:
                return title
        around = self._around(node)
        block, message = self._block_of(node, around), around.message
        if block is None:
            return SourceLine(self._file, 1, PAGE, message)
        beginning = self._beginning(block)
        if beginning.is_generated:
            return SourceLine(beginning.file, beginning.start, BLOCK, message)
        start = max(beginning.start, _line_of_link(node, beginning))
        if around.table is not None and not beginning.is_docstring:
            drawn = self._table_start(around.table, start, beginning.text)
            if node is around.table:
                return SourceLine(beginning.file, drawn, EXACT, message)
            start = max(start, drawn)
        if defined := place_of_definition(node, block):
            found = SourceLine(defined.file, defined.line, EXACT)
        else:
            number, precision = self._within(node, block, beginning, start)
            found = SourceLine(beginning.file, number, precision, message)
        return found

    def _block_of(self, node: nodes.Node, around: _Ancestors) -> nodes.Element | None:
        """Return the block with a line that a node is in, or that is in a node without a line."""
        if not isinstance(node, _WITHOUT_LINE):
            return around.block
        block = first_with_line(node) or self._around(node.parent).block
        # MyST gives a link at best the line of its paragraph.
        is_inline = isinstance(block, nodes.reference) and around.table is None
        if is_inline and around.block is not None and "{{" not in around.block.rawsource:
            return around.block
        return block

    def _within(
        self, node: nodes.Node, block: nodes.Element, beginning: _Beginning, start: int
    ) -> tuple[int, str]:
        """Return the line and precision of a node of a block of which nothing is above line `start`."""
        text = beginning.text
        if beginning.is_docstring and isinstance(block, addnodes.desc):
            found, is_exact = line_in_description(node, block, self._search)
            return found, EXACT if is_exact else BLOCK
        is_part = node is not block
        # Words can occur anywhere in a section, or in what a cell printed; the URL of an image is its own.
        is_wide = (is_part and beginning.is_section) or (text.is_notebook and not beginning.is_sure)
        if isinstance(node, nodes.image) or not is_wide:
            lines = start, beginning.end
            if found := self._search.find(node, block, text, lines, is_sure=beginning.is_sure):
                return found, EXACT
        if is_part and beginning.is_section:
            return start, SECTION if isinstance(block, nodes.section) else PAGE
        if isinstance(node, nodes.image):
            # Directives that pass their content to two parsers report wrong lines of images.
            return self._search.find_nearest(node, text, start) or start, BLOCK
        # All of a block of one line is on that line, whatever a translation made of it.
        is_one_line = not text.is_empty(start) and text.is_empty(start + 1)
        # The words may be where the substitution is defined.
        is_made = is_part and _SUBSTITUTED.search(text.line(start))
        is_elsewhere = isinstance(node, nodes.title) or is_made
        is_sure = beginning.is_sure and (is_one_line or not is_part) and not is_elsewhere
        return start, EXACT if is_sure else BLOCK

    def block_line(self, node: nodes.Element) -> SourceLine:
        """Return the line on which a node's own block begins; as `line` for a node without one."""
        if not node.line:
            return self.line(node)
        beginning = self._beginning(node)
        precision = BLOCK if beginning.is_generated else EXACT
        return SourceLine(beginning.file, beginning.start, precision, self._around(node).message)

    def _around(self, node: nodes.Node | None) -> _Ancestors:
        """Return what encloses the children of a node, the node itself included."""
        if node is None:
            return _Ancestors()
        found = self._ancestors.get(id(node))
        if found is None:
            outer = self._around(node.parent)
            block, table, message = outer.block, outer.table, outer.message
            own: MessageKey | None = getattr(node, MESSAGE_ATTRIBUTE, None)
            if own is not None or isinstance(node, nodes.section):
                message = own
            if isinstance(node, nodes.table):
                table = node
            if isinstance(node, nodes.Element) and (is_block(node) or described_place(node)):
                block = node
            found = self._ancestors[id(node)] = _Ancestors(block, table, message)
        return found

    def _beginning(self, block: nodes.Element) -> _Beginning:
        found = self._beginnings.get(id(block))
        if found is None:
            found = self._beginnings[id(block)] = self._begin(block)
        return found

    def _begin(self, block: nodes.Element) -> _Beginning:
        if described := described_place(block):
            text = read_source(described.file) or EMPTY
            first, last = described.first, described.last
            return _Beginning(
                file=described.file, start=first, text=text, is_docstring=True, end=last
            )
        origin = origin_of(block, self._file)
        place = self._substitution(block, origin) if isinstance(block, nodes.reference) else None
        if origin is None or place is not None:
            place = place or self._directive(block)
            text = read_source(place.file) or EMPTY
            return _Beginning(file=place.file, start=place.line, text=text, is_generated=True)
        text = read_source(origin.file) or EMPTY
        start, end = toctree_lines(block, text, origin.line) or (origin.line, origin.end)
        return _Beginning(
            file=origin.file,
            start=start,
            text=text,
            is_docstring=DOCSTRING in str(block.source),
            is_section=isinstance(block, (nodes.section, nodes.document)),
            is_sure=origin.is_sure,
            end=end,
        )

    def _substitution(self, link: nodes.reference, origin: Origin | None) -> Place | None:
        """Return the substitution in a paragraph that wrote a link; None if its author wrote it."""
        outer = self._around(link.parent).block
        if outer is None:
            return None
        around = self._beginning(outer)
        words, below = first_line(link), around.text.line_of_docutils(int(link.line or 0))
        if any(words in around.text.line(line) for line in range(around.start, below + 1)):
            return None
        # MyST gives it the line below the substitution, or below the beginning of the paragraph.
        line = around.text.substitution_line(around.start, below - 1)
        is_there = origin is None or "{{" in around.text.line(line)
        return Place(around.file, line) if is_there else None

    def _directive(self, block: nodes.Element) -> Place:
        """Return the directive that generated a block."""
        if self._directives is None:
            root = block
            while root.parent is not None:
                root = root.parent
            self._directives = generating_directives(root, self._file)
        return self._directives.get(id(block), Place(self._file, 1))

    def _table_start(self, table: nodes.table, line: int, text: SourceText) -> int:
        key = id(table), line
        if key not in self._tables:
            self._tables[key] = table_start(table, line, text)
        return self._tables[key]


def _line_of_link(node: nodes.Node, beginning: _Beginning) -> int:
    """Return the line of the link that `:target:` puts around an image without a line; else 0.

    MyST up to 5.1 gives such an image the line 0, and its URL can occur above the directive.
    """
    link = node.parent
    if not isinstance(node, nodes.image) or node.line or not isinstance(link, nodes.reference):
        return 0
    is_there = str(link.source or beginning.file) == beginning.file
    return beginning.text.line_of_docutils(int(link.line or 0)) if is_there else 0
