"""One page of a browser, in a browser context of its own.

A context has cookies, storage, caches and workers of its own, as a private window has; closing it ends all
of them, and the windows that its page has opened. A context is used for another page only after a page that
has left nothing behind.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from a11ycheck.browser.devtools import Connection, result_of
from a11ycheck.browser.driver_errors import PageTimeoutError, SessionLostError
from a11ycheck.browser.forwarding import Forwarding
from a11ycheck.browser.key_events import key_events
from a11ycheck.browser.tab_events import TabEvents, attachment_of
from a11ycheck.browser.visit_limits import VisitLimits
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message

__all__ = [
    "BLANK",
    "DENIED_PROXY",
    "WORLD_NAME",
    "Command",
    "EndlessNavigationError",
    "Tab",
    "bypass_list",
]

BLANK = "about:blank"
WORLD_NAME = "a11ycheck"
"""The name of our isolated world in pages."""
DENIED_PROXY = "http://127.0.0.1:1"
"""A proxy for all hosts that may not be requested: nothing listens on port 1, so requests fail at once."""

NEVER_STAYS = Message("never-stays", "navigates to one document after the other")

_CLOSE_SECONDS = 5.0
_MOST_NAVIGATIONS = 20
Command = tuple[str, Mapping[str, Any]]


def bypass_list(allowed_hosts: Iterable[str]) -> str:
    """Return the hosts ("host" or "host:port") that bypass `DENIED_PROXY`, as Chromium reads it.

    The first rule takes away the exception that Chromium makes for loopback.
    """
    return ";".join(("<-loopback>", *allowed_hosts))


class EndlessNavigationError(BrowserError):
    """The page navigates again and again, before it has loaded."""


class Tab:
    """A page that is driven by DevTools, in a browser context of its own."""

    def __init__(
        self,
        connection: Connection,
        *,
        allowed_hosts: tuple[str, ...],
        timeout: float,
        forwarding: Forwarding | None = None,
        process: int | None = None,
    ) -> None:
        """Open a blank page; SessionLostError if the browser is lost.

        Its context may request only `allowed_hosts`; `forwarding` leads other requests to one of them.
        `timeout` in seconds limits each command and load. `process` has started the browser.
        """
        self.allowed_hosts = allowed_hosts
        self.forwarding = forwarding
        self._connection = connection
        self.timeout = timeout
        self.limits = VisitLimits(process)
        self._events = events = TabEvents(limits=self.limits, forwarding=forwarding)
        events.context = self._call(
            "Target.createBrowserContext",
            disposeOnDetach=True,
            proxyServer=DENIED_PROXY,
            proxyBypassList=bypass_list(allowed_hosts),
        )["browserContextId"]
        created = self._call("Target.createTarget", url=BLANK, browserContextId=events.context)
        events.target = str(created["targetId"])
        attached = self._call("Target.attachToTarget", targetId=events.target, flatten=True)
        events.session = str(attached["sessionId"])
        self._call("Target.setAutoAttach", **attachment_of("shared_worker"))
        self._call("Browser.setDownloadBehavior", behavior="deny", browserContextId=events.context)
        self.run_all(
            ("Page.enable", {}),
            # Without it, a page without scripts gets no script of ours either.
            ("Runtime.enable", {}),
            ("Network.enable", {}),
            ("Target.setAutoAttach", attachment_of("worker")),
            # A first visit has no service worker yet.
            ("Network.setBypassServiceWorker", {"bypass": True}),
            # Styles for `:focus` apply only in a window that has the focus, and only one can have it.
            ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
        )
        if forwarding is not None:
            self.cdp("Fetch.enable", forwarding.interception)

    @property
    def frame(self) -> str:
        """Return the id of the main frame."""
        return self._events.target

    @property
    def is_busy(self) -> bool:
        """Return whether the page has requests on its way, or started windows or workers."""
        return bool(self._events.foreign or self._events.pending)

    @property
    def has_workers(self) -> bool:
        """Return whether workers of the page run."""
        return bool(self._events.workers)

    @property
    def refresh(self) -> float | None:
        """Return the delay in seconds of the first `meta` refresh since `navigate`, None without one."""
        return self._events.refresh

    @property
    def disturbance(self) -> str:
        """Return what the page started that outlives it, and may have changed it; "" if nothing."""
        kinds = sorted(set(self._events.foreign.values()))
        return f"it started: {', '.join(kinds)}" if kinds else ""

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        """Send one command of the DevTools protocol to the page and return its result.

        PageTimeoutError if it takes more than `patience` time limits, TabLostError if the page crashes,
        SessionLostError if the browser ends.
        """
        wanted = self._connection.send(command, parameters, session=self._events.session)
        return self._await(wanted, self.timeout * patience)

    def run_all(self, *commands: Command) -> list[dict[str, Any]]:
        """Send commands to the page at once, and return their results; it runs them in this order."""
        sent = [
            self._connection.send(method, parameters, session=self._events.session)
            for method, parameters in commands
        ]
        deadline = self.limits.deadline(self.timeout)
        results: dict[int, dict[str, Any]] = {}
        while len(results) < len(sent):
            message = self._receive(deadline)
            if message.get("id") in sent:
                results[message["id"]] = result_of(message)
            else:
                self._note(message)
        return [results[number] for number in sent]

    def navigate(self, url: str) -> None:
        """Load a URL and wait until it and what it navigates to by itself have loaded.

        BrowserError with Chromium's name of a network error; EndlessNavigationError if it never stays.
        """
        deadline = self.limits.deadline(self.timeout)
        self.limits.reset()
        self._events.is_loading = True
        self._events.refresh = None
        answer = self.cdp("Page.navigate", {"url": url})
        if answer.get("errorText"):
            raise BrowserError(answer["errorText"])
        loader = answer.get("loaderId")  # none: another fragment of the same document
        before = len(self._events.loaders)
        while loader and (self._events.is_loading or loader not in self._events.loaders):
            self._note(self._receive(deadline))
            if len(self._events.loaders) - before > _MOST_NAVIGATIONS:
                raise EndlessNavigationError(NEVER_STAYS)

    def has_cookies(self) -> bool:
        """Return whether the context has cookies."""
        return bool(
            self._call("Storage.getCookies", browserContextId=self._events.context)["cookies"]
        )

    def network_log(self, *, patience: float = 0.0) -> list[dict[str, Any]]:
        """Return and forget the network events since the last call, as {method, params}.

        If nothing has arrived, wait for the next event, at most `patience` seconds.
        """
        if patience > 0 and not self._events.network:
            with suppress(PageTimeoutError):
                self._note(self._receive(self.limits.deadline(patience)))
        while self._connection.has_message():
            self._note(self._receive(self.limits.deadline(self.timeout)))
        return self._events.take_network()

    def press(self, *keys: str) -> None:
        """Press and release keys one after the other, as a keyboard does; see `key_events` for names."""
        events = (event for key in keys for event in key_events(key))
        self.run_all(*(("Input.dispatchKeyEvent", event) for event in events))

    def image(self, clip: Mapping[str, float] | None = None, *, is_whole_page: bool = False) -> str:
        """Return a PNG image, in Base64, of the window, of a part of the page, or of the whole page."""
        parameters: dict[str, Any] = {
            "format": "png",
            "optimizeForSpeed": True,
            "captureBeyondViewport": is_whole_page,
        }
        if clip is not None:
            parameters["clip"] = clip
        return str(self.cdp("Page.captureScreenshot", parameters)["data"])

    def click(self, x: float, y: float) -> None:
        """Click a point of the window, in CSS pixels, as a mouse does."""
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "button": "left", "clickCount": 1, "x": x, "y": y}
            self.cdp("Input.dispatchMouseEvent", event)

    def close(self) -> None:
        """Close the page with its context; SessionLostError if the browser does not do that in time."""
        try:
            self._connection.call(
                "Target.disposeBrowserContext",
                {"browserContextId": self._events.context},
                seconds=_CLOSE_SECONDS,
            )
        except PageTimeoutError as error:
            raise SessionLostError(error.reason) from error

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command to the browser itself, and return its result."""
        return self._await(self._connection.send(method, parameters), self.timeout)

    def _await(self, wanted: int, seconds: float) -> dict[str, Any]:
        deadline = self.limits.deadline(seconds)
        while True:
            message = self._receive(deadline)
            if message.get("id") == wanted:
                return result_of(message)
            self._note(message)

    def _receive(self, deadline: float) -> Mapping[str, Any]:
        """Return the next message; PageTimeoutError after the deadline, BrowserError beyond a limit."""
        while (look := self.limits.next_look()) < deadline:
            try:
                return self._connection.receive(look)
            except PageTimeoutError:
                continue
        return self._connection.receive(deadline)

    def _note(self, message: Mapping[str, Any]) -> None:
        """Take in an event of the page or of its context, and react to it."""
        reaction = self._events.note(message)
        while reaction:
            self._connection.send(reaction.method, reaction.parameters, session=reaction.session)
            reaction = reaction.then
