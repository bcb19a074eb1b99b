"""Whether anything of a node in a snapshot is visible."""

from typing import Final

from a11ycheck.browser.dom_snapshot import DomSnapshot

__all__ = ["NodeVisibility"]

_TINY: Final = 1


class NodeVisibility:
    """Judges nodes by their boxes, and by the styles of what contains them."""

    def __init__(self, snapshot: DomSnapshot) -> None:
        """Take the snapshot."""
        self._snapshot = snapshot
        self._hiding: dict[int, bool] = {}

    def is_shown(self, number: int) -> bool:
        """Return whether anything of a node is visible, once its container is scrolled into view.

        A node without a box of its own counts as shown: its contents can be.
        """
        box = self._snapshot.box(number)
        if box is None:
            return not self._is_in_hiding(number)
        left, top, width, height = box
        if width <= _TINY or height <= _TINY:
            return False
        # Nothing scrolls to what is above the document, or before its start.
        first = -self._snapshot.width if self._snapshot.is_rtl else 0
        is_outside = top + height <= 0 or left + width <= first
        return not is_outside and not self._is_in_hiding(number)

    def _is_in_hiding(self, number: int) -> bool:
        """Return whether a node, or something around it, hides what it contains."""
        passed: list[int] = []
        is_hidden = False
        for around in self._snapshot.around(number):
            known = self._hiding.get(around)
            passed.append(around)
            if known or (known is None and self._hides(around)):
                is_hidden = True
                break
            if known is False:
                break
        self._hiding |= dict.fromkeys(passed, is_hidden)
        return is_hidden

    def _hides(self, number: int) -> bool:
        style = self._snapshot.style(number)
        if style is None:
            return False
        if style.is_transparent or style.is_clipped_away:
            return True
        box = self._snapshot.box(number) if style.clips else None
        return box is not None and (box[2] <= _TINY or box[3] <= _TINY)
