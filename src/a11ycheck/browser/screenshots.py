"""Take screenshots of elements: cropped around them, outlined, and small."""

import base64
import logging
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import groupby

from a11ycheck.browser.grid_launcher import GridLauncher
from a11ycheck.browser.isolated_world import IsolatedWorld
from a11ycheck.browser.launcher import Launcher
from a11ycheck.browser.network import host_of
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.script import module_function
from a11ycheck.browser.tab import Tab
from a11ycheck.browser.visit import Visitor
from a11ycheck.errors import BrowserError
from a11ycheck.model import Page

__all__ = ["ScreenshotRequest", "take_screenshots"]

log = logging.getLogger(__name__)

# In CSS pixels, except for `width`: that of the image, however wide the part of the page that it shows.
_LIMITS = {"margin": 40, "least_width": 320, "least_height": 140, "width": 640, "height": 480}
_QUALITY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenshotRequest:
    """A screenshot to take: its name, and the element to show on a page, in the first of these variants."""

    name: str
    page: Page
    target: tuple[str | tuple[str, ...], ...]
    variants: tuple[str, ...] = ()


def take_screenshots(
    requests: Sequence[ScreenshotRequest],
    launcher: Launcher | GridLauncher,
    plan: VisitPlan,
    *,
    allow_hosts: tuple[str, ...] = (),
) -> Generator[tuple[str, bytes], None, None]:
    """Yield name and WebP image of each element that can be seen, page by page, with one browser.

    Pages are loaded again: only when all have been judged, it is known which elements to show. A page
    or an element that cannot be shown is left out and logged; a report is complete without it. Closing
    the iterator ends the browser.
    """
    visitor: Visitor | None = None
    in_order = sorted(requests, key=lambda item: (host_of(item.page.url), item.page.path))
    try:
        for page, wanted in groupby(in_order, key=lambda item: item.page):
            try:
                visitor = visitor or Visitor(launcher.start(), plan, allow_hosts)
                yield from _take_from_page(visitor, page, tuple(wanted), plan)
                visitor.close_tab()
            except BrowserError as error:
                log.warning("No screenshots of %s: %s", page.path, error.message)
                if visitor is not None:
                    visitor.session.close()
                    visitor = None
    finally:
        if visitor is not None:
            visitor.session.close()


def _take_from_page(
    visitor: Visitor, page: Page, requests: Sequence[ScreenshotRequest], plan: VisitPlan
) -> Generator[tuple[str, bytes], None, None]:
    """Load a page once, and yield its screenshots in the variants that show the elements."""
    names = [variant.name for variant in plan.variants]
    by_state = sorted(((_state(item, names), item) for item in requests), key=lambda pair: pair[0])
    world = None
    for state, group in groupby(by_state, key=lambda pair: pair[0]):
        world = visitor.show(page, state, world)
        for _, request in group:
            if image := _take(visitor.tab, world, request):
                yield request.name, image


def _state(request: ScreenshotRequest, names: Sequence[str]) -> str:
    """Return the first variant that shows the element as it was found, else the scripted state."""
    seen = [name for name in names if name in request.variants]
    return next(iter((*seen, *request.variants, *names)))


def _take(tab: Tab, world: IsolatedWorld, request: ScreenshotRequest) -> bytes:
    """Return a WebP image of the element, b"" if nothing of it can be seen."""
    clip = world.call(module_function("screenshot"), list(request.target), _LIMITS)
    if clip is None:
        return b""
    parameters = {"format": "webp", "quality": _QUALITY, "clip": clip}
    return base64.b64decode(tab.cdp("Page.captureScreenshot", parameters)["data"])
