"""The source line of each start tag in the body of a page.

Every translator of docutils and Sphinx appends strings to `body`. The length of that list whenever a node
is entered or left tells afterwards which node each string belongs to. The HTML stays the same, byte for
byte, whatever translator a theme or an extension brings.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from typing import Any

import msgspec
from docutils import nodes
from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer

from a11ycheck.sphinxext.node_lines import BLOCK, EXACT, LineFinder, SourceLine
from a11ycheck.web.html_tokens import find_start_tags

__all__ = ["TagLines", "TrackNodes", "module_tag_lines", "tag_lines", "tracking_translator"]

_TRACK = "a11ycheck_track"
_Track = tuple[list[str], list[int], list[nodes.Node | None]]

_NOWHERE = sys.maxsize
# The first line feed in a `<pre>` belongs to no line.
_CODE_BEGIN = re.compile(r"<pre>\n?")
# Around each object viewcode puts a box and a link back, with line feeds that are not those of the module.
_ADDED = re.compile(
    r"""</div>\n | <div\ class="viewcode-block"[^>]*>\n | <a\ class="viewcode-back"[^>]*>[^<]*</a>\n""",
    re.VERBOSE,
)


class TrackNodes(nodes.NodeVisitor):
    """A mixin for translators: it keeps the node of each string of the finished body."""

    body: list[str]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Create the translator as usual."""
        super().__init__(*arguments, **options)
        self._lengths: list[int] = []
        self._open: list[nodes.Node | None] = []

    def dispatch_visit(self, node: nodes.Node) -> Any:
        """Record that the node is entered, and let the translator write it."""
        self._lengths.append(len(self.body))
        self._open.append(node)
        try:
            return super().dispatch_visit(node)
        except (nodes.SkipNode, nodes.SkipDeparture):
            self._lengths.append(len(self.body))
            self._open.append(node.parent)
            raise

    def dispatch_departure(self, node: nodes.Node) -> Any:
        """Let the translator end the node; what follows belongs to its parent."""
        result = super().dispatch_departure(node)
        if isinstance(node, nodes.document):
            body: list[str] = getattr(self, "fragment", None) or self.body
            # The event of the page gets the document too.
            setattr(node, _TRACK, (list(body), self._lengths, self._open))
        else:
            self._lengths.append(len(self.body))
            self._open.append(node.parent)
        return result


def tracking_translator(base: type[nodes.NodeVisitor]) -> type[nodes.NodeVisitor]:
    """Return the class `base` with `TrackNodes` on top."""
    return base if issubclass(base, TrackNodes) else type(base.__name__, (TrackNodes, base), {})


class TagLines(msgspec.Struct):
    """The start tags of a body and their source lines, as parallel lists.

    `offsets` are in characters, `file` are indexes into `files`. `messages` gives the message key of a
    tag, by its index.
    """

    offsets: list[int] = []
    file: list[int] = []
    lines: list[int] = []
    precisions: list[str] = []
    messages: dict[int, tuple[str, str]] = {}
    files: list[str] = []


def tag_lines(document: nodes.document, body: str, file: str) -> TagLines:
    """Return the source lines of the start tags of a page made from a tracked document, read from `file`.

    None are returned if the body is not what the translator wrote. The record of the translator is dropped.
    """
    track: _Track = getattr(document, _TRACK, ([], [], []))
    if track[0]:
        delattr(document, _TRACK)
    found = TagLines()
    if body != "".join(track[0]):
        return found
    owners = _owners(*track)
    finder = LineFinder(file)
    known: dict[int, SourceLine] = {}
    files: dict[str, int] = {}
    piece, start, end, origin, feeds = -1, 0, 0, _NOWHERE, 0
    line = finder.line(None)
    for index, offset in enumerate(find_start_tags(body)):
        if offset >= end:
            while offset >= end:
                piece += 1
                start, end = end, end + len(track[0][piece])
            node = owners[piece]
            line = known.get(id(node)) or known.setdefault(id(node), finder.line(node))
            is_exact = line.precision == EXACT
            origin, feeds = _first_line(node, body, start, end) if is_exact else _NOWHERE, 0
        if offset >= origin:
            feeds += body.count("\n", origin, offset)
            origin = offset
        if line.message:
            found.messages[index] = line.message
        found.offsets.append(offset)
        found.file.append(files.setdefault(line.file, len(files)))
        found.lines.append(line.number + feeds)
        found.precisions.append(line.precision)
    found.files = list(files)
    return found


def _owners(
    body: list[str], lengths: list[int], opened: list[nodes.Node | None]
) -> list[nodes.Node | None]:
    """Return for each string of a body the node that was open when it was appended."""
    owners: list[nodes.Node | None] = []
    node: nodes.Node | None = None
    for length, following in zip(lengths, opened, strict=True):
        if (count := length - len(owners)) > 0:
            owners += [node] * count
        node = following
    owners += [node] * (len(body) - len(owners))
    return owners


def _first_line(node: nodes.Node | None, body: str, start: int, end: int) -> int:
    """Return the offset at which the first source line of code or raw HTML begins in a piece of a body."""
    if isinstance(node, nodes.raw):
        return start
    if isinstance(node, nodes.literal_block) and (found := body.find("<pre", start, end)) >= 0:
        return found + len("<pre")
    return _NOWHERE


def module_tag_lines(module: str, body: str) -> TagLines:
    """Return the source lines of the start tags of a page of `sphinx.ext.viewcode`, which shows a module.

    The tags around the code, such as a button that copies it, belong to the whole module. There are none
    if the module no longer exists: Sphinx shows its cached copy.
    """
    begin = _CODE_BEGIN.search(body)
    try:
        file, _ = ModuleAnalyzer.get_module_source(module)
    except PycodeError:
        return TagLines()
    if begin is None or file is None:
        return TagLines()
    offsets = find_start_tags(body)
    added = {match.end() - 1 for match in _ADDED.finditer(body, begin.end())}
    ends: list[int] = []
    end = begin.end() - 1
    while (end := body.find("\n", end + 1)) >= 0:
        if end not in added:
            ends.append(end)
    above = bisect_left(offsets, begin.end())
    below = len(offsets) - above
    return TagLines(
        offsets=offsets,
        file=[0] * len(offsets),
        lines=[1] * above + [1 + bisect_right(ends, offset) for offset in offsets[above:]],
        precisions=[BLOCK] * above + [EXACT] * below,
        files=[str(file)] if offsets else [],
    )
