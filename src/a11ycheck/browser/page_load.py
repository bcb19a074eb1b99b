"""Load a page into a browser, and make sure that it is the page that was requested."""

import time
from http.client import responses
from typing import Any, NoReturn
from urllib.parse import urldefrag, urlsplit

from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.network import PageTraffic, Traffic, host_of
from a11ycheck.browser.tab import Tab
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, Page, Viewport, plain_message

__all__ = ["EndlessReloadError", "PageFailedError", "PageLoader", "RedirectedError"]

EMPTY_DOCUMENT = Message("empty-document", "a script removes the whole document")
BAD_STATUS = MessageTemplate("bad-status", "the server responded with {status}")
OTHER_HOST = MessageTemplate(
    "other-host", "redirects to another host ({host}), which is not audited"
)
REDIRECTS = MessageTemplate("redirects", "redirects to {url}")
NO_PAGE = MessageTemplate("no-page", "navigates to {url}, which is not a page")
RELOADS = Message("reloads", "reloads itself endlessly")
NOT_LOADED = MessageTemplate("not-loaded", "the browser could not load it ({failure})")
_BLOCKED_HOST = Message("blocked-host", "redirects to a host that is not audited")
NETWORK_ERRORS = {
    "ERR_CONNECTION_REFUSED": Message("connection-refused", "the connection was refused"),
    "ERR_NAME_NOT_RESOLVED": Message("unknown-host", "its host name cannot be resolved"),
    "ERR_PROXY_CONNECTION_FAILED": _BLOCKED_HOST,
    "ERR_TUNNEL_CONNECTION_FAILED": _BLOCKED_HOST,
    "ERR_CONNECTION_RESET": Message("connection-reset", "the connection was reset"),
    "ERR_EMPTY_RESPONSE": Message("empty-response", "the server sent an empty response"),
    "ERR_TOO_MANY_REDIRECTS": Message("too-many-redirects", "redirects endlessly"),
    "ERR_CERT": Message("bad-certificate", "its certificate is not valid"),
    "ERR_ABORTED": Message("download", "is a download, not a page"),
}

_ERROR_STATUS = 400
_WITHOUT_CONTENT = (204, 205)
_FILES_SECONDS = 3.0
_PAUSE = 0.02


class PageFailedError(BrowserError):
    """The page could not be audited, though the browser works; the message is the reason."""


class EndlessReloadError(PageFailedError):
    """The page reloads itself endlessly, and would go on while the next page is loaded."""


class RedirectedError(PageFailedError):
    """The page redirects to another URL, kept in `url`."""

    def __init__(self, url: str) -> None:
        """Take the URL, so that the caller can find out whether it is audited anyway."""
        super().__init__(REDIRECTS.format(url=url))
        self.url = url


class PageLoader:
    """Loads pages in one tab, and shows them in viewports and colour schemes.

    `dialogs` collects the kinds of the dialogs that pages have called.
    """

    def __init__(self, tab: Tab) -> None:
        """Take a tab that was prepared for a plan."""
        self.tab = tab
        self.dialogs: list[str] = []
        self._emulated: dict[str, dict[str, Any]] = {}

    def load(
        self, page: Page, viewport: Viewport, colour_scheme: str
    ) -> tuple[IsolatedWorld, Traffic]:
        """Load a page and return its world and its traffic; PageFailedError if it is not the page."""
        self._emulate(viewport, colour_scheme)
        self.tab.network_log()
        traffic = PageTraffic(page.url, self.tab.allowed_hosts)
        try:
            self.tab.navigate(page.url)
        except BrowserError as error:
            failure = _load_error(error)
            if isinstance(failure, PageFailedError):
                _demand_page(page, self._finish(traffic), url=page.url, refresh="")
            raise failure from error
        try:
            world = IsolatedWorld(self.tab)
            state = self._stabilise(world)
        except PageLeftError:
            # It navigated at once; what is shown now is stable, or never will be.
            world = IsolatedWorld(self.tab)
            state = self._stabilise(world)
        self._await_files(traffic)
        summary = traffic.summary(state["blocking"])
        _demand_page(page, summary, url=state["url"], refresh=state["refresh"])
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
        traffic = self._finish(PageTraffic(page.url, self.tab.allowed_hosts))
        if goal := traffic.goal or traffic.url:
            _refuse(page, goal)

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

    def _stabilise(self, world: IsolatedWorld) -> dict[str, Any]:
        """Wait until the page is stable and return its state; collect the dialogs that it called."""
        state: dict[str, Any] = world.call("() => a11ycheck.stabilise()")
        self.dialogs += state["dialogs"]
        return state

    def _await_files(self, traffic: PageTraffic) -> None:
        """Wait for files that are on their way, such as lazy images: the page's weight must not vary."""
        deadline = time.monotonic() + _FILES_SECONDS
        traffic.read(self.tab.network_log())
        while traffic.is_pending and time.monotonic() < deadline:
            time.sleep(_PAUSE)
            traffic.read(self.tab.network_log())

    def _finish(self, traffic: PageTraffic) -> Traffic:
        traffic.read(self.tab.network_log())
        return traffic.summary()


def _demand_page(page: Page, traffic: Traffic, *, url: str, refresh: str) -> None:
    """Raise unless the browser shows the page that was requested, answered without an error.

    `url` is what the browser shows, `refresh` the URL to which a `meta` refresh would lead at once.
    Another URL alone is no redirect: a script may change the URL of the page that it runs on.
    """
    if traffic.status >= _ERROR_STATUS or traffic.status in _WITHOUT_CONTENT:
        status = f"{traffic.status} {responses.get(traffic.status, '')}".strip()
        raise PageFailedError(BAD_STATUS.format(status=plain_message(status)))
    _demand_host(page, traffic.url)
    if traffic.failure and not traffic.goal:
        raise PageFailedError(_failure_message(traffic.failure))
    if refresh:
        _refuse(page, refresh)
    if traffic.goal and not _is_same(page, traffic.goal):
        _refuse(page, traffic.goal)
    if urlsplit(url).scheme != urlsplit(page.url).scheme:
        raise PageFailedError(NO_PAGE.format(url=url.partition(",")[0]))


def _refuse(page: Page, goal: str) -> NoReturn:
    """Raise the error of a page that sends the browser to the URL `goal`."""
    _demand_host(page, goal)
    if not _is_same(page, goal):
        raise RedirectedError(urldefrag(goal).url)
    raise EndlessReloadError(RELOADS)


def _demand_host(page: Page, url: str) -> None:
    if urlsplit(url).netloc and host_of(url) != host_of(page.url):
        raise PageFailedError(OTHER_HOST.format(host=host_of(url)))


def _is_same(page: Page, url: str) -> bool:
    return urldefrag(url).url == urldefrag(page.url).url


def _load_error(error: BrowserError) -> BrowserError:
    """Return the error to raise: the page's own failure in words, the browser's unchanged."""
    known = any(sign in error.message for sign in NETWORK_ERRORS)
    return PageFailedError(_failure_message(error.message)) if known else error


def _failure_message(failure: str) -> Message:
    unknown = NOT_LOADED.format(failure=failure)
    return next((text for sign, text in NETWORK_ERRORS.items() if sign in failure), unknown)
