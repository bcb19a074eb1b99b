"""Capture the accessibility tree of the page that is shown now, frames of the same process included."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from a11ycheck.browser.accessibility_nodes import NodeReader
from a11ycheck.browser.dom_snapshot import STYLES, DomSnapshot
from a11ycheck.browser.isolated_world import Channel, IsolatedWorld
from a11ycheck.browser.plan import MOST_TIME_LIMITS
from a11ycheck.errors import BrowserError
from a11ycheck.model import PageTree, TreeNode
from a11ycheck.model.accessibility import MAX_NODES

__all__ = ["CapturedTree", "capture_tree", "end_capture", "without_repeats"]

_MARKS: Final = "() => a11ycheck.elementMarks()"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedTree:
    """The nodes of a page in reading order; `omitted` counts those beyond the limit."""

    nodes: tuple[TreeNode, ...]
    omitted: int = 0


def capture_tree(world: IsolatedWorld) -> CapturedTree:
    """Return the accessibility tree of a page in its present state."""
    channel = world.channel
    parameters = {"computedStyles": list(STYLES), "includeDOMRects": False}
    answer = channel.cdp("DOMSnapshot.captureSnapshot", parameters, patience=MOST_TIME_LIMITS)
    snapshot = DomSnapshot(answer)
    marks = world.call(_MARKS)
    own = dict(zip(snapshot.elements, marks, strict=True)) if _fits(snapshot, marks) else {}
    trees = {"": _nodes(channel.cdp("Accessibility.getFullAXTree", {}, patience=MOST_TIME_LIMITS))}
    for frame in snapshot.frames.values():
        try:
            found = channel.cdp("Accessibility.getFullAXTree", {"frameId": frame})
        except BrowserError:  # a frame of another process, or one that has gone
            continue
        trees[frame] = _nodes(found)
    nodes = list(NodeReader(snapshot, trees, own).read())
    return CapturedTree(nodes=tuple(nodes[:MAX_NODES]), omitted=max(0, len(nodes) - MAX_NODES))


def end_capture(channel: Channel) -> None:
    """Let the browser drop its accessibility tree, which it would otherwise update with every frame."""
    channel.cdp("Accessibility.disable")


def _fits(snapshot: DomSnapshot, marks: list[int]) -> bool:
    """Return whether a script has changed no element between both calls."""
    return len(marks) == len(snapshot.elements)


def _nodes(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = answer["nodes"]
    return nodes


def without_repeats(trees: Iterable[PageTree]) -> tuple[PageTree, ...]:
    """Return trees of which no two are equal in all but the layout, each with all variants that show it."""
    found: dict[bytes, PageTree] = {}
    captured = list(trees)
    if len(captured) == 1:
        return tuple(captured)
    for tree in captured:
        key = msgspec.msgpack.encode([replace(node, box=None, font=None) for node in tree.nodes])
        known = found.get(key)
        variants = (*known.variants, *tree.variants) if known else tree.variants
        found[key] = replace(known or tree, variants=variants)
    return tuple(found.values())
