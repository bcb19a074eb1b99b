"""Take pictures of elements at fault: cropped around them, outlined, and small."""

import base64
import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from a11ycheck.browser.driver_errors import SessionLostError
from a11ycheck.browser.launcher import Launcher
from a11ycheck.browser.network import host_of
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.script import picture_function
from a11ycheck.browser.session import Session
from a11ycheck.browser.visit import Visitor
from a11ycheck.browser.world import World
from a11ycheck.errors import BrowserError
from a11ycheck.model import Page

__all__ = ["PictureRequest", "take_pictures"]

log = logging.getLogger(__name__)

# In CSS pixels, but `width`: that of the picture, however wide the part that it shows.
_LIMITS = {"margin": 40, "least_width": 320, "least_height": 140, "width": 640, "height": 480}
_QUALITY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRequest:
    """A picture to take: under which name, of what on which page, in the first of these variants."""

    name: str
    page: Page
    target: tuple[str | tuple[str, ...], ...]
    variants: tuple[str, ...] = ()


def take_pictures(
    requests: Sequence[PictureRequest],
    launcher: Launcher,
    plan: VisitPlan,
    *,
    allow_hosts: tuple[str, ...] = (),
) -> Generator[tuple[str, bytes], None, None]:
    """Yield name and WebP picture of each element that can be seen, page by page, with one browser.

    A page or an element that cannot be pictured is left out, and noted in the log: a report is
    whole without it. Closing the iterator ends the browser.
    """
    photographer = _Photographer(launcher, plan, allow_hosts)
    try:
        in_order = sorted(requests, key=lambda item: (host_of(item.page.url), item.page.path))
        for page, wanted in groupby(in_order, key=lambda item: item.page):
            try:
                yield from photographer.pictures(page, tuple(wanted))
            except BrowserError as error:
                log.warning("No pictures of %s: %s", page.path, error.message)
                photographer.recover(error)
    finally:
        photographer.close()


class _Photographer:
    """One browser, replaced when it is lost, or may not ask the next page's host."""

    def __init__(self, launcher: Launcher, plan: VisitPlan, allow_hosts: tuple[str, ...]) -> None:
        self._launcher = launcher
        self._plan = plan
        self._allow_hosts = allow_hosts
        self._session: Session | None = None

    def pictures(
        self, page: Page, requests: Sequence[PictureRequest]
    ) -> Iterator[tuple[str, bytes]]:
        """Load a page once, and yield its pictures in the variants that show them."""
        visitor = Visitor(session=self._ready_for(page), plan=self._plan)
        world = None
        by_state = sorted(
            ((self._state(item), item) for item in requests), key=lambda pair: pair[0]
        )
        for state, group in groupby(by_state, key=lambda pair: pair[0]):
            world = visitor.show(page, state, world)
            for _, request in group:
                if picture := _picture(visitor.session, world, request):
                    yield request.name, picture

    def _state(self, request: PictureRequest) -> str:
        """Return the first variant that shows the fault; else the scripted state that does."""
        names = [variant.name for variant in self._plan.variants]
        seen = [name for name in names if name in request.variants]
        return next(iter((*seen, *request.variants, *names)))

    def _ready_for(self, page: Page) -> Session:
        hosts = (host_of(page.url), *self._allow_hosts)
        if self._session is not None and self._session.options.allowed_hosts != hosts:
            self.close()
        if self._session is None:
            self._session = self._launcher.start(hosts, self._plan)
        return self._session

    def recover(self, error: BrowserError) -> None:
        """Give up a browser that is gone or hangs, so that the next page gets another."""
        if isinstance(error, SessionLostError):
            self.close()

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def _picture(session: Session, world: World, request: PictureRequest) -> bytes:
    """Return a WebP picture of the element, b"" where there is nothing to see of it."""
    clip = world.call(picture_function(), list(request.target), _LIMITS)
    if clip is None:
        return b""
    asked = {"format": "webp", "quality": _QUALITY, "clip": clip}
    return base64.b64decode(session.cdp("Page.captureScreenshot", asked)["data"])
