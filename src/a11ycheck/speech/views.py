"""The lists by which people navigate: headings, landmarks, links, tables, forms, tab stops."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from a11ycheck.model import TreeNode
from a11ycheck.speech.announcements import Announcement
from a11ycheck.speech.role_words import LANDMARKS
from a11ycheck.speech.transcript import announce_node, announce_page

__all__ = ["VIEWS", "View", "announce_view", "tab_stops"]

_CONTROLS: Final = frozenset(
    """
    button checkbox combobox listbox radio searchbox slider spinbutton switch textbox
    """.split()  # noqa: SIM905 - shorter
)


class View(StrEnum):
    """What to announce of a page."""

    TRANSCRIPT = "transcript"
    HEADINGS = "headings"
    LANDMARKS = "landmarks"
    LINKS = "links"
    TABLES = "tables"
    FORMS = "forms"
    TAB_ORDER = "tab-order"


VIEWS: Final = tuple(map(str, View))
_FILTERS: Final[Mapping[View, Callable[[TreeNode], bool]]] = {
    View.HEADINGS: lambda node: node.role == "heading",
    View.LANDMARKS: lambda node: node.role in LANDMARKS,
    View.LINKS: lambda node: node.role == "link",
    View.TABLES: lambda node: node.role in ("table", "grid", "treegrid"),
    View.FORMS: lambda node: node.role in _CONTROLS,
}


def announce_view(nodes: Sequence[TreeNode], view: View) -> tuple[Announcement, ...]:
    """Return the announcements of a page in a view."""
    match view:
        case View.TRANSCRIPT:
            return announce_page(nodes)
        case View.TAB_ORDER:
            return tuple(announce_node(nodes, number) for number in tab_stops(nodes))
        case _:
            is_shown = _FILTERS[view]
            return tuple(
                announce_node(nodes, number) for number, node in enumerate(nodes) if is_shown(node)
            )


def tab_stops(nodes: Sequence[TreeNode]) -> list[int]:
    """Return the numbers of the nodes at which Tab stops, in its order: positive `tabindex` comes first."""
    stops = [
        (node.tab_index or 0, number)
        for number, node in enumerate(nodes)
        if node.tab_index is not None
    ]
    first = sorted(stop for stop in stops if stop[0] > 0)
    return [number for _, number in (*first, *(stop for stop in stops if stop[0] == 0))]
