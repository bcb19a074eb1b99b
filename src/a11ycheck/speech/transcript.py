"""What is announced when somebody lets a screen reader read on from the start of a page.

Links, headings and controls are announced as a whole, text line by line, containers when they begin.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from a11ycheck.language import is_same_language
from a11ycheck.model import MessageTemplate, TreeNode
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.announcements import (
    BLANK,
    CONTROLS,
    HEADING,
    Announcement,
    Part,
    parts_of,
    spoken_states,
    spoken_words,
)
from a11ycheck.speech.contained_words import PARTED, has_controls, joined_text, selected_options
from a11ycheck.speech.headings_heard import controls_beside, heading_text, only_control
from a11ycheck.speech.language_names import language_name
from a11ycheck.speech.role_words import LANDMARKS, ROLE_WORDS
from a11ycheck.speech.subtrees import containers_of, element_around, end_of
from a11ycheck.speech.tables import CELLS, Cell, cells_of, counts_of

__all__ = ["announce_node", "announce_page"]

ROW = MessageTemplate("row", "row {row}")
COLUMN = MessageTemplate("column", "column {column}")
_WHOLE: Final = CONTROLS | frozenset(
    "audio image math meter progressbar scrollbar tooltip video".split()  # noqa: SIM905
)
_MIRRORED: Final = re.compile(r"(?P<mark>[^\w\s]+)\s*(?P<number>\w+)")
# Nobody hears of them where they contain nothing.
_CONTAINERS: Final = LANDMARKS.keys() | frozenset(
    "article blockquote feed figure grid group list note table toolbar treegrid".split()  # noqa: SIM905
)
_PARTS: Final = frozenset({"paragraph", "listitem", "row", "rowgroup", "term", "definition"})
# The first text in them is their name, which was announced with them.
_CAPTIONED: Final = frozenset({"caption", "legend", "figcaption"})


def announce_page(nodes: Sequence[TreeNode]) -> tuple[Announcement, ...]:
    """Return the announcements of a page in reading order, changes of the language included."""
    walk = _Walk(nodes=nodes, cells=cells_of(nodes), containers=containers_of(nodes))
    return tuple(_with_languages(walk.read(), nodes))


def announce_node(nodes: Sequence[TreeNode], number: int) -> Announcement:
    """Return the announcement of one node by itself, as when somebody jumps to it."""
    if nodes[number].role == "heading":
        name = heading_text(nodes, number)
        return _announcement(nodes, number, parts_of(nodes[number], name=name), name)
    return _announcement(nodes, number, _parts(nodes, number))


def _parts(nodes: Sequence[TreeNode], number: int) -> tuple[Part, ...]:
    """Return the parts of a node; a link can contain a heading, a list box has what is selected."""
    node = nodes[number]
    name = node.name or (joined_text(nodes, number) if node.role == "math" else "")
    parts = parts_of(node, name=name, counts=counts_of(nodes, number))
    if node.role == "listbox":
        return (*parts, *selected_options(nodes, number))
    if node.role not in CONTROLS:
        return parts
    inner = nodes[number + 1 : end_of(nodes, number)]
    levels = [HEADING.format(level=node.level) for node in inner if node.role == "heading"]
    return (*parts[:1], *levels[:1], *parts[1:])


def _announcement(
    nodes: Sequence[TreeNode],
    number: int,
    parts: tuple[Part, ...],
    name: str | None = None,
    containers: Sequence[int] | None = None,
) -> Announcement:
    node = nodes[number]
    return Announcement(
        number=number,
        role=node.role,
        parts=parts,
        name=node.name if name is None else name,
        level=node.level if node.role == "heading" else 0,
        language=node.language,
        url=node.url,
        states=node.states,
        element=element_around(nodes, number, containers),
    )


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Reads nodes one after the other.

    `line` are the texts of a line that may go on, `prefix` is announced with what comes next, `caption` is
    a name that was announced already, and `row` the table and row of the last cell.
    """

    nodes: Sequence[TreeNode]
    cells: Mapping[int, Cell]
    containers: Sequence[int]
    line: list[int] = field(default_factory=list)
    prefix: list[Part] = field(default_factory=list)
    caption: str = ""
    row: tuple[int, int] = (-1, 0)

    def read(self) -> Iterator[Announcement]:
        """Yield the announcements."""
        place = 0
        while place < len(self.nodes):
            node = self.nodes[place]
            if node.role == TEXT:
                yield from self._read_text(place)
                place += 1
                continue
            yield from self._end_line()
            yield from self._begin(place)
            place = end_of(self.nodes, place) if self._is_whole(place) else place + 1
        yield from self._end_line()

    def _is_whole(self, place: int) -> bool:
        """Return whether nothing of a node is announced but the node itself."""
        role = self.nodes[place].role
        if role in PARTED:
            return not has_controls(self.nodes, place)
        return role == "heading" or role in _WHOLE

    def _read_text(self, place: int) -> Iterator[Announcement]:
        node = self.nodes[place]
        if self.caption and not any(map(str.isalnum, node.name)):
            return  # a mark before the words
        caption, self.caption = self.caption, ""
        if caption and caption.split() == node.name.split():
            return
        is_other = self.line and node.language != self.nodes[self.line[-1]].language
        if node.starts_line or is_other:
            yield from self._end_line()
        self.line.append(place)

    def _end_line(self) -> Iterator[Announcement]:
        """Yield what was read of a line; preformatted text has several."""
        line, self.line = self.line, []
        text = "".join(self.nodes[place].name for place in line)
        for part in text.split("\n"):
            if words := spoken_words(part):
                yield self._next(line[0], parts_of(self.nodes[line[0]], name=words), words)

    def _begin(self, place: int) -> Iterator[Announcement]:
        """Yield what is announced where a node begins."""
        nodes, node = self.nodes, self.nodes[place]
        match node.role:
            case "marker":
                if any(letter.isalnum() for letter in node.name):
                    self.prefix.append(_marker_text(node.name))
            case "heading":
                yield from self._read_heading(place)
            case "document" if place:  # of a frame, which was announced
                return
            case role if role in CELLS:
                yield from self._begin_cell(place)
            case role if role in _CONTAINERS and not self._has_contents(place):
                return
            case role if role in ROLE_WORDS:
                yield self._next(place, _parts(nodes, place))
                is_read = node.origin in _CAPTIONED or node.role in PARTED
                self.caption = node.name if is_read else ""
            case _:
                return

    def _has_contents(self, place: int) -> bool:
        """Return whether anything is announced within a node."""
        inner = self.nodes[place + 1 : end_of(self.nodes, place)]
        return any(node.role not in _CONTAINERS and node.role not in _PARTS for node in inner)

    def _read_heading(self, place: int) -> Iterator[Announcement]:
        nodes = self.nodes
        name = heading_text(nodes, place)
        parts = parts_of(nodes[place], name=name)
        if (only := only_control(nodes, place)) is not None:
            parts = (parts[0], *parts_of(nodes[only]))
        yield self._next(place, parts, name)
        for control in controls_beside(nodes, place):
            yield self._next(control, _parts(nodes, control))

    def _begin_cell(self, place: int) -> Iterator[Announcement]:
        if (cell := self.cells.get(place)) is None:
            return
        if (cell.table, cell.row) != self.row:
            self.prefix.append(ROW.format(row=cell.row))
        self.row = (cell.table, cell.row)
        self.prefix += (COLUMN.format(column=cell.column), *spoken_states(self.nodes[place]))
        if end_of(self.nodes, place) == place + 1:
            yield self._next(place, (BLANK,))

    def _next(self, place: int, parts: tuple[Part, ...], name: str | None = None) -> Announcement:
        """Return an announcement with what is to be announced before it; "1." is no item of its own."""
        prefix, self.prefix = self.prefix, []
        if prefix and isinstance(prefix[-1], str) and isinstance(parts[0], str):
            parts = (f"{prefix.pop()} {parts[0]}", *parts[1:])
        return _announcement(self.nodes, place, (*prefix, *parts), name, self.containers)


def _marker_text(name: str) -> str:
    """Return a number of a list as it is spoken; from right to left Chromium has ". 3" for "3."."""
    text = name.strip(" \u200e\u200f")
    found = _MIRRORED.fullmatch(text)
    return f"{found['number']}{found['mark']}" if found else text


def _with_languages(
    announcements: Iterable[Announcement], nodes: Sequence[TreeNode]
) -> Iterator[Announcement]:
    """Put an announcement before each change of the language, as the voice changes there.

    Where nothing but punctuation is in another language, no voice says anything.
    """
    current = nodes[0].language if nodes else ""
    for item in announcements:
        is_spoken = item.language and any(map(str.isalnum, item.name))
        if is_spoken and not is_same_language(item.language, current):
            current = item.language
            yield Announcement(
                number=item.number,
                role="language",
                parts=(language_name(current),),
                language=current,
                states={},
                element=item.element,
            )
        yield item
