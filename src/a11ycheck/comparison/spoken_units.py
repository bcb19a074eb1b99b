"""The units in which pages are compared: what is announced at once, without what only layout decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from a11ycheck.model import TreeNode
from a11ycheck.speech import announce_page
from a11ycheck.speech.announcements import CONTROLS
from a11ycheck.speech.role_words import LANDMARKS
from a11ycheck.speech.subtrees import containers_of, element_around, end_of

__all__ = ["CELLS", "TABLES", "Unit", "units_of"]

CELLS: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_HEADERS: Final = ("columnheader", "rowheader")
TABLES: Final = ("table", "grid", "treegrid")
# What authors and scripts set for layout or for programs.
_NO_STATES: Final = frozenset({"colspan", "rowspan", "scope", "headers", "type", "autocomplete"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One announcement: `number` is that of its node. `headers` counts the header cells of a table.

    `is_marked` is true where the language is another one than the page's.
    """

    number: int
    role: str
    name: str = ""
    level: int = 0
    states: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    description: str = ""
    headers: int = 0
    url: str = ""
    is_marked: bool = False
    in_main: bool = False
    has_focus: bool = False
    starts_line: bool = True
    selector: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """Return what makes two units equal: all that is announced."""
        states = tuple(sorted(self.states.items()))
        return (
            self.role,
            self.name,
            self.level,
            states,
            self.own_language,
            self.description,
            self.headers,
            self.has_focus,
        )

    @property
    def is_text(self) -> bool:
        """Return whether the unit is a text, in a table or elsewhere."""
        return self.role == "text" or self.role in CELLS

    @property
    def own_language(self) -> str:
        """Return the language if it is marked here: that of a page belongs to its document."""
        return self.language if self.is_marked or self.role == "document" else ""

    @property
    def is_landmark(self) -> bool:
        """Return whether people can jump to the unit as a part of the page."""
        return self.role in LANDMARKS

    @property
    def is_control(self) -> bool:
        """Return whether the unit can be operated."""
        return self.role in CONTROLS


def units_of(nodes: Sequence[TreeNode]) -> list[Unit]:
    """Return the units of a page in reading order, images that are silent included."""
    containers = containers_of(nodes)
    spoken = [
        _unit(nodes, containers, item.number, item.role, item.name)
        for item in announce_page(nodes)
        if item.role != "language"
    ]
    silent = [
        _unit(nodes, containers, number, node.role, node.name)
        for number, node in enumerate(nodes)
        if node.role == "presentation"
    ]
    return sorted((*spoken, *silent), key=lambda unit: unit.number)


def _unit(
    nodes: Sequence[TreeNode], containers: Sequence[int], number: int, role: str, name: str
) -> Unit:
    node = nodes[number]
    element = element_around(nodes, number, containers)
    return Unit(
        number=number,
        role=_role_in_table(nodes[containers[number]], role),
        name=" ".join(name.split()),
        level=node.level if role == "heading" else 0,
        states={key: value for key, value in node.states.items() if key not in _NO_STATES},
        language=node.language,
        description=node.description if node.description != node.name else "",
        headers=_headers(nodes, number) if role in TABLES else 0,
        url=node.url,
        is_marked=node.language != nodes[0].language,
        in_main=element is not None and element.in_main,
        has_focus=node.tab_index is not None,
        starts_line=node.starts_line,
        selector=element.selector if element is not None else "",
    )


def _role_in_table(container: TreeNode, role: str) -> str:
    """Return the role of the cell whose text this is, else the node's own."""
    return container.role if role == "text" and container.role in CELLS else role


def _headers(nodes: Sequence[TreeNode], number: int) -> int:
    return sum(node.role in _HEADERS for node in nodes[number : end_of(nodes, number)])
