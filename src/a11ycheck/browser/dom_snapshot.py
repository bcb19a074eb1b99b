"""The document as DevTools captures it in one call: elements, attributes, boxes, styles; with frames.

`DOMSnapshot.captureSnapshot` returns columns of numbers that refer to a table of strings. Nodes are
numbered here across all documents, in document order.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from a11ycheck.browser.field_names import restore_names

__all__ = ["STYLES", "DomSnapshot", "NodeStyle"]

STYLES: Final = (
    "opacity",
    "overflow-x",
    "clip",
    "clip-path",
    "font-size",
    "font-weight",
    "display",
)
_ELEMENT: Final = 1
_TEXT: Final = 3
_NONE: Final = -1
_DEFAULT_WEIGHT: Final = 400
_INLINE: Final = ("inline", "contents", "ruby")
_INLINE_BLOCKS: Final = ("inline-table", "inline-grid", "inline-flex")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStyle:
    """What an element or a text looks like, as far as anybody asks."""

    is_transparent: bool
    clips: bool
    is_clipped_away: bool
    is_inline: bool
    font: tuple[float, int]


class DomSnapshot:
    """The nodes of all documents: each has a number, and its parent's number (-1 for none).

    `numbers` are the nodes by DevTools' own ids, `frames` the ids of frames by the number of their element.
    `width` is that of the top document in CSS pixels.
    """

    def __init__(self, answer: Mapping[str, Any]) -> None:
        """Read the answer of DevTools."""
        self.parents: list[int] = []
        self.numbers: dict[int, int] = {}
        self.frames: dict[int, str] = {}
        self._strings: Sequence[str] = answer["strings"]
        self._kinds: list[int] = []
        self._names: list[int] = []
        self._attributes: list[Sequence[int]] = []
        self._layout: dict[int, tuple[Sequence[float], Sequence[int]]] = {}
        self._styles: dict[tuple[int, ...], NodeStyle] = {}
        self._pseudo: set[int] = set()
        self._shadow: set[int] = set()
        documents = answer["documents"]
        self.width = round(documents[0].get("contentWidth", 0))
        starts: list[int] = []
        for document in documents:
            starts.append(len(self.parents))
            self._add(document)
        self._top = starts[1] if len(starts) > 1 else len(self.parents)
        for start, document in zip(starts, documents, strict=True):
            inner = document["nodes"].get("contentDocumentIndex", {"index": (), "value": ()})
            for index, number in zip(inner["index"], inner["value"], strict=True):
                self.frames[start + index] = self._strings[documents[number]["frameId"]]
                self.parents[starts[number]] = start + index

    def _add(self, document: Mapping[str, Any]) -> None:
        nodes, layout, start = document["nodes"], document["layout"], len(self.parents)
        self.parents += [start + up if up >= 0 else _NONE for up in nodes["parentIndex"]]
        self._kinds += nodes["nodeType"]
        self._names += nodes["nodeName"]
        self._attributes += nodes["attributes"]
        self.numbers |= {own: start + n for n, own in enumerate(nodes["backendNodeId"])}
        self._pseudo |= {start + index for index in nodes["pseudoType"]["index"]}
        self._shadow |= {start + index for index in nodes["shadowRootType"]["index"]}
        columns = zip(layout["nodeIndex"], layout["bounds"], layout["styles"], strict=True)
        for index, bounds, styles in columns:
            self._layout.setdefault(start + index, (bounds, styles))

    @cached_property
    def is_rtl(self) -> bool:
        """Return whether the top document begins at the right."""
        root = next(iter(self.elements), None)
        return root is not None and (self.attribute(root, "dir") or "").lower() == "rtl"

    @cached_property
    def elements(self) -> tuple[int, ...]:
        """Return the elements of the top document in its order, but those in shadow roots and frames."""
        return tuple(n for n in range(self._top) if self.is_element(n) and not self.is_in_shadow(n))

    def images_besides(self, known: Collection[object]) -> Iterator[int]:
        """Yield the images of the top document that are laid out, but none of `known` (DevTools' ids)."""
        own = {number: name for name, number in self.numbers.items()}
        for number in self.elements:
            if self.tag(number) == "img" and number in self._layout and own[number] not in known:
                yield number

    def is_element(self, number: int) -> bool:
        """Return whether a node is an element of the document, not one that a style made."""
        return self._kinds[number] == _ELEMENT and number not in self._pseudo

    def is_in_top(self, number: int) -> bool:
        """Return whether a node is in the top document."""
        return number < self._top

    def is_in_shadow(self, number: int) -> bool:
        """Return whether a node is in a shadow root."""
        return number in self._shadow

    def element_of(self, number: int) -> int:
        """Return the element itself, or the nearest one around a node; -1 if there is none."""
        while number >= 0 and not self.is_element(number):
            number = self.parents[number]
        return number

    def root_of(self, number: int) -> int:
        """Return the root element of a document, the document itself where a script removed the root."""
        number = max(number, 0)
        first = next(filter(self.is_element, range(number, len(self.parents))), number)
        return first if self.parents[first] == number else number

    def current_of(self, number: int) -> str:
        """Return the `aria-current` of a text: that of its block, or of an element in between."""
        for around in self.around(self.parents[number] if number >= 0 else number):
            if found := self.attribute(around, "aria-current"):
                return found if found != "false" else ""
            style = self.style(around)
            if style is not None and not style.is_inline:
                break
        return ""

    def block_of(self, number: int) -> int:
        """Return the element that contains the lines of a text."""
        for around in self.around(self.parents[number] if number >= 0 else number):
            style = self.style(around)
            if style is not None and not style.is_inline:
                return around
        return _NONE

    def has_text_between(self, first: int, last: int) -> bool:
        """Return whether a text is laid out from one node to another."""
        return any(self._kinds[n] == _TEXT and n in self._layout for n in range(first, last))

    def id_number(self, name: str) -> int:
        """Return the element of the top document with this id, -1 if there is none."""
        return self._ids.get(name, _NONE)

    @cached_property
    def _ids(self) -> Mapping[str, int]:
        found = ((self.attribute(number, "id"), number) for number in reversed(self.elements))
        return {name: number for name, number in found if name}

    def around(self, number: int) -> Iterator[int]:
        """Yield a node and all that contain it, frames included, from the inside out."""
        while number >= 0:
            yield number
            number = self.parents[number]

    def tag(self, number: int) -> str:
        """Return the name of an element in lower case."""
        return self._strings[self._names[number]].lower()

    def attributes(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield the names and values of an element's attributes."""
        found = self._attributes[number]
        for name, value in zip(found[::2], found[1::2], strict=True):
            yield self._text(name), self._text(value)

    def attribute(self, number: int, name: str) -> str | None:
        """Return an attribute of an element, None if it has none of this name."""
        found = self._attributes[number]
        key = self._keys.get(name) if found else None
        if key is None:
            return None
        for place in range(0, len(found), 2):
            if found[place] == key:
                return self._text(found[place + 1])
        return None

    @cached_property
    def _keys(self) -> Mapping[str, int]:
        return {text: number for number, text in enumerate(self._strings)}

    def _text(self, index: int) -> str:
        return restore_names(self._strings[index]) if index >= 0 else ""

    def box(self, number: int) -> tuple[int, int, int, int] | None:
        """Return left, top, width and height of a node in its document; None if it is not laid out."""
        found = self._layout.get(number)
        if found is None:
            return None
        left, top, width, height = found[0]
        return round(left), round(top), round(width), round(height)

    def style(self, number: int) -> NodeStyle | None:
        """Return the style of a node; None if it is not laid out."""
        found = self._layout.get(number)
        # A text has the style of the element around it.
        if found is None or not found[1]:
            return None
        columns = tuple(found[1])
        style = self._styles.get(columns)
        if style is None:
            style = self._styles[columns] = self._make_style(columns)
        return style

    def _make_style(self, columns: Sequence[int]) -> NodeStyle:
        opacity, overflow, clip, path, size, weight, display = map(self._text, columns)
        return NodeStyle(
            is_transparent=opacity == "0",
            clips=overflow not in ("visible", ""),
            is_inline=display.startswith(_INLINE) and display not in _INLINE_BLOCKS,
            is_clipped_away=_clips_all(clip, path),
            font=(float(size.removesuffix("px") or 0), int(float(weight or _DEFAULT_WEIGHT))),
        )


def _clips_all(clip: str, path: str) -> bool:
    """Return whether `clip` or `clip-path` leaves at most one pixel of an element."""
    if path.startswith("inset(") and "%" in path:
        sides = [part for part in path[6:].rstrip(")").split() if part.endswith("%")]
        return bool(sides) and all(float(part[:-1]) >= 50 for part in sides)  # noqa: PLR2004
    if not clip.startswith("rect("):
        return False
    sides = [part.strip().removesuffix("px") for part in clip[5:].rstrip(")").split(",")]
    try:
        top, right, bottom, left = map(float, sides)
    except ValueError:  # "auto"
        return False
    return right - left <= 1 or bottom - top <= 1
