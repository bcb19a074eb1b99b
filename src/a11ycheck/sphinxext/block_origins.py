"""Where the text of a block was written: a file and a line, or nowhere, if a program made it.

Directives can parse text that they generate. Its blocks have lines, but not of a file that an author
edits; they belong to the line of the directive.
"""

import re
from pathlib import PurePosixPath

import msgspec
from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.block_words import first_text, typed_words
from a11ycheck.sphinxext.docstring_lines import line_in_docstring
from a11ycheck.sphinxext.docstrings import DOCSTRING, docstring_place
from a11ycheck.sphinxext.nearest_lines import (
    has_most,
    is_in_table,
    nearest_line,
    raw_line,
    text_near,
)
from a11ycheck.sphinxext.source_text import (
    EMPTY,
    MARKDOWN,
    SourceText,
    is_foreign,
    read_source,
)
from a11ycheck.sphinxext.table_lines import has_foreign_line
from a11ycheck.sphinxext.typed_words import descendants
from a11ycheck.sphinxext.word_search import TOLERANCE, first_line

__all__ = [
    "Origin",
    "first_with_line",
    "is_block",
    "is_translated",
    "origin_of",
]

_TRANSLATED = "<translated>"
_NOTEBOOK_WORDS = 4
# What Sphinx adds to each document: `rst_prolog` and `rst_epilog` of conf.py.
_ADDED = frozenset({"<rst_prologue>", "<rst_epilogue>"})
_DIRECTIVE = re.compile(r"^\s*(?:\.\. +(?:\|[^|]+\| +)?[\w:.+-]+::|[`~:]{3,} *\{[\w:.+-]+\}|\{\{)")
_CODE = re.compile(r"::|`{3}|~{3}|:{3}")
_MARGIN = " \t>*+-#."
# Markup that can begin a block with words that the source does not have.
_REPLACED = re.compile(r"[|{<\[]|`(?!``)")


class Origin(msgspec.Struct, frozen=True, gc=False):
    """The file and line of a block; `is_sure` is false if its words are not there.

    `end` is the last line of the docstring that it is in, else 0.
    """

    file: str
    line: int
    is_sure: bool = True
    end: int = 0


def origin_of(block: nodes.Element, document: str) -> Origin | None:
    """Return where a block of a document was written; None if no author wrote it there."""
    if "source" in block and isinstance(block, (nodes.literal_block, nodes.raw)):
        return _included_code(block, document)
    source, line = str(block.source or document), int(block.line or 1)
    file, mark, name = source.partition(DOCSTRING)
    if mark:
        place = docstring_place(file, name, block)
        # autodoc counts the lines of a docstring from 0 or 1, without empty lines above its text.
        if place is None:
            return None
        line, is_sure = line_in_docstring(block, place, place.first + max(line - 1, 0))
        return Origin(place.file, line, is_sure, place.last)
    text = None if file != document and is_foreign(file) else read_source(file)
    if file == document:
        text = text or EMPTY
        if _has_line_above(block, text):
            return None
        own = _of_notebook if text.is_notebook else _of_document
        return own(block, text, line)
    return None if text is None else _included_text(block, file, text, line)


def _has_line_above(block: nodes.Element, text: SourceText) -> bool:
    """Return whether MyST gave what `eval-rst` describes the line of the block before it."""
    is_described = isinstance(block, addnodes.desc) and text.name.endswith(MARKDOWN)
    return is_described and not _DIRECTIVE.match(text.line(int(block.line or 0)))


def _of_document(block: nodes.Element, text: SourceText, number: int) -> Origin | None:
    """Return where a block of a document was written that has a line of it."""
    line = text.line_of_docutils(number)
    found = _is_written(block, text, line)
    # MyST gives what a substitution writes the line below it.
    if text.is_block_substitution(line - 1):
        is_html = isinstance(block, nodes.raw)
        is_empty = not text.line(line).strip()
        if not found or is_empty or (is_html and first_line(block) not in text.line(line)):
            return Origin(text.name, line - 1)
    return None if found is None else Origin(text.name, nearest_line(block, text, line), found)


def _of_notebook(block: nodes.Element, text: SourceText, number: int) -> Origin:
    """Return where a block of a notebook was written, or the cell that printed it.

    nbsphinx gives its blocks lines of a text of its own.
    """
    line = text.line_of_docutils(number)
    if line:
        is_written = _is_written(block, text, line)
        return Origin(text.name, nearest_line(block, text, line), bool(is_written))
    words = first_line(first_text(block) or block).split()[:_NOTEBOOK_WORDS]
    found = text.find_block((" ".join(words),))
    return Origin(text.name, *((found[0], True) if len(found) == 1 else (1, False)))


def is_translated(node: nodes.Element) -> bool:
    """Return whether a node was read from a translation, in which its line says nothing.

    Nor does it in what conf.py adds to a document, such as substitutions.
    """
    source = str(node.source or "")
    return source.endswith(_TRANSLATED) or source in _ADDED


def is_block(node: nodes.Element) -> bool:
    """Return whether a node has a line of its own, as the author wrote it.

    MyST gives inline markup the line of its block.
    """
    is_inline = isinstance(node, nodes.Inline) and not isinstance(node, (nodes.image, nodes.raw))
    return bool(node.line) and not is_inline and not is_translated(node)


def first_with_line(node: nodes.Element) -> nodes.Element | None:
    """Return the node itself if it has a line, else its first part that has one, else None.

    Rows and tables of reStructuredText have no line, their paragraphs do; links around images have none,
    the images do. Sphinx gives the images that MyST made the line 0.
    """
    if is_translated(node):
        return None
    if node.line and not has_foreign_line(node):
        return node
    for part in descendants(node)[1:]:
        if part.line and isinstance(part, nodes.Element) and not is_translated(part):
            return part
    return None


def _included_code(block: nodes.Element, document: str) -> Origin:
    """Return where code or raw HTML is in the file that a directive included, or that of the directive."""
    file = str(block["source"])
    text = None if is_foreign(file) else read_source(file)
    by_directive = Origin(document, int(block.line or 1), is_sure=False)
    lines = block.astext().rstrip("\n").split("\n")
    if text is None:
        return by_directive
    starts = [
        first
        for first in range(len(text.lines) - len(lines) + 1)
        if all(map(_is_same_code, lines, text.lines[first:]))
    ]
    return Origin(file, starts[0] + 1) if len(starts) == 1 else by_directive


def _is_same_code(line: str, other: str) -> bool:
    """Return whether lines are equal, except for the margin that a directive removes."""
    return line.strip() == other.strip()


def _is_written(block: nodes.Element, text: SourceText, line: int) -> bool | None:
    """Return whether the words of a block are near a line; None if a program must have made them."""
    here = text.line(line)
    if isinstance(block, nodes.image):
        names = {
            PurePosixPath(str(uri)).stem
            for uri in (*block.get("candidates", {}).values(), block["uri"])
        }
        is_named = any(name in text.text for name in names) or _REPLACED.search(here)
        return True if is_named else None
    leaf = first_text(block)
    words = typed_words(leaf) if leaf is not None else []
    if leaf is None or not words:
        return leaf is None or not is_in_table(leaf)
    if is_in_table(leaf):
        # Cells of a `csv-table` count their lines from 1: they are searched for below the directive.
        is_found = has_most(text.folded, words) or _REPLACED.search(here)
    elif leaf is not block:
        # A container begins above its first text.
        is_directive = _DIRECTIVE.match(here) or not leaf.line
        below = text.line_of_docutils(leaf.line or 1)
        return True if is_directive or _is_written(leaf, text, below) is not None else None
    else:
        near = text_near(text, line)
        # Substitutions can write most words of what an author typed.
        if has_most(near, words) or ((raw := raw_line(block)) and raw.casefold() in near):
            return True
        is_found = _REPLACED.match(here.strip(_MARGIN)) or _DIRECTIVE.match(here)
    return False if is_found else None


def _included_text(block: nodes.Element, file: str, text: SourceText, line: int) -> Origin | None:
    """Return where a block of an included file was written; None if a program must have made it.

    If a part of a file is included, docutils counts its lines from there, and MyST-Parser before 5.2
    counts characters: the block is searched for if it is not at its line.
    """
    leaf = first_text(block)
    if leaf is not None and not is_in_table(leaf):
        words = typed_words(leaf)
        if words and not (has_most(text.folded, words) or _REPLACED.match(text.line(line).strip())):
            return None
    raw = block.rawsource
    first = (raw.strip().partition("\n")[0] if raw else first_line(block)).strip()
    if not first:
        return Origin(file, min(line, len(text.lines)))
    near = nearest_line(block, text, line)
    here = text.line(line)
    # Code begins at its fence or directive.
    is_code = isinstance(block, nodes.literal_block) and _CODE.search(here) is not None
    if first in here or near != line or is_code:
        return Origin(file, near)
    found = text.find_block(tuple((raw or block.astext()).strip().split("\n")))
    last = len(text.lines)
    if found and (len(found) == 1 or line > last):
        return Origin(file, found[0])
    below = text.find(first, line - TOLERANCE + 1, line + TOLERANCE)
    words = typed_words(leaf) if leaf is not None else []
    is_near = line <= last and has_most(text_near(text, line), words)
    return Origin(file, below or min(line, last), is_sure=below > 0 or is_near)
