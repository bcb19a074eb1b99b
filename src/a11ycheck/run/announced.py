"""Add to the locations of findings what is announced there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from a11ycheck.model import Element, Finding, Message, PageEvidence, TreeNode, plain_message
from a11ycheck.speech.transcript import announce_node

__all__ = ["with_announcements"]


def with_announcements(
    findings: Iterable[Finding], evidence: Iterable[PageEvidence]
) -> tuple[Finding, ...]:
    """Return the findings, with what is announced at each location whose element is in a tree."""
    trees = {page.page: page.trees[0].nodes for page in evidence if page.trees}
    if not trees:
        return tuple(findings)
    indexes: dict[str, _Index] = {}

    def announced(page: str, element: Element) -> tuple[Message, ...]:
        if page not in indexes:
            indexes[page] = _Index.of(trees[page])
        number = indexes[page].find(element)
        return () if number is None else _messages(trees[page], number)

    return tuple(
        replace(
            finding,
            locations=tuple(
                replace(item, announced=announced(item.page, item.element))
                if item.element is not None and item.page in trees
                else item
                for item in finding.locations
            ),
        )
        for finding in findings
    )


def _messages(nodes: Sequence[TreeNode], number: int) -> tuple[Message, ...]:
    """Return the parts of an announcement without sizes."""
    parts = announce_node(nodes, number).parts
    found = (plain_message(part) if isinstance(part, str) else part for part in parts)
    return tuple(part for part in found if isinstance(part, Message))


@dataclass(slots=True, kw_only=True)
class _Index:
    """The numbers of a page's nodes by what findings name elements by."""

    targets: dict[object, int] = field(default_factory=dict)
    marks: dict[int, int] = field(default_factory=dict)
    tags: Mapping[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, nodes: Sequence[TreeNode]) -> "_Index":
        """Return the index of a tree."""
        index = cls()
        for number, node in enumerate(nodes):
            if (element := node.element) is None:
                continue
            index.targets.setdefault(element.target, number)
            if element.mark >= 0 and not element.mark_distance:
                index.marks.setdefault(element.mark, number)
            index.tags[_start_tag(element)].append(number)
        return index

    def find(self, element: Element) -> int | None:
        """Return the number of the node of an element, None if it has none, or it is not certain."""
        if element.target in self.targets:
            return self.targets[element.target]
        if element.mark >= 0 and not element.mark_distance and element.mark in self.marks:
            return self.marks[element.mark]
        same = self.tags.get(_start_tag(element), [])
        return same[0] if len(same) == 1 else None


def _start_tag(element: Element) -> str:
    return element.html.partition(">")[0]
