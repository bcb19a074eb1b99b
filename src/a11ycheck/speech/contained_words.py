"""Words of what a node contains that are announced with the node itself."""

from collections.abc import Iterator, Sequence
from typing import Final

from a11ycheck.model import TreeNode
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.announcements import CONTROLS
from a11ycheck.speech.subtrees import end_of

__all__ = ["PARTED", "has_controls", "joined_text", "selected_options"]

PARTED: Final = frozenset({"image", "menuitem", "menuitemcheckbox", "menuitemradio", "treeitem"})
"""Roles that are announced as a whole unless they contain controls: a map of links, a nested item."""


def has_controls(nodes: Sequence[TreeNode], number: int) -> bool:
    """Return whether a node contains a link or another control."""
    return any(node.role in CONTROLS for node in _inside(nodes, number))


def joined_text(nodes: Sequence[TreeNode], number: int) -> str:
    """Return all texts within a node, separated by spaces."""
    return " ".join(node.name.strip() for node in _inside(nodes, number) if node.role == TEXT)


def selected_options(nodes: Sequence[TreeNode], number: int) -> Iterator[str]:
    """Yield the names of the options of a list box that are selected."""
    for node in _inside(nodes, number):
        if node.role == "option" and node.states.get("selected") == "true":
            yield " ".join(node.name.split())


def _inside(nodes: Sequence[TreeNode], number: int) -> Sequence[TreeNode]:
    return nodes[number + 1 : end_of(nodes, number)]
