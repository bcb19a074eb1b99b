"""Load a page into a browser, and make sure that it is the page that was requested."""

import time
from http.client import responses
from typing import Any, NoReturn
from urllib.parse import urlsplit

from a11ycheck.browser.driver_errors import PageTimeoutError, SessionLostError
from a11ycheck.browser.hops import Hop, is_page
from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.network import PageTraffic, Traffic
from a11ycheck.browser.session import Session
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, Page, Viewport, plain_message

__all__ = ["EndlessReloadError", "PageFailedError", "PageLoader", "RedirectedError"]

PREVIOUS_PAGE = Message("previous-page", "the previous page could not be unloaded")
EMPTY_DOCUMENT = Message("empty-document", "a script removes the whole document")
BAD_STATUS = MessageTemplate("bad-status", "the server responded with {status}")
REDIRECTS = MessageTemplate("redirects", "redirects to {url}")
NO_PAGE = MessageTemplate("no-page", "navigates to {url}, which is not a page")
RELOADS = Message("reloads", "reloads itself endlessly")
NOT_LOADED = MessageTemplate("not-loaded", "the browser could not load it ({failure})")
_BLOCKED_HOST = Message("blocked-host", "redirects to a host that is not audited")
_ENDLESS = "ERR_TOO_MANY_REDIRECTS"
NETWORK_ERRORS = {
    "ERR_CONNECTION_REFUSED": Message("connection-refused", "the connection was refused"),
    "ERR_NAME_NOT_RESOLVED": Message("unknown-host", "its host name cannot be resolved"),
    "ERR_PROXY_CONNECTION_FAILED": _BLOCKED_HOST,
    "ERR_TUNNEL_CONNECTION_FAILED": _BLOCKED_HOST,
    "ERR_CONNECTION_RESET": Message("connection-reset", "the connection was reset"),
    "ERR_EMPTY_RESPONSE": Message("empty-response", "the server sent an empty response"),
    _ENDLESS: Message("too-many-redirects", "redirects endlessly"),
    "ERR_CERT": Message("bad-certificate", "its certificate is not valid"),
    "ERR_ABORTED": Message("download", "is a download, not a page"),
}

_WEB = ("http", "https")
# Without content, errors, and redirects without a location, whose bodies browsers show.
_NO_PAGE_STATUS = frozenset({204, 205, *range(300, 600)} - {304})
_STORAGE = "cookies,indexeddb,local_storage,service_workers,cache_storage,websql,file_systems"
_FILES_SECONDS = 3.0
_PAUSE = 0.02


class PageFailedError(BrowserError):
    """The page could not be audited, though the browser works; the message is the reason."""


class EndlessReloadError(PageFailedError):
    """The page reloads itself endlessly, and would go on while the next page is loaded."""


class RedirectedError(PageFailedError):
    """The page redirects to another document: `hops` are the page, what lies between, and the other."""

    def __init__(self, hops: tuple[Hop, ...]) -> None:
        """Take the hops, so that the caller can find out whether the last of them is audited anyway."""
        super().__init__(REDIRECTS.format(url=hops[-1].url))
        self.hops = hops


class PageLoader:
    """Loads pages in one browser, and shows them in viewports and colour schemes.

    `dialogs` collects the kinds of the dialogs that pages have called, and `content` is a hash of what the
    loaded page shows.
    """

    def __init__(self, session: Session) -> None:
        """Take a browser that was prepared for a plan."""
        self.session = session
        self.dialogs: list[str] = []
        self.content = ""
        # What each URL cost when this browser fetched it first: later it may come from the browser's cache.
        self._first_bytes: dict[str, int] = {}
        self._emulated: dict[str, dict[str, Any]] = {}
        self._traffic: PageTraffic | None = None

    def load(
        self, page: Page, viewport: Viewport, colour_scheme: str
    ) -> tuple[IsolatedWorld, Traffic]:
        """Load a page and return its world and its traffic; PageFailedError if it is not the page."""
        self._clear_storage(page)
        self._emulate(viewport, colour_scheme)
        self.session.network_log()
        traffic = self._traffic = PageTraffic(page.url, self.session.options.allowed_hosts)
        try:
            self.session.navigate(page.url)
        except BrowserError as error:
            failure = _load_error(error)
            if isinstance(failure, PageFailedError):
                traffic.read(self.session.network_log())
                _demand_page(page, traffic.hops)
            raise failure from error
        try:
            world = IsolatedWorld(self.session)
            state = self._stabilise(world)
        except PageLeftError:
            # It navigated at once; what is shown now is stable, or never will be.
            world = IsolatedWorld(self.session)
            state = self._stabilise(world)
        self._await_files(traffic)
        summary = traffic.summary(self._first_bytes, state["blocking"])
        _demand_page(page, summary.hops)
        if state["refresh"]:
            _refuse(page, (*summary.hops, Hop(url=state["refresh"])))
        self._demand_shown(page, summary.hops)
        self.content = str(state["content"])
        if state["empty"]:
            raise PageFailedError(EMPTY_DOCUMENT)
        return world, summary

    def show(
        self,
        world: IsolatedWorld,
        viewport: Viewport,
        colour_scheme: str,
        *,
        scroll_bars: bool = True,
    ) -> None:
        """Show the loaded page in another viewport and colour scheme, and wait until it is stable."""
        self._emulate(viewport, colour_scheme, scroll_bars=scroll_bars)
        self._stabilise(world)

    def demand_page(self, page: Page) -> None:
        """Raise PageFailedError if the page has navigated or been redirected since it was loaded."""
        if (traffic := self._traffic) is None:
            return
        before = len(traffic.hops)
        traffic.read(self.session.network_log())
        if len(traffic.hops) > before:
            _refuse(page, traffic.hops)

    def _demand_shown(self, page: Page, hops: tuple[Hop, ...]) -> None:
        """Raise unless the document that the browser shows is one that a server sent for the page.

        One of the session history causes no request.
        """
        frame = self.session.cdp("Page.getFrameTree")["frameTree"]["frame"]
        if frame["loaderId"] in {hop.navigation for hop in hops}:
            return
        shown = Hop(url=str(frame["url"]))
        if urlsplit(shown.url).scheme not in _WEB:
            raise PageFailedError(NO_PAGE.format(url=shown.url.partition(",")[0]))
        if not is_page(page, shown, hops):
            raise RedirectedError((*hops, shown))

    def unload(self) -> None:
        """Leave a page that may still navigate; SessionLostError if it does not let go of the browser."""
        try:
            self.session.navigate("about:blank")
        except PageTimeoutError as error:
            raise SessionLostError(PREVIOUS_PAGE) from error

    def _clear_storage(self, page: Page) -> None:
        """Delete what earlier pages stored, so that the order of the pages makes no difference."""
        parts = urlsplit(page.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        self.session.cdp("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": _STORAGE})

    def _emulate(self, viewport: Viewport, colour_scheme: str, *, scroll_bars: bool = True) -> None:
        metrics = {"width": viewport.width, "height": viewport.height, "mobile": viewport.mobile}
        feature = {"name": "prefers-color-scheme", "value": str(colour_scheme)}
        wanted: dict[str, dict[str, Any]] = {
            "setScrollbarsHidden": {"hidden": not scroll_bars},
            "setDeviceMetricsOverride": {**metrics, "deviceScaleFactor": 1},
            "setEmulatedMedia": {"features": [feature]},
        }
        for command, parameters in wanted.items():
            # It holds until it is changed, and each command costs as much as a small layout.
            if self._emulated.get(command) != parameters:
                self.session.cdp(f"Emulation.{command}", parameters)
                self._emulated[command] = parameters

    def _stabilise(self, world: IsolatedWorld) -> dict[str, Any]:
        """Wait until the page is stable and return its state; collect the dialogs that it called."""
        state: dict[str, Any] = world.call("() => a11ycheck.stabilise()")
        self.dialogs += state["dialogs"]
        return state

    def _await_files(self, traffic: PageTraffic) -> None:
        """Wait for files that are on their way, such as lazy images: the page's weight must not vary."""
        deadline = time.monotonic() + _FILES_SECONDS
        traffic.read(self.session.network_log())
        while traffic.is_pending and time.monotonic() < deadline:
            time.sleep(_PAUSE)
            traffic.read(self.session.network_log())


def _demand_page(page: Page, hops: tuple[Hop, ...]) -> None:
    """Raise unless the last hop is the page that was requested, answered without an error.

    Another URL alone is no redirect: a script may change the URL of the page that it runs on.
    """
    if not hops:
        return
    last = hops[-1]
    if last.failure and _ENDLESS in last.failure:
        raise PageFailedError(_failure_message(last.failure))
    if not is_page(page, last, hops):
        raise RedirectedError(hops)
    if last.status in _NO_PAGE_STATUS:
        status = f"{last.status} {responses.get(last.status, '')}".strip()
        raise PageFailedError(BAD_STATUS.format(status=plain_message(status)))
    if last.failure:
        raise PageFailedError(_failure_message(last.failure))


def _refuse(page: Page, hops: tuple[Hop, ...]) -> NoReturn:
    """Raise the error of a page that sends the browser to the last of the hops."""
    if not is_page(page, hops[-1], hops):
        raise RedirectedError(hops)
    raise EndlessReloadError(RELOADS)


def _load_error(error: BrowserError) -> BrowserError:
    """Return the error to raise: the page's own failure in words, the browser's unchanged."""
    known = any(sign in error.message for sign in NETWORK_ERRORS)
    return PageFailedError(_failure_message(error.message)) if known else error


def _failure_message(failure: str) -> Message:
    unknown = NOT_LOADED.format(failure=failure)
    return next((text for sign, text in NETWORK_ERRORS.items() if sign in failure), unknown)
