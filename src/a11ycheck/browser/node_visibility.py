"""Whether anything of a node in a snapshot is visible, and where."""

from typing import Final

from a11ycheck.browser.dom_snapshot import DomSnapshot

__all__ = ["NodeVisibility"]

_TINY: Final = 1
# Their overflow is that of the window, which everything scrolls into.
_WHOLE_PAGE: Final = frozenset({"html", "body"})

_Box = tuple[int, int, int, int]


class NodeVisibility:
    """Judges nodes by their boxes, and by the styles of what contains them."""

    def __init__(self, snapshot: DomSnapshot) -> None:
        """Take the snapshot."""
        self._snapshot = snapshot
        self._hiding: dict[int, bool] = {}
        self._windows: dict[int, _Box | None] = {}

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

    def box_in_view(self, number: int) -> _Box | None:
        """Return the box of a node without what the containers around it clip, or scroll.

        Nothing is left of a box beyond the edge of its container but a place at that edge.
        """
        box = self._snapshot.box(number)
        window = self._window_of(number)
        return box if box is None or window is None else _clamped(box, window)

    def _window_of(self, number: int) -> _Box | None:
        """Return the box through which what is around a node shows it; None if nothing clips it."""
        passed: list[int] = []
        window: _Box | None = None
        for around in self._snapshot.around(number):
            if around in self._windows:
                window = self._windows[around]
                break
            passed.append(around)
        for inner in reversed(passed):
            style = self._snapshot.style(inner)
            is_clip = style is not None and style.clips
            if is_clip and self._snapshot.tag(inner) not in _WHOLE_PAGE:
                box = self._snapshot.box(inner)
                window = window if box is None else _clamped(box, window or box)
            self._windows[inner] = window
        return window


def _clamped(box: _Box, window: _Box) -> _Box:
    left, right = (_between(at, window[0], window[2]) for at in (box[0], box[0] + box[2]))
    top, bottom = (_between(at, window[1], window[3]) for at in (box[1], box[1] + box[3]))
    return left, top, right - left, bottom - top


def _between(at: int, start: int, length: int) -> int:
    return min(max(at, start), start + length)
