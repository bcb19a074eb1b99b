"""Emulate viewports and colour schemes in a tab."""

from typing import Any

from a11ycheck.browser.tab import Tab
from a11ycheck.model import Viewport

__all__ = ["EmulatedWindow"]

_HIDE_SCROLL_BARS = "setScrollbarsHidden"
_RESIZE = "setDeviceMetricsOverride"


class EmulatedWindow:
    """The window of one tab."""

    def __init__(self, tab: Tab) -> None:
        """Take a tab in which nothing is emulated."""
        self._tab = tab
        self._emulated: dict[str, dict[str, Any]] = {}

    def show(self, viewport: Viewport, colour_scheme: str) -> bool:
        """Show a viewport and a colour scheme.

        Return whether scroll bars take up space now that did not before.
        """
        width, height = viewport.width, viewport.height
        metrics = {"width": width, "height": height, "mobile": viewport.mobile}
        # The screen is the browser's own otherwise, and a page can turn it for all that come later.
        kind = "portraitPrimary" if height > width else "landscapePrimary"
        orientation = {"type": kind, "angle": 0}
        screen = {"screenWidth": width, "screenHeight": height, "screenOrientation": orientation}
        feature = {"name": "prefers-color-scheme", "value": str(colour_scheme)}
        wanted: dict[str, dict[str, Any]] = {
            _HIDE_SCROLL_BARS: {"hidden": not viewport.has_scroll_bars},
            _RESIZE: {**metrics, **screen, "deviceScaleFactor": 1},
            "setEmulatedMedia": {"features": [feature]},
        }
        had_wide_bars = self._has_wide_bars
        for command, parameters in wanted.items():
            # It holds until it is changed, and each command costs as much as a small layout.
            if self._emulated.get(command) == parameters:
                continue
            self._tab.cdp(f"Emulation.{command}", parameters)
            self._emulated[command] = parameters
            # Scroll bars come and go when the window is resized.
            if command == _HIDE_SCROLL_BARS and self._emulated.get(_RESIZE) == wanted[_RESIZE]:
                other = self._emulated[_RESIZE] = {**wanted[_RESIZE], "height": height + 1}
                self._tab.cdp(f"Emulation.{_RESIZE}", other)
        return self._has_wide_bars and not had_wide_bars

    @property
    def _has_wide_bars(self) -> bool:
        """Return whether scroll bars take up space; a mobile browser draws them over the content."""
        is_mobile = self._emulated.get(_RESIZE, {}).get("mobile")
        return not is_mobile and not self._emulated.get(_HIDE_SCROLL_BARS, {}).get("hidden")
