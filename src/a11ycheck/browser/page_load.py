"""Load a page into a browser, and make sure that it is the page that was requested."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import responses
from typing import Any, NoReturn
from urllib.parse import urlsplit

from a11ycheck.browser.awaited_element import await_element
from a11ycheck.browser.delays import find_delay
from a11ycheck.browser.driver_errors import PageTimeoutError
from a11ycheck.browser.hops import Hop, is_page
from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.network import PageTraffic, Traffic
from a11ycheck.browser.tab import EndlessNavigationError, Tab
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, Page, Viewport, plain_message

__all__ = ["EndlessReloadError", "LoadedPage", "PageFailedError", "PageLoader", "RedirectedError"]

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
    "ERR_CONTENT_DECODING_FAILED": Message("bad-compression", "its compressed data is damaged"),
    _ENDLESS: Message("too-many-redirects", "redirects endlessly"),
    "ERR_CERT": Message("bad-certificate", "its certificate is not valid"),
    "ERR_ABORTED": Message("download", "is a download, not a page"),
}

_WEB = ("http", "https")
# Without content, errors, and redirects without a location, whose bodies browsers show.
_NO_PAGE_STATUS = frozenset({204, 205, *range(300, 600)} - {304})
_FILES_SECONDS = 3.0
_PAUSE = 0.02
_STABILISE = "() => a11ycheck.stabilise()"
_STABILISE_AGAIN = "() => a11ycheck.stabilise(true)"
_AWAIT_CONTENT = "() => a11ycheck.awaitContent()"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPage:
    """A page that the browser shows: our world in it, its traffic, and its state (`page_state.js`)."""

    world: IsolatedWorld
    traffic: Traffic
    state: dict[str, Any]


class PageLoader:
    """Loads pages in one tab, and shows them in viewports and colour schemes.

    `dialogs` collects the kinds of the dialogs that pages have called.
    """

    def __init__(self, tab: Tab, *, wait_for: str = "", timeout: float = 30.0) -> None:
        """Take a tab that was prepared for a plan.

        `wait_for` selects an element that has to be visible within `timeout` seconds, "" for none.
        """
        self.tab = tab
        self._wait_for = wait_for
        self._timeout = timeout
        self.dialogs: list[str] = []
        self._emulated: dict[str, dict[str, Any]] = {}
        self._traffic: PageTraffic | None = None

    def load(self, page: Page, viewport: Viewport, colour_scheme: str) -> LoadedPage:
        """Load a page and wait until it is stable; PageFailedError if it is not the page."""
        self._emulate(viewport, colour_scheme)
        self.tab.network_log()
        traffic = self._traffic = PageTraffic(page.url, self.tab.allowed_hosts)
        try:
            self.tab.navigate(page.url)
        except PageTimeoutError as error:
            raise PageFailedError(find_delay(self.tab, page.url)) from error
        except EndlessNavigationError:
            self.demand_page(page)
            raise
        except BrowserError as error:
            failure = _load_error(error)
            if isinstance(failure, PageFailedError):
                traffic.read(self.tab.network_log())
                _demand_page(page, traffic.hops)
            raise failure from error
        try:
            world = IsolatedWorld(self.tab)
            state = self._stabilise(world)
        except PageLeftError:
            # It navigated at once; what is shown now is stable, or never will be.
            world = IsolatedWorld(self.tab)
            state = self._stabilise(world)
        was_pending = self._await_files(traffic)
        summary = self._summarise(page, traffic, state)
        missing = self._wait_for and await_element(world, self._wait_for, self._timeout)
        if missing:
            raise PageFailedError(missing)
        if was_pending or self._wait_for or state["active"]:
            state = self._stabilise(world, _AWAIT_CONTENT)
            self._await_files(traffic)
            summary = self._summarise(page, traffic, state)
        if state["empty"]:
            raise PageFailedError(EMPTY_DOCUMENT)
        return LoadedPage(world=world, traffic=summary, state=state)

    def show(
        self,
        world: IsolatedWorld,
        viewport: Viewport,
        colour_scheme: str,
        *,
        scroll_bars: bool = True,
    ) -> dict[str, Any]:
        """Show the loaded page in another viewport and colour scheme; return its state once stable."""
        self._emulate(viewport, colour_scheme, scroll_bars=scroll_bars)
        return self._stabilise(world, _STABILISE_AGAIN)

    def demand_page(self, page: Page) -> None:
        """Raise PageFailedError if the page has navigated or been redirected since it was loaded."""
        if (traffic := self._traffic) is None:
            return
        before = len(traffic.hops)
        traffic.read(self.tab.network_log())
        if len(traffic.hops) > before:
            _refuse(page, traffic.hops)

    def _summarise(self, page: Page, traffic: PageTraffic, state: Mapping[str, Any]) -> Traffic:
        """Return the traffic until now; PageFailedError if the browser does not show the page."""
        summary = traffic.summary(state["blocking"])
        _demand_page(page, summary.hops)
        if state["refresh"]:
            _refuse(page, (*summary.hops, Hop(url=state["refresh"])))
        self._demand_shown(page, summary.hops)
        return summary

    def _demand_shown(self, page: Page, hops: tuple[Hop, ...]) -> None:
        """Raise unless the document that the browser shows is one that a server sent for the page.

        One of the session history causes no request.
        """
        frame = self.tab.cdp("Page.getFrameTree")["frameTree"]["frame"]
        if frame["loaderId"] in {hop.navigation for hop in hops}:
            return
        shown = Hop(url=str(frame["url"]))
        if urlsplit(shown.url).scheme not in _WEB:
            raise PageFailedError(NO_PAGE.format(url=shown.url.partition(",")[0]))
        if not is_page(page, shown, hops):
            raise RedirectedError((*hops, shown))

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
                self.tab.cdp(f"Emulation.{command}", parameters)
                self._emulated[command] = parameters

    def _stabilise(self, world: IsolatedWorld, function: str = _STABILISE) -> dict[str, Any]:
        """Wait until the page is stable and return its state; collect the dialogs that it called."""
        state: dict[str, Any] = world.call(function)
        self.dialogs += state["dialogs"]
        return state

    def _await_files(self, traffic: PageTraffic) -> bool:
        """Wait for files and content that are on their way; return whether there were any.

        The page's weight must not vary with lazy images, nor its text with what scripts fetch.
        """
        deadline = time.monotonic() + _FILES_SECONDS
        traffic.read(self.tab.network_log())
        was_pending = traffic.is_pending
        while traffic.is_pending and time.monotonic() < deadline:
            time.sleep(_PAUSE)
            traffic.read(self.tab.network_log())
        return was_pending


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
    known = "net::ERR_" in error.message or any(sign in error.message for sign in NETWORK_ERRORS)
    return PageFailedError(_failure_message(error.message)) if known else error


def _failure_message(failure: str) -> Message:
    unknown = NOT_LOADED.format(failure=failure)
    return next((text for sign, text in NETWORK_ERRORS.items() if sign in failure), unknown)
