"""The accessibility tree of a page: what the browser gives to assistive technology, in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from a11ycheck.model.element import Element

__all__ = ["MAX_NODES", "TEXT", "PageTree", "TreeNode"]

TEXT: Final = "text"
"""The role of a text, whose name is the text."""
MAX_NODES: Final = 20_000
"""Nodes of a page that are kept."""
_MAX_NAME: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """One node. The nodes of a page are in reading order: a node comes before what it contains.

    `depth` counts the nodes around it. `role` is an ARIA role, or "document", "iframe", "text", "marker"
    (of a list item). `origin` names the source of the name: "contents", an attribute such as "aria-label",
    or an element such as "label". `states` has those that are set, by ARIA's names without "aria-".
    `level` is that of headings and list items, 0 for none. `url` is that of a link; a link that `skips`
    leads to the main content of the same page. `tab_index` is None where Tab never stops. A text that
    `starts_line` begins a line or a block. `is_shown` is false where nothing of the node is visible.
    `box` is left, top, width and height in CSS pixels, of a text what its scroll containers show of it;
    `font` is the size in CSS pixels and the weight of a text. `element` is None for a text of the
    element around it; a text in an element that is no node, such as a `div`, has its own.
    """

    depth: int
    role: str
    name: str = ""
    origin: str = ""
    description: str = ""
    value: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    level: int = 0
    language: str = ""
    url: str = ""
    tab_index: int | None = None
    skips: bool = False
    starts_line: bool = False
    is_shown: bool = True
    box: tuple[int, int, int, int] | None = None
    font: tuple[float, int] | None = None
    element: Element | None = None

    def __post_init__(self) -> None:
        """Bound the texts."""
        for name in ("name", "description", "value"):
            object.__setattr__(self, name, getattr(self, name)[:_MAX_NAME])


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTree:
    """The tree of a page, as these variants show it; `omitted` counts the nodes beyond the limit."""

    variants: tuple[str, ...]
    nodes: tuple[TreeNode, ...] = ()
    omitted: int = 0
