"""The source lines of the nodes of a doctree.

docutils and MyST know at best the line on which a block begins, and not always the right one. So the URL
of a link, the file name of an image or the words of an emphasis are searched for in the lines of their
block.
"""

from collections.abc import Iterator

import msgspec
from docutils import nodes

from a11ycheck.sphinxext.po_files import MESSAGE_ATTRIBUTE, MessageKey
from a11ycheck.sphinxext.source_text import EMPTY, SourceText, read_source
from a11ycheck.sphinxext.word_search import TOLERANCE, WordSearch, descendants, first_line

__all__ = ["BLOCK", "EXACT", "LineFinder", "SourceLine"]

EXACT, BLOCK, SECTION, PAGE = "exact", "block", "section", "page"
"""The values of `model.Precision`, which takes too long to import for a build."""

_DOCSTRING = ":docstring of "
_WITHOUT_LINE = (
    *(nodes.table, nodes.tgroup, nodes.thead, nodes.tbody, nodes.row, nodes.entry),
    nodes.reference,
)
_LINES_ABOVE_TABLE, _LINES_BELOW_TABLE = 25, 80


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
    """Where a block begins: file, line, and the text of the file."""

    file: str
    start: int
    text: SourceText
    is_docstring: bool
    is_section: bool


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

    def line(self, node: nodes.Node | None) -> SourceLine:
        """Return the line on which the author wrote a node."""
        if node is None:
            return SourceLine(self._file, 1, PAGE)
        around = self._around(node)
        block, message = around.block, around.message
        if isinstance(node, _WITHOUT_LINE):
            block = _first_with_line(node) or self._around(node.parent).block
        if block is None:
            return SourceLine(self._file, 1, PAGE, message)
        beginning = self._beginning(block)
        start, text, precision = beginning.start, beginning.text, EXACT
        if around.table is not None and not beginning.is_docstring:
            drawn = self._table_start(around.table, start, text)
            if node is around.table:
                return SourceLine(beginning.file, drawn, EXACT, message)
            start = max(start, drawn)
        is_part = node is not block
        # The words of a node can occur anywhere in a section; the URL of an image is its own.
        is_searched = not (is_part and beginning.is_section) or isinstance(node, nodes.image)
        if is_searched and (found := self._search.find(node, block, text, start)):
            start = found
        elif is_part and beginning.is_section:
            precision = SECTION if isinstance(block, nodes.section) else PAGE
        elif isinstance(node, nodes.image):
            # Directives that pass their content to two parsers report wrong lines of images.
            start, precision = self._search.find_nearest(node, text, start) or start, BLOCK
        elif is_part or isinstance(node, nodes.title):
            precision = BLOCK
        return SourceLine(beginning.file, start, precision, message)

    def block_line(self, node: nodes.Element) -> SourceLine:
        """Return the line on which a node's own block begins; as `line` for a node without one."""
        if not node.line:
            return self.line(node)
        beginning = self._beginning(node)
        return SourceLine(beginning.file, beginning.start, EXACT, self._around(node).message)

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
            if node.line and isinstance(node, nodes.Element):
                block = node
            found = self._ancestors[id(node)] = _Ancestors(block, table, message)
        return found

    def _beginning(self, block: nodes.Element) -> _Beginning:
        found = self._beginnings.get(id(block))
        if found is None:
            file, start = _location(block, self._file)
            text = read_source(file) or EMPTY
            found = self._beginnings[id(block)] = _Beginning(
                file=file,
                start=start,
                text=text,
                is_docstring=_DOCSTRING in str(block.source),
                is_section=isinstance(block, (nodes.section, nodes.document)),
            )
        return found

    def _table_start(self, table: nodes.table, line: int, text: SourceText) -> int:
        key = id(table), line
        if key not in self._tables:
            self._tables[key] = _table_start(table, line, text)
        return self._tables[key]


def _first_with_line(node: nodes.Element) -> nodes.Element | None:
    """Return the node itself if it has a line, else its first part that has one, else None.

    Rows and tables of reStructuredText have no line, their paragraphs do; links around images have none,
    the images do. Sphinx gives the images that MyST made the line 0.
    """
    if node.line and not _has_foreign_line(node):
        return node
    for part in descendants(node)[1:]:
        if part.line and isinstance(part, nodes.Element):
            return part
    return None


def _has_foreign_line(node: nodes.Element) -> bool:
    """Return whether a table has the line of the block before it.

    MyST gives it to tables of its `eval-rst`, whose parts have no line, and whose text has the right one.
    """
    if not isinstance(node, nodes.table) or any(group.line for group in node.findall(nodes.tgroup)):
        return False
    text, line = read_source(str(node.source)) or EMPTY, int(node.line or 0)
    return not (text.is_table_directive(line) or text.is_table_border(line))


def _location(block: nodes.Element, document: str) -> tuple[str, int]:
    """Return the file and line of a block of a document that was read from the file `document`."""
    source, line = str(block.source or document), int(block.line or 1)
    file, mark, name = source.partition(_DOCSTRING)
    text = read_source(file) if mark or file != document else None
    if mark:
        start = text.docstring_line(name) if text else 0
        # autodoc counts the lines of a docstring from 0 or 1.
        return file, start + max(line - 1, 0) if start else 1
    if file == document:
        return file, line
    return (document, line) if text is None else (file, _line_in_included(block, text, line))


def _line_in_included(block: nodes.Element, text: SourceText, line: int) -> int:
    """Return the line of a block of an included file.

    MyST-Parser before 5.2 counts characters for lines if a part of a file is included: the block is
    searched for if it is not at its line.
    """
    raw = block.rawsource
    first = raw.strip().partition("\n")[0] if raw else first_line(block)
    if not first or text.find(first, line - TOLERANCE + 1, line + TOLERANCE):
        return line
    found = text.find_block(tuple((raw or block.astext()).strip().split("\n")))
    last = len(text.lines)
    return found[0] if found and (len(found) == 1 or line > last) else min(line, last)


def _table_start(table: nodes.table, line: int, text: SourceText) -> int:
    """Return the first line of a table, of which a part was read from `line`.

    No parser keeps it: tables of reStructuredText have no line at all, cells of a `csv-table` count theirs
    from 1, and cells of a `list-table` have the line of their text, below the directive.
    """
    floor = max(_lines_before(table), default=0)
    if line <= floor:
        below = range(floor, floor + _LINES_BELOW_TABLE)
        return next(filter(text.is_table_directive, below), max(line, floor))
    for number in range(line, max(floor, line - _LINES_ABOVE_TABLE), -1):
        if text.is_table_directive(number):
            return number
    return line - 1 if text.is_table_border(line - 1) else line


def _lines_before(table: nodes.table) -> Iterator[int]:
    """Yield the known lines of what comes before a table, and of what encloses it."""
    parent = table.parent
    index = parent.index(table)
    if index:
        for part in descendants(parent[index - 1]):
            yield (part.line or 0) if isinstance(part, nodes.Element) else 0
    while parent is not None:
        yield parent.line or 0
        parent = parent.parent
