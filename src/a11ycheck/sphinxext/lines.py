"""From a node of the document to the line that an author edits.

docutils and MyST know the line of a block at best, and not always the right one. What is looked for is
therefore also looked up: the address of a link, the name of a picture, the words of an emphasis are
searched for in the lines of their block.
"""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from docutils import nodes

from a11ycheck.sphinxext.search import BEFORE, nearest_picture, search
from a11ycheck.sphinxext.tables import DOCSTRING, is_docstring, is_table_start, table_start
from a11ycheck.sphinxext.translated import Message, message_of

__all__ = ["EXACT", "Line", "block_of", "line_of", "source_lines"]

EXACT, BLOCK, SECTION, PAGE = "exact", "block", "section", "page"
_COMPARED = 4
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


def line_of(node: nodes.Node | None, fallback: str) -> Line:
    """Return where the author wrote a node; `fallback` is the file of the page's document."""
    line = _line_of(node, fallback)
    message = message_of(node)
    return replace(line, message=message) if message else line


def _line_of(node: nodes.Node | None, fallback: str) -> Line:
    block = _block_with_line(node)
    if node is None or block is None:
        return Line(fallback, 1, PAGE)
    file, start = _place(block, fallback)
    lines = source_lines(file)
    if (table := _table_around(node)) is not None and not is_docstring(block):
        drawn = table_start(table, start, lines)
        if node is table:
            return Line(file, drawn, EXACT)
        start = max(start, drawn)
    if isinstance(block, (nodes.section, nodes.document)) and block is not node:
        # Words may be said anywhere in a section; the address of a picture is its own.
        if isinstance(node, nodes.image) and (found := search(node, block, lines, start)):
            return Line(file, found, EXACT)
        precision = SECTION if isinstance(block, nodes.section) else PAGE
        return Line(file, start, precision)
    return _line_in_block(node, block, file, start)


def _line_in_block(node: nodes.Node, block: nodes.Element, file: str, start: int) -> Line:
    lines = source_lines(file)
    if found := search(node, block, lines, start):
        return Line(file, found, EXACT)
    if isinstance(node, nodes.image):
        return Line(file, nearest_picture(node, lines, start) or start, BLOCK)
    is_own = node is block and not isinstance(node, nodes.title)
    return Line(file, start, EXACT if is_own else BLOCK)


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
    if not Path(file).is_file():
        return fallback, line
    return file, (_line_in_included(block, file, line) if file != fallback else line)


def _line_in_included(block: nodes.Element, file: str, line: int) -> int:
    """Return the line of a block of an included file.

    MyST-Parser before 5.2 counts characters for lines where a part of a file is included: a line that
    does not hold the block is looked for.
    """
    lines = source_lines(file)
    written = (block.rawsource or block.astext()).strip().split("\n")[:_COMPARED]
    near = lines[max(line - BEFORE, 0) : line + BEFORE]
    if not written[0] or any(written[0] in text for text in near):
        return line
    found = [
        number
        for number in range(1, len(lines) + 1)
        if all(part in text for part, text in zip(written, lines[number - 1 :], strict=False))
    ]
    return found[0] if found and (len(found) == 1 or line > len(lines)) else min(line, len(lines))


def source_lines(file: str) -> tuple[str, ...]:
    """Return the lines of a file of the source; none where it cannot be read as text."""
    try:
        return _read(file, os.stat(file).st_mtime_ns)  # noqa: PTH116 - called for every node
    except (OSError, UnicodeDecodeError):
        return ()


@lru_cache(maxsize=256)
def _read(file: str, _changed: int) -> tuple[str, ...]:
    # read_text() makes every end of line "\n"; U+2028 and the like end no line of a source.
    text = Path(file).read_text(encoding="utf-8-sig")
    return tuple(text.split("\n"))


def _docstring_line(file: str, name: str, line: int) -> int:
    """Return the line of a file for a line of an object's docstring, counted from 0 or 1 by autodoc."""
    for qualified, start in _docstrings(source_lines(file), Path(file).stem):
        if name == qualified or name.endswith(f".{qualified}"):
            return start + max(line - 1, 0)
    return 1


@lru_cache(maxsize=64)
def _docstrings(lines: tuple[str, ...], module: str) -> tuple[tuple[str, int], ...]:
    """Return (qualified name, first line) of each docstring of a Python file, the longest names first."""
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return ()
    found = sorted(_walk_docstrings(tree, module), key=lambda item: -len(item[0]))
    return tuple(found)


def _walk_docstrings(node: ast.AST, name: str) -> Iterator[tuple[str, int]]:
    body = getattr(node, "body", [])
    first = body[0].value if body and isinstance(body[0], ast.Expr) else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        yield name, first.lineno
    for child in body:
        if isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            prefix = "" if isinstance(node, ast.Module) else f"{name}."
            yield from _walk_docstrings(child, prefix + child.name)
