"""Load a page into a browser, and show it in viewports and colour schemes."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.browser.awaited_element import await_element
from a11ycheck.browser.delays import find_delay
from a11ycheck.browser.driver_errors import PageTimeoutError
from a11ycheck.browser.emulated_window import EmulatedWindow
from a11ycheck.browser.hops import Hop, is_page
from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.load_ends import LoadEnds
from a11ycheck.browser.network import PageTraffic, Traffic
from a11ycheck.browser.page_actions import ActionFailedError, act_on_page
from a11ycheck.browser.requested_page import (
    NO_HTML,
    PageFailedError,
    RedirectedError,
    demand_page,
    demand_rest,
    load_error,
    refuse,
)
from a11ycheck.browser.tab import EndlessNavigationError, Tab
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, Page, Variant, Viewport

__all__ = ["LoadedPage", "PageLoader"]

EMPTY_DOCUMENT = Message("empty-document", "a script removes the whole document")
NO_PAGE = MessageTemplate("no-page", "navigates to {url}, which is not a page")
LEFT_BY_ACTION = MessageTemplate(
    "left-by-action", "the actions of its state lead to {url}; give the state to that page instead"
)

_WEB = ("http", "https")
_FILES_SECONDS = 3.0
_WORKER_SECONDS = 0.25
_IGNORE_INPUT = "Input.setIgnoreInputEvents"
_STABILISE = "() => a11ycheck.stabilise()"
_STABILISE_AGAIN = "(haveScrollBarsCome) => a11ycheck.stabiliseAgain(haveScrollBarsCome)"
_AWAIT_CONTENT = "() => a11ycheck.awaitContent()"
# What an action started, such as a menu that opens after a moment.
_AWAIT_REACTION = "() => new Promise((resolve) => { setTimeout(resolve, 300); })"


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
        self._window = EmulatedWindow(tab)
        self._traffic: PageTraffic | None = None

    def load_first(
        self, page: Page, variants: Sequence[Variant], ends: LoadEnds
    ) -> tuple[Variant, LoadedPage]:
        """Load a page in the first variant, a state in the first whose viewport shows its elements."""
        first, *others = variants
        try:
            return first, self.load(page, first.viewport, first.colour_scheme, ends)
        except ActionFailedError:
            for variant in others:
                if variant.viewport != first.viewport:
                    with suppress(ActionFailedError):
                        loaded = self.load(page, variant.viewport, variant.colour_scheme, ends)
                        return variant, loaded
            raise

    def load(
        self, page: Page, viewport: Viewport, colour_scheme: str, ends: LoadEnds
    ) -> LoadedPage:
        """Load a page and wait until it is stable; PageFailedError if it is not the page.

        `ends` are those of the loads of this page.
        """
        self._window.show(viewport, colour_scheme)
        self.tab.network_log()
        traffic = self._traffic = PageTraffic(page.url, self.tab.allowed_hosts)
        # The pointer of a new tab is at its upper left corner: what lies there would be hovered over.
        self.tab.cdp(_IGNORE_INPUT, {"ignore": True})
        self._navigate(page, traffic)
        try:
            world = IsolatedWorld(self.tab)
            state = self._stabilise(world)
        except PageLeftError:
            # It navigated at once; what is shown now is stable, or never will be.
            world = IsolatedWorld(self.tab)
            state = self._stabilise(world)
        self.tab.cdp(_IGNORE_INPUT, {"ignore": False})
        is_as_before = ends.await_end(viewport, colour_scheme, self.tab, traffic, world)
        if is_as_before:
            state = self._stabilise(world)
        was_pending = not is_as_before and self._await_files(traffic)
        summary = self._summarise(page, traffic, state)
        missing = self._wait_for and await_element(world, self._wait_for, self._timeout)
        if missing:
            raise PageFailedError(missing)
        is_awaited = was_pending or self._wait_for or state["active"]
        if is_awaited and not is_as_before:
            state = self._stabilise(world, _AWAIT_CONTENT)
            self._await_files(traffic)
            summary = self._summarise(page, traffic, state)
        if (is_awaited or self.tab.has_workers) and not (is_as_before or page.actions):
            ends.add(viewport, colour_scheme, traffic, world)
        if page.actions:
            world, state = self._act(page, traffic)
            summary = traffic.summary(state["blocking"], state["host"])
        if state["empty"]:
            raise PageFailedError(EMPTY_DOCUMENT)
        return LoadedPage(world=world, traffic=summary, state=state)

    def _navigate(self, page: Page, traffic: PageTraffic) -> None:
        """Load a page; PageFailedError if it cannot be loaded, or is another one."""
        try:
            self.tab.navigate(page.url)
        except PageTimeoutError as error:
            events = self.tab.network_log()
            traffic.read(events)
            demand_rest(page, traffic.hops)
            raise PageFailedError(find_delay(self.tab, page.url, events)) from error
        except EndlessNavigationError:
            traffic.read(self.tab.network_log())
            demand_rest(page, traffic.hops)
            raise
        except BrowserError as error:
            failure = load_error(error)
            if isinstance(failure, PageFailedError):
                traffic.read(self.tab.network_log())
                demand_page(page, traffic.hops)
            raise failure from error

    def _act(self, page: Page, traffic: PageTraffic) -> tuple[IsolatedWorld, dict[str, Any]]:
        """Bring about the state of a page; return our world in it, and what it shows once stable."""
        act_on_page(self.tab, page, self._timeout)
        self._await_files(traffic)
        world = IsolatedWorld(self.tab)
        try:
            world.call(_AWAIT_REACTION)
            state = self._stabilise(world, _AWAIT_CONTENT)
        except PageLeftError:  # the last action led to another document
            world = IsolatedWorld(self.tab)
            state = self._stabilise(world, _AWAIT_CONTENT)
        self._await_files(traffic)
        traffic.read(self.tab.network_log())
        shown = Hop(url=str(state["url"]).partition("?")[0])
        if not is_page(replace(page, url=page.url.partition("?")[0]), shown):
            url = urlsplit(shown.url).path if page.file else shown.url
            raise PageFailedError(LEFT_BY_ACTION.format(url=url))
        return world, state

    def show(self, world: IsolatedWorld, viewport: Viewport, colour_scheme: str) -> dict[str, Any]:
        """Show the loaded page in another viewport and colour scheme; return its state once stable."""
        have_scroll_bars_come = self._window.show(viewport, colour_scheme)
        return self._stabilise(world, _STABILISE_AGAIN, have_scroll_bars_come)

    def demand_page(self, page: Page, *, patience: float = 0.0) -> None:
        """Raise PageFailedError if the page has navigated or been redirected since it was loaded.

        Of a document that is gone, the request for the next one may yet be reported:
        `patience` is in seconds.
        """
        if (traffic := self._traffic) is None:
            return
        before = len(traffic.hops)
        end = time.monotonic() + patience
        traffic.read(self.tab.network_log())
        while len(traffic.hops) == before and (rest := end - time.monotonic()) > 0:
            traffic.read(self.tab.network_log(patience=rest))
        if len(traffic.hops) > before:
            refuse(page, traffic.hops)

    def _summarise(self, page: Page, traffic: PageTraffic, state: Mapping[str, Any]) -> Traffic:
        """Return the traffic until now; PageFailedError if the browser does not show the page."""
        summary = traffic.summary(state["blocking"], state["host"])
        demand_page(page, summary.hops)
        if state["type"]:
            raise PageFailedError(NO_HTML.format(type=state["type"]))
        if state["refresh"]:
            refuse(page, (*summary.hops, Hop(url=state["refresh"])))
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

    def _stabilise(
        self, world: IsolatedWorld, function: str = _STABILISE, *arguments: Any
    ) -> dict[str, Any]:
        """Wait until the page is stable and return its state; collect the dialogs that it called."""
        state: dict[str, Any] = world.call(function, *arguments)
        self.dialogs += state["dialogs"]
        return state

    def _await_files(self, traffic: PageTraffic) -> bool:
        """Wait for files and content that are on their way; return whether there were any.

        The page's weight must not vary with lazy images, nor its text with what scripts fetch.
        """
        deadline = time.monotonic() + _FILES_SECONDS
        traffic.read(self.tab.network_log())
        was_pending = traffic.is_pending
        while traffic.is_pending and (rest := deadline - time.monotonic()) > 0:
            traffic.read(self.tab.network_log(patience=rest))
        while self.tab.has_workers and time.monotonic() < deadline:
            # A worker runs what has arrived, and requests more.
            if not (events := self.tab.network_log(patience=_WORKER_SECONDS)):
                break
            traffic.read(events)
        return was_pending
