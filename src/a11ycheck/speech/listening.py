"""How much somebody hears before the main content of a page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from a11ycheck.model import TreeNode
from a11ycheck.speech.announcements import Announcement
from a11ycheck.speech.transcript import announce_node, announce_page
from a11ycheck.speech.views import tab_stops

__all__ = ["WORDS_PER_MINUTE", "Cost", "ListeningCost", "Way", "listening_cost"]

WORDS_PER_MINUTE: Final = (180, 300, 450)
"""Slow, as for a foreign language; the pace of talk; and that of practised listeners."""
_NOT_READ: Final = ("document", "language")


class Way(StrEnum):
    """A way to the main content."""

    READING = "reading"
    HEADINGS = "headings"
    TAB = "tab"
    SKIP_LINK = "skip-link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The announcements that are heard on a way, and their words."""

    items: int
    words: int

    def seconds(self, words_per_minute: int) -> float:
        """Return the time that the words take."""
        return self.words * 60 / words_per_minute


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningCost:
    """The cost of each way that the page offers, and that of the whole page.

    `spoken` are all announcements, `before` those before the main content. `has_main` is false where the
    page marks no main content: then it begins at the first heading of level 1.
    """

    has_main: bool
    ways: Mapping[Way, Cost]
    spoken: tuple[Announcement, ...]
    before: tuple[Announcement, ...]

    @property
    def page(self) -> Cost:
        """Return the cost of the whole page."""
        return _cost(self.spoken)


def listening_cost(
    nodes: Sequence[TreeNode], ways: Collection[Way] = frozenset(Way)
) -> ListeningCost | None:
    """Return what is heard before the main content; None where nothing marks that, and no heading.

    Of the ways that the page offers, the cost has those of `ways`.
    """
    mains = [number for number, node in enumerate(nodes) if node.role == "main"]
    heads = [
        number for number, node in enumerate(nodes) if (node.role, node.level) == ("heading", 1)
    ]
    if not (mains or heads):
        return None
    main = (mains or heads)[0]
    spoken = [item for item in announce_page(nodes) if item.role not in _NOT_READ]
    before = [item for item in spoken if item.number < main]
    stops = tab_stops(nodes)
    first = next((place for place, stop in enumerate(stops) if stop > main), len(stops))
    skips = [place for place, stop in enumerate(stops[:first]) if nodes[stop].skips]
    offered: dict[Way, Iterable[Announcement]] = {
        Way.READING: before,
        Way.HEADINGS: (
            announce_node(nodes, number)
            for number, node in enumerate(nodes[:main])
            if node.role == "heading"
        ),
        Way.TAB: (announce_node(nodes, number) for number in stops[:first]),
    }
    if skips:
        passed = stops[: skips[0] + 1]
        offered[Way.SKIP_LINK] = (announce_node(nodes, number) for number in passed)
    return ListeningCost(
        has_main=bool(mains),
        ways={way: _cost(items) for way, items in offered.items() if way in ways},
        spoken=tuple(spoken),
        before=tuple(before),
    )


def _cost(items: Iterable[Announcement]) -> Cost:
    words = [item.words for item in items]
    return Cost(items=len(words), words=sum(words))
