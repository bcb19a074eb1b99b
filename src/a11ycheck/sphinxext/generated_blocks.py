"""Which directive generated each block of a document that no author wrote.

Blocks that follow each other can come from several directives. Each directive counts the lines of its text
from 1, so a line that does not increase begins the text of the next one. If there are as many such texts
between two blocks of an author as directives, they belong to each other in order.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

import msgspec
from docutils import nodes
from sphinx import addnodes

from a11ycheck.sphinxext.block_origins import is_block, origin_of
from a11ycheck.sphinxext.block_words import has_words
from a11ycheck.sphinxext.docstrings import DOCSTRING
from a11ycheck.sphinxext.source_text import EMPTY, MARKDOWN, read_source
from a11ycheck.sphinxext.typed_words import descendants

__all__ = ["Place", "generating_directives"]

_DIRECTIVE = re.compile(
    r"^[\s>*+-]*(?:\.\. +(?:\|[^|]+\| +)?(?P<rst>[\w:.+-]+)::|[`~:]{3,} *\{(?P<myst>[\w:.+-]+)\}|\{\{)"
    r"\s*(?P<argument>[\w.]*)"
)
# Directives that show what their author wrote, in them or in another file or place.
# fmt: off
_AUTHORED = frozenset({
    "admonition", "attention", "caution", "class", "code", "code-block", "compound",
    "container", "csv-table", "danger", "details", "dropdown", "epigraph", "error", "eval-rst",
    "figure", "hint", "image", "important", "include", "index", "list-table", "literalinclude",
    "math", "meta", "note", "only", "pull-quote", "raw", "replace", "rst-class", "rubric",
    "seealso", "sidebar", "sourcecode", "tab-item", "tab-set", "table", "tip", "toctree",
    "topic", "versionadded", "versionchanged", "versionremoved", "deprecated", "warning",
})
# fmt: on
_ITEMS = (nodes.row, nodes.field, nodes.definition_list_item, nodes.line_block, nodes.title)
_AUTODOC = re.compile(r"auto\w+")


class Place(msgspec.Struct, frozen=True, gc=False):
    """A line of a file, counted from 1; 0 is before the first."""

    file: str
    line: int


class _Directive(msgspec.Struct, frozen=True, gc=False):
    """A directive: where it is, its name, and the first word of its argument."""

    place: Place
    name: str
    argument: str


def generating_directives(document: nodes.Element, file: str) -> Mapping[int, Place]:
    """Return the directive of each generated block of a document read from `file`, by the block's id."""
    found: dict[int, Place] = {}
    gap: list[nodes.Element] = []
    # Directives of which a block has the line.
    taken: set[Place] = set()
    before = Place(file, 0)
    for node in descendants(document):
        if not isinstance(node, nodes.Element) or not is_block(node):
            continue
        origin = origin_of(node, file)
        if origin is None:
            gap.append(node)
        elif DOCSTRING in str(node.source) or not isinstance(node, nodes.TextElement):
            continue
        elif "source" in node or (origin.is_sure and has_words(node)):
            place = Place(origin.file, origin.line)
            if "source" in node:
                # Its directive; code that `include` shows has the line 1.
                place = Place(
                    file, max(int(node.line or 1), before.line if before.file == file else 0)
                )
            found |= _directives_of(gap, taken, before, place)
            gap, before = [], place
        elif not origin.is_sure:
            taken.add(Place(origin.file, origin.line))
    end = len((read_source(before.file) or EMPTY).lines) + 1
    return found | _directives_of(gap, taken, before, Place(before.file, end))


def _directives_of(
    gap: Sequence[nodes.Element], taken: Container[Place], before: Place, after: Place
) -> dict[int, Place]:
    """Return the directives of the generated blocks between two places, by the blocks' ids."""
    if not gap:
        return {}
    directives = list(_between(before, after, taken))
    if not directives:
        return {id(block): Place(before.file, max(before.line, 1)) for block in gap}
    found: dict[int, Place] = {}
    documented = [block for block in gap if DOCSTRING in str(block.source)]
    for block in documented:
        found[id(block)] = _documenting(block, directives).place
    for block in gap:
        if isinstance(block, addnodes.desc) and (directive := _describing(block, directives)):
            found[id(block)] = directive.place
    runs = _runs([block for block in gap if id(block) not in found], before, after)
    for index, run in enumerate(runs):
        if len(runs) == len(directives):
            directive = directives[index]
        else:
            fallback = directives[min(index, len(directives) - 1)]
            directive = _last_before(run[0], directives) or fallback
        for block in run:
            _assign(block, directive.place, found)
    # What has no text of its own, such as an empty container.
    return {id(block): found.get(id(block), directives[0].place) for block in gap}


def _assign(block: nodes.Element, place: Place, found: dict[int, Place]) -> None:
    """Note the directive of a block, and of what encloses it, if that is not known."""
    node: nodes.Node | None = block
    while node is not None and id(node) not in found:
        found[id(node)] = place
        node = node.parent


def _between(before: Place, after: Place, taken: Container[Place]) -> Iterator[_Directive]:
    """Yield the directives between two places that can generate text, or all if there is none of these."""
    if before.file == after.file:
        found = list(_directives(before.file, before.line, after.line))
    else:
        end = len((read_source(before.file) or EMPTY).lines) + 1
        found = list(_directives(before.file, before.line, end))
        if all(item.name in _AUTHORED for item in found):
            found += _directives(after.file, 0, after.line)
    yield from [
        item for item in found if item.name not in _AUTHORED and item.place not in taken
    ] or found


def _directives(file: str, first: int, end: int) -> Iterator[_Directive]:
    """Yield the directives of a file below the line `first` and above the line `end`."""
    text = read_source(file) or EMPTY
    for number in range(first + 1, end):
        if match := _DIRECTIVE.match(text.line(number)):
            name = match["rst"] or match["myst"] or ""
            yield _Directive(Place(file, number), name.rpartition(":")[2], match["argument"])


def _documenting(block: nodes.Element, directives: Sequence[_Directive]) -> _Directive:
    """Return the directive of autodoc that shows a docstring: that with the longest part of its name."""
    autodoc = [item for item in directives if _AUTODOC.match(item.name)] or directives
    name = f".{str(block.source).rpartition(DOCSTRING)[2]}."
    named = [item for item in autodoc if item.argument and f".{item.argument}." in name]
    return max(named, key=lambda item: len(item.argument)) if named else autodoc[0]


def _describing(block: addnodes.desc, directives: Sequence[_Directive]) -> _Directive | None:
    """Return the directive that describes an object by the name in its signature."""
    signature = block.next_node(addnodes.desc_signature)
    name = str(signature.get("fullname", "")) if signature is not None else ""
    named = (item for item in directives if f".{item.argument}".endswith(f".{name}"))
    return next(named, None) if name else None


def _runs(
    gap: Sequence[nodes.Element], before: Place, after: Place
) -> Sequence[Sequence[nodes.Element]]:
    """Divide the texts and images of generated blocks into those of one directive each."""
    runs: list[list[nodes.Element]] = []
    for block in gap:
        if isinstance(block, (nodes.TextElement, nodes.image)):
            if not runs or not _continues(block, runs[-1][-1], before, after):
                runs.append([])
            runs[-1].append(block)
    return runs


def _continues(block: nodes.Element, last: nodes.Element, before: Place, after: Place) -> bool:
    """Return whether a block can follow another in one text."""
    line, previous = int(block.line or 0), int(last.line or 0)
    if block.source != last.source or line < previous:
        return False
    if line == previous:
        return isinstance(block, nodes.image) or _item_of(block) is _item_of(last) is not None
    # Sphinx gives a node that a directive makes without parsing the line below the directive.
    is_below = block.source == after.file and not after.file.endswith(MARKDOWN)
    return not (is_below and before.line < line < after.line)


def _item_of(block: nodes.Element) -> nodes.Node | None:
    """Return the row, field or definition around a block, whose parts are on one line."""
    node = block.parent
    while node is not None and not isinstance(node, _ITEMS):
        node = node.parent
    return node


def _last_before(block: nodes.Element, directives: Sequence[_Directive]) -> _Directive | None:
    """Return the last directive above a block that has a line of the same file.

    MyST adds the line of the directive to the lines of its text.
    """
    above = [
        item
        for item in directives
        if item.place.file == block.source and item.place.line <= int(block.line or 0)
    ]
    return above[-1] if above else None
