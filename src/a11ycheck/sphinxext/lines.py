"""From a node of the document to the line that an author edits.

docutils and MyST know the line of a block at best, and not always the right one. What is looked for is
therefore also looked up: the address of a link, the name of a picture, the words of an emphasis are
searched for in the lines of their block.
"""

from dataclasses import dataclass, replace

from docutils import nodes

from a11ycheck.sphinxext.files import NOTHING, SourceFile, source_file, source_lines
from a11ycheck.sphinxext.search import BEFORE, Repeats, nearest_picture, search
from a11ycheck.sphinxext.tables import DOCSTRING, is_docstring, is_table_start, table_start
from a11ycheck.sphinxext.translated import Message, message_of

__all__ = ["BLOCK", "EXACT", "Line", "block_of", "line_of"]

EXACT, BLOCK, SECTION, PAGE = "exact", "block", "section", "page"
_WITHOUT_LINE = (
    *(nodes.table, nodes.tgroup, nodes.thead, nodes.tbody, nodes.row, nodes.entry),
    nodes.reference,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A place in the source: the file, the line counted from 1, and how sure that is.

    `message` is what a catalogue has translated there, where there is one.
    """

    file: str
    line: int
    precision: str
    message: Message | None = None


def line_of(node: nodes.Node | None, fallback: str, repeats: Repeats | None = None) -> Line:
    """Return where the author wrote a node; `fallback` is the file of the page's document.

    `repeats` is what several calls for one document share, for speed.
    """
    line = _line_of(node, fallback, repeats or Repeats())
    message = message_of(node)
    return replace(line, message=message) if message else line


def _line_of(node: nodes.Node | None, fallback: str, repeats: Repeats) -> Line:
    block = _block_with_line(node)
    if node is None or block is None:
        return Line(fallback, 1, PAGE)
    file, start = _place(block, fallback)
    text = source_file(file) or NOTHING
    if (table := _table_around(node)) is not None and not is_docstring(block):
        drawn = table_start(table, start, text.lines)
        if node is table:
            return Line(file, drawn, EXACT)
        start = max(start, drawn)
    if isinstance(block, (nodes.section, nodes.document)) and block is not node:
        # Words may be said anywhere in a section; the address of a picture is its own.
        if isinstance(node, nodes.image) and (found := search(node, block, text, start, repeats)):
            return Line(file, found, EXACT)
        precision = SECTION if isinstance(block, nodes.section) else PAGE
        return Line(file, start, precision)
    if found := search(node, block, text, start, repeats):
        return Line(file, found, EXACT)
    return _line_of_block(node, block, Line(file, start, EXACT), text)


def _line_of_block(node: nodes.Node, block: nodes.Element, start: Line, text: SourceFile) -> Line:
    """Return the place of a node whose words are not found in its block, which begins at `start`."""
    if isinstance(node, nodes.image):
        nearest = nearest_picture(node, text, start.line)
        return replace(start, line=nearest or start.line, precision=BLOCK)
    is_own = node is block and not isinstance(node, nodes.title)
    return start if is_own else replace(start, precision=BLOCK)


def block_of(node: nodes.Element, fallback: str) -> Line:
    """Return where a node's own block begins, whatever it holds; as `line_of` where it has no line."""
    if not node.line:
        return line_of(node, fallback)
    file, start = _place(node, fallback)
    return Line(file, start, EXACT, message_of(node))


def _table_around(node: nodes.Node | None) -> nodes.table | None:
    while node is not None and not isinstance(node, nodes.table):
        node = node.parent
    return node


def _block_with_line(node: nodes.Node | None) -> nodes.Element | None:
    """Return the node itself if it has a line, else its first part that has one, else an ancestor.

    Rows and tables of reStructuredText have no line, their paragraphs do; links around pictures have
    none, the pictures do. Sphinx gives pictures that MyST made the line 0.
    """
    if isinstance(node, nodes.Element) and node.line and not _has_foreign_line(node):
        return node
    if isinstance(node, _WITHOUT_LINE):
        inside = (part for part in node.findall(nodes.Element) if part is not node)
        inner = next((part for part in inside if part.line), None)
        if inner is not None:
            return inner
    while node is not None:
        node = node.parent
        if isinstance(node, nodes.Element) and node.line:
            return node
    return None


def _has_foreign_line(node: nodes.Element) -> bool:
    """Tell whether a table has the line of the block before it.

    MyST gives it to tables of its `eval-rst`, whose parts have no line, and whose text has the right one.
    """
    if not isinstance(node, nodes.table) or any(group.line for group in node.findall(nodes.tgroup)):
        return False
    lines = source_lines(str(node.source))
    return not is_table_start(lines, int(node.line or 0))


def _place(block: nodes.Element, fallback: str) -> tuple[str, int]:
    source, line = str(block.source or fallback), int(block.line or 1)
    file, mark, name = source.partition(DOCSTRING)
    if mark:
        return file, _docstring_line(file, name, line)
    if file == fallback:
        return file, line
    included = source_file(file)
    if included is None:
        return fallback, line
    return file, _line_in_included(block, included, line)


def _line_in_included(block: nodes.Element, file: SourceFile, line: int) -> int:
    """Return the line of a block of an included file.

    MyST-Parser before 5.2 counts characters for lines where a part of a file is included: a line that
    does not hold the block is looked for.
    """
    written = tuple((block.rawsource or block.astext()).strip().split("\n"))
    if not written[0] or file.find(written[0], line - BEFORE + 1, line + BEFORE):
        return line
    found = file.find_block(written)
    last = len(file.lines)
    return found[0] if found and (len(found) == 1 or line > last) else min(line, last)


def _docstring_line(file: str, name: str, line: int) -> int:
    """Return the line of a file for a line of an object's docstring, counted from 0 or 1 by autodoc."""
    found = source_file(file)
    for qualified, start in found.docstrings if found else ():
        if name == qualified or name.endswith(f".{qualified}"):
            return start + max(line - 1, 0)
    return 1
