"""Roles that assistive technology announces where Chromium's own say less.

An element with `contenteditable` is a field, whatever it is besides; `object` and `embed` are the frame or
the drawing that they contain.
"""

from collections.abc import Mapping
from typing import Any, Final

from a11ycheck.browser.accessibility_values import role_of, text_of
from a11ycheck.browser.dom_snapshot import DomSnapshot
from a11ycheck.model.accessibility import TEXT

__all__ = ["EMBEDDED", "AnnouncedRoles", "has_links"]

EMBEDDED: Final = "object"
"""The role of `object` and `embed` that contain no document."""
_EDITABLE: Final = ("", "true", "plaintext-only")
_FIELDS: Final = frozenset({"combobox", "document", "searchbox", "spinbutton", "textbox", TEXT})
# Nothing is announced for them: an editing host has the role of a field instead.
_PLAIN: Final = frozenset({"generic", "none", "paragraph"})

_Node = Mapping[str, Any]


class AnnouncedRoles:
    """The roles of nodes with what they contain."""

    def __init__(self, snapshot: DomSnapshot, roots: Mapping[str, _Node]) -> None:
        """Take the document, and the outermost node of each frame."""
        self._snapshot, self._roots = snapshot, roots

    def announced(self, node: _Node, number: int) -> tuple[_Node, str]:
        """Return the node and its role; a drawing without a name has that of its document."""
        role = role_of(node)
        if role == EMBEDDED:
            return self._embedded(node, number)
        return node, "textbox" if role in _PLAIN and self.is_editing_host(node, number) else role

    def is_editing_host(self, node: _Node, number: int) -> bool:
        """Return whether an element is a field by its attribute `contenteditable` alone."""
        if number < 0 or role_of(node) in _FIELDS or not self._snapshot.is_element(number):
            return False
        value = self._snapshot.attribute(number, "contenteditable")
        return value is not None and value.strip().lower() in _EDITABLE

    def _embedded(self, node: _Node, number: int) -> tuple[_Node, str]:
        frame = self._snapshot.frames.get(number)
        root = self._roots.get(frame) if frame else None
        if root is None:
            return node, EMBEDDED
        document = self._snapshot.numbers.get(root.get("backendDOMNodeId", -1), number)
        if self._snapshot.tag(self._snapshot.root_of(document)) != "svg":
            return node, "iframe"
        return node if text_of(node, "name") else {**node, "name": root.get("name", {})}, "image"


def has_links(node: _Node, nodes: Mapping[str, _Node]) -> bool:
    """Return whether an image contains links: a map, or a drawing with parts to choose from."""
    waiting = [node]
    while waiting:
        inner = waiting.pop()
        if role_of(inner) == "link" and not inner.get("ignored"):
            return True
        waiting += (nodes[name] for name in inner.get("childIds", ()) if name in nodes)
    return False
