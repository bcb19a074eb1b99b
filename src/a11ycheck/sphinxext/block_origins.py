"""Where the text of a block was written: a file and a line, or nowhere, if a program made it.

Directives can parse text that they generate. Its blocks have lines, but not of a file that an author
edits; they belong to the line of the directive.
"""

import re
from pathlib import PurePosixPath

import msgspec
from docutils import nodes

from a11ycheck.sphinxext.block_words import first_text, typed_words
from a11ycheck.sphinxext.docstring_lines import line_in_docstring
from a11ycheck.sphinxext.docstrings import DOCSTRING, docstring_place
from a11ycheck.sphinxext.po_files import own_message
from a11ycheck.sphinxext.source_text import EMPTY, SourceText, is_foreign, read_source
from a11ycheck.sphinxext.word_search import TOLERANCE, first_line

__all__ = [
    "Origin",
    "is_block",
    "is_translated",
    "origin_of",
]

_TRANSLATED = "<translated>"
# What Sphinx adds to each document: `rst_prolog` and `rst_epilog` of conf.py.
_ADDED = frozenset({"<rst_prologue>", "<rst_epilogue>"})
_DIRECTIVE = re.compile(r"^\s*(?:\.\. +(?:\|[^|]+\| +)?[\w:.+-]+::|[`~:]{3,} *\{[\w:.+-]+\}|\{\{)")
_CODE = re.compile(r"::|`{3}|~{3}|:{3}")
_FIRST_WORDS, _NOTEBOOK_WORDS = 2, 4
_CELL = "{code-cell}"
_LEAST_LENGTH, _LONGEST = 6, 40
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
        own = _of_notebook if text.is_notebook else _of_document
        return own(block, text, line)
    return None if text is None else _included_text(block, file, text, line)


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
    return None if found is None else Origin(text.name, _nearest(block, text, line), found)


def _of_notebook(block: nodes.Element, text: SourceText, number: int) -> Origin:
    """Return where a block of a notebook was written, or the cell that printed it.

    nbsphinx gives its blocks lines of a text of its own.
    """
    line = text.line_of_docutils(number)
    if line:
        is_written = _is_written(block, text, line)
        return Origin(text.name, _nearest(block, text, line), bool(is_written))
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
        return leaf is None or not _is_in_table(leaf)
    if _is_in_table(leaf):
        # Cells of a `csv-table` count their lines from 1: they are searched for below the directive.
        is_found = _has_most(text.folded, words) or _REPLACED.search(here)
    elif leaf is not block:
        # A container begins above its first text.
        is_directive = _DIRECTIVE.match(here) or not leaf.line
        below = text.line_of_docutils(leaf.line or 1)
        return True if is_directive or _is_written(leaf, text, below) is not None else None
    else:
        near = _near(text, line)
        # Substitutions can write most words of what an author typed.
        if _has_most(near, words) or ((raw := _raw_line(block)) and raw.casefold() in near):
            return True
        is_found = _REPLACED.match(here.strip(_MARGIN)) or _DIRECTIVE.match(here)
    return False if is_found else None


def _raw_line(block: nodes.Element) -> str:
    """Return the first line of a block as it was typed, "" if that is too short to be searched for."""
    raw = block.rawsource.strip().partition("\n")[0]
    return raw if len(raw) >= _LEAST_LENGTH else ""


def _near(text: SourceText, line: int) -> str:
    return "\n".join(text.lines[max(line - 1 - TOLERANCE, 0) : line + TOLERANCE]).casefold()


def _nearest(block: nodes.Element, text: SourceText, line: int) -> int:
    """Return the line near another with the first words of a block: parsers in parsers miscount."""
    # A block of code has the line of its directive, for MyST-NB a line below it.
    if not isinstance(block, nodes.TextElement) or isinstance(block, nodes.literal_block):
        return line - 2 if _CELL in text.line(line - 2) else line
    first = first_line(block)[:_LONGEST]
    # A message has no line feeds, so that its later words can be on the next line.
    words = typed_words(block)[: _FIRST_WORDS if own_message(block) else None]
    if len(first) < _LEAST_LENGTH or not words:
        return line
    near = sorted(range(line - TOLERANCE, line + TOLERANCE + 1), key=lambda one: abs(one - line))
    raw = (not _is_in_table(block) and _raw_line(block)) or first
    for number in near:
        if first in text.line(number) or raw in text.line(number):
            return number
    for number in near:
        # Markup can be between the words.
        here = text.line(number).casefold()
        if all(word in here for word in words):
            return number
    return line


def _has_most(text: str, words: list[str]) -> bool:
    return 2 * sum(word in text for word in words) >= len(words)


def _is_in_table(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.entry):
        parent = parent.parent
    return parent is not None


def _included_text(block: nodes.Element, file: str, text: SourceText, line: int) -> Origin | None:
    """Return where a block of an included file was written; None if a program must have made it.

    If a part of a file is included, docutils counts its lines from there, and MyST-Parser before 5.2
    counts characters: the block is searched for if it is not at its line.
    """
    leaf = first_text(block)
    if leaf is not None and not _is_in_table(leaf):
        words = typed_words(leaf)
        if words and not (
            _has_most(text.folded, words) or _REPLACED.match(text.line(line).strip())
        ):
            return None
    raw = block.rawsource
    first = (raw.strip().partition("\n")[0] if raw else first_line(block)).strip()
    if not first:
        return Origin(file, min(line, len(text.lines)))
    near = _nearest(block, text, line)
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
    is_near = line <= last and _has_most(_near(text, line), words)
    return Origin(file, below or min(line, last), is_sure=below > 0 or is_near)
