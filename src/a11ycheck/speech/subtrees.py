"""The parts of an accessibility tree whose nodes are in reading order."""

from collections.abc import Sequence

from a11ycheck.model import Element, TreeNode

__all__ = ["container_of", "element_around", "end_of"]


def end_of(nodes: Sequence[TreeNode], number: int) -> int:
    """Return the number of the first node after a node and all that it contains."""
    depth = nodes[number].depth
    end = number + 1
    while end < len(nodes) and nodes[end].depth > depth:
        end += 1
    return end


def container_of(nodes: Sequence[TreeNode], number: int) -> int:
    """Return the number of the node around a node; the node itself if it is the outermost."""
    depth = nodes[number].depth
    around = range(number - 1, -1, -1)
    return next((place for place in around if nodes[place].depth < depth), number)


def element_around(nodes: Sequence[TreeNode], number: int) -> Element | None:
    """Return the element of a node: a text has one of its own, or belongs to that of the node around it."""
    while nodes[number].element is None and number:
        number = container_of(nodes, number)
    return nodes[number].element
