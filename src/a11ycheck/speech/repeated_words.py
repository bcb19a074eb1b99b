"""Words that are announced again and again without telling anything new."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import category

from a11ycheck.model import TreeNode
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.announcements import CONTROLS
from a11ycheck.speech.subtrees import end_of

__all__ = ["RepeatedWords", "find_repeated_words"]

_MANY: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedWords:
    """A name that repeats: `kind` is "permalink" or "icon", and `numbers` those of the nodes."""

    kind: str
    name: str
    numbers: tuple[int, ...]


def find_repeated_words(nodes: Sequence[TreeNode]) -> tuple[RepeatedWords, ...]:
    """Return controls with one name in many headings, and icons whose name the text beside repeats.

    A permalink begins or ends its heading and has a target of its own; the types in the signature of a
    function, which link to one page each, are words of the heading.
    """
    links: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if node.role == "heading":
            for inner in range(number + 1, end_of(nodes, number)):
                name = nodes[inner].name
                is_part = nodes[inner].role in CONTROLS and not _is_all(nodes, number, inner)
                if is_part and not _is_private(name) and _is_at_end(nodes, number, inner):
                    links[name].append(inner)
    found = [
        RepeatedWords(kind="permalink", name=name, numbers=tuple(numbers))
        for name, numbers in links.items()
        if len(numbers) >= _MANY and _have_own_targets([nodes[number] for number in numbers])
    ]
    icons: dict[str, list[int]] = defaultdict(list)
    for number in _icons(nodes):
        icons[nodes[number].name].append(number)
    found += [
        RepeatedWords(kind="icon", name=name, numbers=tuple(numbers))
        for name, numbers in icons.items()
    ]
    return tuple(found)


def _is_private(name: str) -> bool:
    """Return whether a name has only letters of icon fonts, which no voice says."""
    return all(category(letter) in {"Co", "Zs"} for letter in name)


def _is_at_end(nodes: Sequence[TreeNode], heading: int, control: int) -> bool:
    """Return whether a control comes before or after all other words of its heading."""
    end = end_of(nodes, heading)
    others = (range(heading + 1, control), range(end_of(nodes, control), end))
    return any(
        not any(nodes[number].role == TEXT and nodes[number].name.strip() for number in part)
        for part in others
    )


def _have_own_targets(controls: Sequence[TreeNode]) -> bool:
    """Return whether links lead to different targets, most of them; buttons and links to "#" have none."""
    targets = [node.url for node in controls if node.url and not node.url.endswith("#")]
    return not targets or 2 * len(set(targets)) > len(targets)


def _is_all(nodes: Sequence[TreeNode], heading: int, control: int) -> bool:
    return nodes[heading].name.split() == nodes[control].name.split()


def _icons(nodes: Sequence[TreeNode]) -> Iterator[int]:
    """Yield the images whose name is that of the text right before or after them."""
    for number, node in enumerate(nodes):
        if node.role != "image" or not node.name.strip():
            continue
        name = node.name.strip().casefold()
        for beside in (number - 1, number + 1):
            is_text = 0 <= beside < len(nodes) and nodes[beside].role == TEXT
            if is_text and nodes[beside].name.strip().casefold() == name:
                yield number
                break
