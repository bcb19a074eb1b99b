"""The parts of an accessibility tree whose nodes are in reading order."""

from collections.abc import Sequence

from a11ycheck.model import Element, TreeNode

__all__ = ["container_of", "containers_of", "element_around", "end_of"]


def end_of(nodes: Sequence[TreeNode], number: int) -> int:
    """Return the number of the first node after a node and all that it contains."""
    depth = nodes[number].depth
    end = number + 1
    while end < len(nodes) and nodes[end].depth > depth:
        end += 1
    return end


def container_of(nodes: Sequence[TreeNode], number: int) -> int:
    """Return the number of the node around a node; the node itself if it is the outermost.

    It passes all nodes between them: for many nodes of a tree, use `containers_of`.
    """
    depth = nodes[number].depth
    around = range(number - 1, -1, -1)
    return next((place for place in around if nodes[place].depth < depth), number)


def containers_of(nodes: Sequence[TreeNode]) -> list[int]:
    """Return for each node what `container_of` does."""
    found: list[int] = []
    open_nodes: list[int] = []
    for number, node in enumerate(nodes):
        while open_nodes and nodes[open_nodes[-1]].depth >= node.depth:
            open_nodes.pop()
        found.append(open_nodes[-1] if open_nodes else number)
        open_nodes.append(number)
    return found


def element_around(
    nodes: Sequence[TreeNode], number: int, containers: Sequence[int] | None = None
) -> Element | None:
    """Return the element of a node: a text has one of its own, or belongs to that of the node around it.

    `containers` are those of all nodes, where they are known (`containers_of`).
    """
    while nodes[number].element is None and number:
        number = containers[number] if containers else container_of(nodes, number)
    return nodes[number].element
