"""Add to the locations of findings what is announced there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from a11ycheck.model import (
    Element,
    Finding,
    Message,
    PageEvidence,
    PageTree,
    TreeNode,
    plain_message,
)
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.subtrees import end_of
from a11ycheck.speech.transcript import announce_node

__all__ = ["KnownAnnouncements", "with_announcements"]


_MOST_TEXT: Final = 80


class KnownAnnouncements(Protocol):
    """What is announced at elements, as earlier runs found it in the same trees."""

    def get(self, page: str, element: Element) -> tuple[Message, ...] | None:
        """Return what is announced at an element of a page, None if it is not known."""
        ...

    def put(self, page: str, element: Element, announced: tuple[Message, ...]) -> None:
        """Remember what is announced at an element of a page."""
        ...


def with_announcements(
    findings: Sequence[Finding],
    evidence: Iterable[PageEvidence],
    known: KnownAnnouncements | None = None,
) -> tuple[Finding, ...]:
    """Return the findings, with what is announced at each location whose element is in a tree."""
    trees = {page.page: page.trees[0] for page in evidence if page.trees}
    elements: dict[str, list[Element]] = defaultdict(list)
    for finding in findings:
        for item in finding.locations:
            if item.element is not None and item.page in trees:
                elements[item.page].append(item.element)
    # A page at a time: a tree can have thousands of nodes, and a site thousands of pages.
    announced = {
        page: _announcements(page, trees[page], mine, known) for page, mine in elements.items()
    }
    return tuple(
        replace(
            finding,
            locations=tuple(
                replace(item, announced=announced[item.page][item.element])
                if item.element is not None and item.page in announced
                else item
                for item in finding.locations
            ),
        )
        for finding in findings
    )


def _announcements(
    page: str, tree: PageTree, elements: Iterable[Element], known: KnownAnnouncements | None
) -> dict[Element, tuple[Message, ...]]:
    """Return what is announced at some elements of a page."""
    found: dict[Element, tuple[Message, ...]] = {}
    left: list[Element] = []
    for element in elements:
        announced = known.get(page, element) if known is not None else None
        if announced is None:
            left.append(element)
        else:
            found[element] = announced
    if not left:
        return found
    nodes = tree.nodes
    numbers = _find(nodes, left)
    for element in left:
        number = numbers.get(element)
        found[element] = () if number is None else _messages(nodes, number)
        if known is not None:
            known.put(page, element, found[element])
    return found


def _messages(nodes: Sequence[TreeNode], number: int) -> tuple[Message, ...]:
    """Return the parts of an announcement without sizes; a paragraph is announced by its texts."""
    parts = announce_node(nodes, number).parts or tuple(filter(None, [_text_of(nodes, number)]))
    found = (plain_message(part) if isinstance(part, str) else part for part in parts)
    return tuple(part for part in found if isinstance(part, Message))


def _text_of(nodes: Sequence[TreeNode], number: int) -> str:
    """Return the texts within a node, as far as a report shows them."""
    inner = nodes[number + 1 : end_of(nodes, number)]
    text = " ".join("".join(node.name for node in inner if node.role == TEXT).split())
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"


def _find(nodes: Sequence[TreeNode], elements: Iterable[Element]) -> dict[Element, int]:
    """Return the numbers of the nodes of elements; none for an element where it is not certain."""
    wanted = set(elements)
    targets: dict[object, int] = {element.target: -1 for element in wanted}
    marks: dict[int, int] = {}
    for number, node in enumerate(nodes):
        # An element with a text of its own may contain more.
        if (element := node.element) is None or node.role == TEXT:
            continue
        if targets.get(element.target) == -1:
            targets[element.target] = number
        if element.mark >= 0 and not element.mark_distance:
            marks.setdefault(element.mark, number)
    found: dict[Element, int] = {}
    for element in wanted:
        number = targets[element.target]
        if number < 0 <= element.mark and not element.mark_distance:
            number = marks.get(element.mark, -1)
        if number >= 0:
            found[element] = number
    if unknown := wanted - found.keys():
        found |= _find_by_tags(nodes, unknown)
    return found


def _find_by_tags(nodes: Sequence[TreeNode], elements: Iterable[Element]) -> dict[Element, int]:
    """Return the numbers of the nodes of elements whose start tag is that of one node only."""
    numbers: dict[str, list[int]] = {_start_tag(element): [] for element in elements}
    for number, node in enumerate(nodes):
        if node.element is None or node.role == TEXT:
            continue
        if (tag := _start_tag(node.element)) in numbers:
            numbers[tag].append(number)
    same = ((element, numbers[_start_tag(element)]) for element in elements)
    return {element: found[0] for element, found in same if len(found) == 1}


def _start_tag(element: Element) -> str:
    return element.html.partition(">")[0]
