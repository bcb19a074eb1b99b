"""Note which node of the document wrote which piece of the page, and change nothing of it.

Every translator of docutils and Sphinx appends strings to `body`. Noting how long that list is whenever
a node is entered or left tells, afterwards, to which node each string belongs. The HTML stays as it is,
byte for byte, whatever translator a theme or an extension brings.
"""

from typing import Any

from docutils import nodes

__all__ = ["Pieces", "TrackNodes", "pieces_of", "tracking_translator"]

Pieces = tuple[list[str], list[nodes.Node | None]]
"""The strings of a body, and the node that each belongs to; two flat lists, of which a page has many."""

_KEPT_AS = "a11ycheck_pieces"


class TrackNodes(nodes.NodeVisitor):
    """A mixin for translators: it keeps the node of each string of the finished body."""

    body: list[str]
    _lengths: list[int] | None = None
    _open: list[nodes.Node | None]

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
        if self._lengths is None:
            # Translators make themselves in many ways: none of them has to know of us.
            self._lengths, self._open = [], []
        self._lengths.append(len(self.body))
        self._open.append(node)

    def _keep(self, document: nodes.document) -> None:
        """Hand the pieces to the document, which the page's event gets as well."""
        body: list[str] = getattr(self, "fragment", None) or self.body
        owners = _owners(len(body), self._lengths or [], self._open)
        setattr(document, _KEPT_AS, (list(body), owners))


def _owners(
    count: int, lengths: list[int], opened: list[nodes.Node | None]
) -> list[nodes.Node | None]:
    """Return for each of the first strings of a body the node that was open when it was appended."""
    owners: list[nodes.Node | None] = []
    node, note, last = None, 0, len(lengths)
    for index in range(count):
        while note < last and lengths[note] <= index:
            node = opened[note]
            note += 1
        owners.append(node)
    return owners


def pieces_of(document: nodes.document) -> Pieces:
    """Return the pieces that a tracked document's body was made of, and forget them."""
    pieces: Pieces = getattr(document, _KEPT_AS, ([], []))
    if pieces[0]:
        delattr(document, _KEPT_AS)
    return pieces


def tracking_translator(base: type[nodes.NodeVisitor]) -> type[nodes.NodeVisitor]:
    """Return `base` with `TrackNodes` on top."""
    return base if issubclass(base, TrackNodes) else type(base.__name__, (TrackNodes, base), {})
