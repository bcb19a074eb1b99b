"""Emulate viewports and colour schemes in a tab."""

from typing import Any

from a11ycheck.browser.tab import Tab
from a11ycheck.model import Viewport

__all__ = ["EmulatedWindow"]


class EmulatedWindow:
    """The window of one tab."""

    def __init__(self, tab: Tab) -> None:
        """Take a tab in which nothing is emulated."""
        self._tab = tab
        self._emulated: dict[str, dict[str, Any]] = {}

    def show(self, viewport: Viewport, colour_scheme: str) -> None:
        """Show a viewport and a colour scheme."""
        width, height = viewport.width, viewport.height
        # The screen is the browser's own otherwise, and a page can turn it for all that come later.
        kind = "portraitPrimary" if height > width else "landscapePrimary"
        metrics = {
            "width": width,
            "height": height,
            "mobile": viewport.mobile,
            "screenWidth": width,
            "screenHeight": height,
            "screenOrientation": {"type": kind, "angle": 0},
            "deviceScaleFactor": 1,
        }
        bars = {"hidden": not viewport.has_scroll_bars}
        scheme = {"name": "prefers-color-scheme", "value": str(colour_scheme)}
        before = self._emulated.get("setDeviceMetricsOverride", metrics)
        # Mobile browsers draw scroll bars over the content.
        was_mobile = bool(before["mobile"])
        if self._emulated.get("setScrollbarsHidden", bars) != bars or was_mobile > viewport.mobile:
            # Scroll bars come and go when the window is resized. A box that has one can keep it although
            # its content fits, so the window gets its size before they take up space, as when it loads.
            sized = {**metrics, "height": height + 1, "mobile": was_mobile}
            self._emulate("setDeviceMetricsOverride", sized)
        self._emulate("setScrollbarsHidden", bars)
        self._emulate("setDeviceMetricsOverride", metrics)
        self._emulate("setEmulatedMedia", {"features": [scheme]})

    def _emulate(self, command: str, parameters: dict[str, Any]) -> None:
        """Emulate what holds until it is changed: each command costs as much as a small layout."""
        if self._emulated.get(command) != parameters:
            self._tab.cdp(f"Emulation.{command}", parameters)
            self._emulated[command] = parameters
