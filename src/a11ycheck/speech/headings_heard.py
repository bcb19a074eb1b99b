"""Headings: their texts without the links beside them, and headings that are a link as a whole."""

from collections.abc import Iterator, Sequence
from typing import Final

from a11ycheck.model import TreeNode
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.announcements import CONTROLS
from a11ycheck.speech.subtrees import end_of

__all__ = ["controls_beside", "heading_text", "only_control"]

_READ: Final = (TEXT, "image")


def heading_text(nodes: Sequence[TreeNode], number: int) -> str:
    """Return the name of a heading without the links and buttons beside its text, such as permalinks."""
    node = nodes[number]
    if node.origin != "contents":
        return node.name
    texts = [nodes[place].name for place in _outside_controls(nodes, number)]
    return " ".join("".join(texts).split()) or node.name


def _outside_controls(nodes: Sequence[TreeNode], number: int) -> Iterator[int]:
    place, end = number + 1, end_of(nodes, number)
    while place < end:
        if nodes[place].role in CONTROLS:
            place = end_of(nodes, place)
            continue
        if nodes[place].role in _READ:
            yield place
        place += 1


def only_control(nodes: Sequence[TreeNode], number: int) -> int | None:
    """Return the number of the link or button that is all of a heading, None if there is none."""
    for place in range(number + 1, end_of(nodes, number)):
        if nodes[place].role in CONTROLS:
            is_all = nodes[place].name.split() == heading_text(nodes, number).split()
            return place if is_all else None
        if nodes[place].role in _READ:
            return None
    return None


def controls_beside(nodes: Sequence[TreeNode], number: int) -> Iterator[int]:
    """Yield the numbers of the links and buttons beside the text of a heading."""
    only = only_control(nodes, number)
    place, end = number + 1, end_of(nodes, number)
    while place < end:
        if nodes[place].role in CONTROLS:
            if place != only:
                yield place
            place = end_of(nodes, place)
        else:
            place += 1
