"""Note which node of the document wrote which piece of the page, and change nothing of it.

Every translator of docutils and Sphinx appends strings to `body`. Noting how long that list is whenever
a node is entered or left tells, afterwards, to which node each string belongs. The HTML stays as it is,
byte for byte, whatever translator a theme or an extension brings.
"""

from collections.abc import Iterator
from typing import Any

from docutils import nodes

__all__ = ["TrackNodes", "pieces_of", "tracking_translator"]

_KEPT_AS = "a11ycheck_pieces"


class TrackNodes(nodes.NodeVisitor):
    """A mixin for translators: it keeps (text, node) for each string of the finished body."""

    def dispatch_visit(self, node: nodes.Node) -> Any:
        """Note the node, and let the translator write it."""
        self._note(node)
        try:
            return super().dispatch_visit(node)
        except (nodes.SkipNode, nodes.SkipDeparture):
            self._note(node.parent)
            raise

    def dispatch_departure(self, node: nodes.Node) -> Any:
        """Let the translator end the node; what follows belongs to its parent."""
        result = super().dispatch_departure(node)
        if isinstance(node, nodes.document):
            self._keep(node)
        else:
            self._note(node.parent)
        return result

    def _note(self, node: nodes.Node | None) -> None:
        if not hasattr(self, "_notes"):
            # Translators make themselves in many ways: none of them has to know of us.
            self._notes: list[tuple[int, nodes.Node | None]] = []
        self._notes.append((len(getattr(self, "body", ())), node))

    def _keep(self, document: nodes.document) -> None:
        """Hand the pieces to the document, which the page's event gets as well."""
        body: list[str] = getattr(self, "fragment", None) or getattr(self, "body", [])
        setattr(document, _KEPT_AS, list(_pieces(body, self._notes)))


def _pieces(
    body: list[str], notes: list[tuple[int, nodes.Node | None]]
) -> Iterator[tuple[str, nodes.Node | None]]:
    """Yield each string with the node that was open when it was appended."""
    node, later = None, iter(notes)
    start, coming = next(later, (len(body), None))
    for index, text in enumerate(body):
        while start <= index:
            node = coming
            start, coming = next(later, (len(body), None))
        yield text, node


def pieces_of(document: nodes.document) -> list[tuple[str, nodes.Node | None]]:
    """Return the pieces that a tracked document's body was made of, and forget them."""
    pieces: list[tuple[str, nodes.Node | None]] = getattr(document, _KEPT_AS, [])
    if pieces:
        delattr(document, _KEPT_AS)
    return pieces


def tracking_translator(base: type[nodes.NodeVisitor]) -> type[nodes.NodeVisitor]:
    """Return `base` with `TrackNodes` on top."""
    return base if issubclass(base, TrackNodes) else type(base.__name__, (TrackNodes, base), {})
