"""The scripted states in which probes measure a page, and the viewports that they need."""

from collections.abc import Mapping

from a11ycheck.model import Viewport

__all__ = ["SCRIPTED_STATES"]

# WCAG 1.4.10: content reflows at a width of 320 CSS pixels, as of a desktop window at 400 % zoom:
# a phone's viewport meta tag has no effect, and no scroll bar takes of that width.
_NARROW = Viewport(name="narrow", width=320, height=256, has_scroll_bars=False)
# WCAG 1.4.4, as of a window of 1280 by 1024 pixels at 200 % zoom.
_ZOOMED = Viewport(name="zoomed", width=640, height=512, has_scroll_bars=False)
# Without a viewport the page stays as it is: the probe itself has the page mirrored while it measures.
SCRIPTED_STATES: Mapping[str, Viewport | None] = {
    "mirrored": None,
    "narrow": _NARROW,
    "zoomed": _ZOOMED,
}
