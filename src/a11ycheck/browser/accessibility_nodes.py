"""From the answers of DevTools to the nodes of the accessibility tree.

Chromium's own names of roles become those of ARIA. Nodes without a meaning of their own are left out, and
what they contain takes their place.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from a11ycheck.browser.accessibility_roles import LEAVES, NAMED, TRANSPARENT
from a11ycheck.browser.accessibility_values import (
    STATE_ATTRIBUTES,
    chrome_role,
    is_set,
    origin_of_name,
    properties_of,
    role_of,
    space_of,
    states_of,
    tab_index_of,
    text_of,
)
from a11ycheck.browser.announced_roles import EMBEDDED, AnnouncedRoles, has_links
from a11ycheck.browser.dom_snapshot import DomSnapshot
from a11ycheck.browser.node_visibility import NodeVisibility
from a11ycheck.browser.skip_links import SkipLinks
from a11ycheck.browser.tree_elements import TreeElements
from a11ycheck.model import TreeNode
from a11ycheck.model.accessibility import TEXT

__all__ = ["NodeReader"]


class _Place(NamedTuple):  # made for each node: ten times faster than a frozen dataclass
    """A node to read: its frame, and the node around it; of what is in an image, only links are read.

    `around` is the number of the node around it, `holder` of the nearest one that is no transparent node.
    """

    node: Mapping[str, Any]
    frame: str
    in_main: bool
    depth: int = 0
    around: int = -1
    holder: int = -1
    in_image: bool = False


class NodeReader:
    """Reads the trees of all frames in reading order."""

    def __init__(
        self,
        snapshot: DomSnapshot,
        trees: Mapping[str, Sequence[Mapping[str, Any]]],
        marks: Mapping[int, int],
    ) -> None:
        """Take the document, the nodes by frame ("" is the top one), and start tags by element."""
        self._snapshot = snapshot
        self._elements = TreeElements(snapshot, marks)
        self._visibility = NodeVisibility(snapshot)
        self._nodes = {
            frame: {node["nodeId"]: node for node in nodes} for frame, nodes in trees.items()
        }
        self._all = [node for nodes in trees.values() for node in nodes]
        self._roots = {frame: nodes[0] for frame, nodes in trees.items() if nodes}
        self._announced = AnnouncedRoles(snapshot, self._roots)
        own = trees.get("", ())
        mains = [
            snapshot.numbers.get(node.get("backendDOMNodeId", -1), -1)
            for node in own
            if role_of(node) == "main" and not node.get("ignored")
        ]
        self._has_main = bool(mains)
        url = properties_of(own[0]).get("url", "") if own else ""
        parts = urlsplit(url)
        self._skips = SkipLinks(snapshot, url=url, main=mains[0] if mains else -1)
        self._origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else "\0"
        self._block, self._is_broken, self._space = -1, True, ""

    def read(self) -> Iterator[TreeNode]:
        """Yield the nodes in reading order, and images that an author has made silent at their places."""
        known = {node.get("backendDOMNodeId") for node in self._all}
        silent = deque(self._snapshot.images_besides(known))
        for number, node in self._walk():
            while silent and silent[0] < number and self._snapshot.is_in_top(number):
                image = _Place(node={}, frame="", in_main=not self._has_main, depth=node.depth)
                yield self._node(image, "presentation", silent.popleft())
            yield node

    def _walk(self) -> Iterator[tuple[int, TreeNode]]:
        """Yield the nodes of the tree with their numbers."""
        # A stack, not recursion: pages nest deeper than Python does.
        top = self._roots.get("")
        waiting = [_Place(node=top, frame="", in_main=not self._has_main)] if top else []
        while waiting:
            place = waiting.pop()
            own_role = chrome_role(place.node)
            number = self._number(place)
            node, role = self._announced.announced(place.node, number)
            place = place._replace(node=node)
            self._is_broken |= own_role == "LineBreak"
            self._space += space_of(node, role)
            depth, in_main, nodes = place.depth, place.in_main, self._nodes[place.frame]
            holder = place.holder
            is_left_out = node.get("ignored") or (place.in_image and role != "link")
            in_image = place.in_image
            if not (is_left_out or self._is_transparent(node, role, own_role)):
                if not (role := self._role_on_page(node, role, number)):
                    continue
                in_main = self._is_in_main(role, is_main=place.in_main)
                yield number, self._node(place._replace(in_main=in_main), role, number)
                depth, holder = depth + 1, number
                if role not in LEAVES and self._announced.is_editing_host(node, number):
                    # As a cell: the field is within it.
                    inner = place._replace(in_main=in_main, depth=depth)
                    yield number, self._node(inner, role := "textbox", number)
                in_image |= role == "image" and has_links(node, nodes)
                if role in LEAVES and not in_image:
                    continue
                if role == "iframe":
                    frame = self._snapshot.frames.get(number, "")
                    if frame and frame in self._roots:
                        root = self._roots[frame]
                        waiting.append(_Place(root, frame, in_main, depth, number, number))
                    continue
            for name in reversed(node.get("childIds", ())):
                child = nodes.get(name)
                if child is not None:
                    inner = _Place(child, place.frame, in_main, depth, number, holder, in_image)
                    waiting.append(inner)

    def _role_on_page(self, node: Mapping[str, Any], role: str, number: int) -> str:
        """Return the role; "" for what is the browser's own, such as the buttons of a video."""
        if role == TEXT or node.get("backendDOMNodeId", -1) in self._snapshot.numbers:
            return role
        return "image" if role == "group" and self._snapshot.tag(number) == "svg" else ""

    def _number(self, place: "_Place") -> int:
        """Return the number of a node in the snapshot, or of what is around it."""
        number = self._snapshot.numbers.get(place.node.get("backendDOMNodeId", -1), place.around)
        return self._snapshot.root_of(number) if role_of(place.node) == "document" else number

    def _is_transparent(self, node: Mapping[str, Any], role: str, own_role: str) -> bool:
        if role in (TEXT, "marker") or own_role == "SvgRoot":
            return not text_of(node, "name").strip()
        if role in NAMED and not text_of(node, "name"):
            return True
        if role == EMBEDDED:
            return bool(node.get("childIds")) or not text_of(node, "name")
        if role == "generic":
            return properties_of(node).get("focusable") != "true"
        return role in TRANSPARENT

    def _is_in_main(self, role: str, *, is_main: bool) -> bool:
        if self._has_main:
            return is_main or role == "main"
        return is_main and role not in ("banner", "navigation", "complementary", "contentinfo")

    def _node(self, place: "_Place", role: str, number: int) -> TreeNode:
        node, depth = place.node, place.depth
        name = text_of(node, "name")
        language = self._elements.language(number)
        is_shown = self._visibility.is_shown(number)
        if role in (TEXT, "marker"):
            block = self._snapshot.block_of(number)
            starts_line = self._is_broken or block != self._block
            name = name if starts_line else self._space + name
            self._block, self._is_broken, self._space = block, False, ""
            style = self._snapshot.style(number) or self._snapshot.style(
                self._snapshot.element_of(number)
            )
            current = self._snapshot.current_of(number)
            return TreeNode(
                depth=depth,
                role=role,
                name=name,
                states={"current": current} if current else {},
                language=language,
                starts_line=starts_line,
                box=self._visibility.box_in_view(number),
                is_shown=is_shown,
                font=style.font if style else None,
                element=self._elements.element_of_text(
                    number, name, block=block, holder=place.holder, in_main=place.in_main
                ),
            )
        found = properties_of(node)
        element = self._snapshot.element_of(number)
        states = states_of(found)
        states |= self._attribute_states(element)
        if role == "textbox" and self._announced.is_editing_host(node, number):
            states["multiline"] = "true"
        return TreeNode(
            depth=depth,
            role=role,
            name=name,
            origin=origin_of_name(node) if name else "",
            description=text_of(node, "description"),
            value=found.get("valuetext") or text_of(node, "value"),
            states=states,
            level=int(found.get("level") or 0),
            language=language,
            url=found.get("url", "").removeprefix(self._origin) if role == "link" else "",
            skips=role == "link" and self._skips.leads_to_main(found.get("url", "")),
            tab_index=tab_index_of(found, role, self._snapshot.attribute(element, "tabindex")),
            is_shown=is_shown,
            box=self._snapshot.box(number),
            element=self._elements.element(element, name, in_main=place.in_main),
        )

    def _attribute_states(self, element: int) -> dict[str, str]:
        if element < 0:
            return {}
        values = ((name, self._snapshot.attribute(element, name)) for name in STATE_ATTRIBUTES)
        return {name.removeprefix("aria-"): value for name, value in values if is_set(value)}
