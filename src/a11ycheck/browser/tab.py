"""One page of a browser, in a browser context of its own.

A context has cookies, storage, caches and workers of its own, as a private window has; closing it ends all
of them, and the windows that its page has opened. A context is used for another page only after a page that
has left nothing behind.
"""

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.browser.devtools import Connection, result_of
from a11ycheck.browser.driver_errors import PageTimeoutError, SessionLostError, TabLostError
from a11ycheck.browser.visit_limits import VisitLimits
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message

__all__ = ["BLANK", "DENIED_PROXY", "WORLD_NAME", "EndlessNavigationError", "Tab", "bypass_list"]

BLANK = "about:blank"
WORLD_NAME = "a11ycheck"
"""The name of our isolated world in pages."""
DENIED_PROXY = "http://127.0.0.1:1"
"""A proxy for all hosts that may not be requested: nothing listens on port 1, so requests fail at once."""

CRASHED = Message("page-crashed", "the page crashed")
CLOSED_ITSELF = Message("closed-itself", "the page closed its window")
NEVER_STAYS = Message("never-stays", "navigates to one document after the other")
TOO_MANY_EVENTS = Message("too-many-events", "the page does not stop sending requests")

_KEYS: Mapping[str, Mapping[str, Any]] = {
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    " ": {"key": " ", "code": "Space", "windowsVirtualKeyCode": 32, "text": " "},
}
_CLOSE_SECONDS = 5.0
_MOST_NAVIGATIONS = 20
_MOST_EVENTS = 200_000  # a page with 1,000 requests causes about 5,000
# They belong to the page's own document, and end with it.
_OWN_TARGETS = frozenset({"browser", "iframe", "tab", "worker"})
# Web Storage and the name of the window are the page's alone, and so can be emptied.
_EMPTY = """(() => {
  localStorage.clear();
  sessionStorage.clear();
  window.name = "";
  return localStorage.length + sessionStorage.length + window.name.length;
})()"""

_Command = tuple[str, Mapping[str, Any]]


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
        process: int | None = None,
    ) -> None:
        """Open a blank page; SessionLostError if the browser is lost.

        Its context may request only `allowed_hosts`. `timeout` in seconds limits each command and load.
        `process` is the process that has started the browser.
        """
        self.allowed_hosts = allowed_hosts
        self._connection = connection
        self.timeout = timeout
        self.limits = VisitLimits(process)
        self._is_loading = False
        self._loaders: set[str] = set()  # of the documents that were committed
        self._network: list[dict[str, Any]] = []
        self._pending: set[str] = set()  # requests without an end
        self._foreign: dict[str, str] = {}  # windows and workers in our context: id and type
        # Events of windows of the last page can arrive before the first result.
        self._context = self._target = self._session = self.frame = ""
        self._context = self._call(
            "Target.createBrowserContext",
            disposeOnDetach=True,
            proxyServer=DENIED_PROXY,
            proxyBypassList=bypass_list(allowed_hosts),
        )["browserContextId"]
        created = self._call("Target.createTarget", url=BLANK, browserContextId=self._context)
        self._target = self.frame = str(created["targetId"])
        attached = self._call("Target.attachToTarget", targetId=self._target, flatten=True)
        self._session = str(attached["sessionId"])
        self._call("Browser.setDownloadBehavior", behavior="deny", browserContextId=self._context)
        self._run_all(
            ("Page.enable", {}),
            # Without it, a page without scripts gets no script of ours either.
            ("Runtime.enable", {}),
            ("Network.enable", {}),
            # A first visit has no service worker yet.
            ("Network.setBypassServiceWorker", {"bypass": True}),
            # Styles for `:focus` apply only in a window that has the focus, and only one can have it.
            ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
        )

    @property
    def disturbance(self) -> str:
        """Return what the page started that outlives it, and may have changed it; "" if nothing."""
        kinds = sorted(set(self._foreign.values()))
        return f"it started: {', '.join(kinds)}" if kinds else ""

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        """Send one command of the DevTools protocol to the page and return its result.

        PageTimeoutError if it takes more than `patience` time limits, TabLostError if the page crashes,
        SessionLostError if the browser ends.
        """
        wanted = self._connection.send(command, parameters, session=self._session)
        return self._await(wanted, self.timeout * patience)

    def navigate(self, url: str) -> None:
        """Load a URL and wait until it and what it navigates to by itself have loaded.

        BrowserError with Chromium's name of a network error; EndlessNavigationError if it never stays.
        """
        deadline = self.limits.deadline(self.timeout)
        self.limits.reset()
        self._is_loading = True
        answer = self.cdp("Page.navigate", {"url": url})
        if answer.get("errorText"):
            raise BrowserError(answer["errorText"])
        loader = answer.get("loaderId")  # none: another fragment of the same document
        before = len(self._loaders)
        while loader and (self._is_loading or loader not in self._loaders):
            self._note(self._receive(deadline))
            if len(self._loaders) - before > _MOST_NAVIGATIONS:
                raise EndlessNavigationError(NEVER_STAYS)

    def network_log(self) -> list[dict[str, Any]]:
        """Return and forget the network events since the last call, as {method, params}."""
        while self._connection.has_message():
            self._note(self._receive(self.limits.deadline(self.timeout)))
        events, self._network = self._network, []
        return events

    def press(self, key: str) -> None:
        """Press and release "Tab", "Enter" or the space bar (" ") as a keyboard does."""
        down = "keyDown" if "text" in _KEYS[key] else "rawKeyDown"
        for kind in (down, "keyUp"):
            self.cdp("Input.dispatchKeyEvent", {"type": kind, **_KEYS[key]})

    def click(self, x: float, y: float) -> None:
        """Click a point of the window, in CSS pixels, as a mouse does."""
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "button": "left", "clickCount": 1, "x": x, "y": y}
            self.cdp("Input.dispatchMouseEvent", event)

    def leave(self) -> bool:
        """Leave the page, and return whether the context can be used for another one.

        It can if the page has no frames, has set no cookie, stored nothing that needs a quota (databases,
        caches, workers), opened no window, started no worker that outlives it, and has no request on its
        way. Its scripts are stopped first, so that it cannot store anything while it is left; then Web
        Storage and the caches of the network and of images are emptied.
        """
        tree = self.cdp("Page.getFrameTree")["frameTree"]
        if self._foreign or self._pending or tree.get("childFrames"):
            return False
        origin = urlsplit(tree["frame"]["url"])
        self.cdp("Emulation.setScriptExecutionDisabled", {"value": True})
        world = {"frameId": self.frame, "worldName": WORLD_NAME}
        context = self.cdp("Page.createIsolatedWorld", world)["executionContextId"]
        left = self.cdp("Runtime.evaluate", {"expression": _EMPTY, "contextId": context})
        if left["result"].get("value") != 0:
            return False
        self.navigate(BLANK)
        cookies = self._call("Storage.getCookies", browserContextId=self._context)["cookies"]
        usage, *_ = self._run_all(
            ("Storage.getUsageAndQuota", {"origin": f"{origin.scheme}://{origin.netloc}"}),
            ("Network.clearBrowserCache", {}),
            ("Network.setCacheDisabled", {"cacheDisabled": True}),  # this empties the memory cache
            ("Network.setCacheDisabled", {"cacheDisabled": False}),
            ("Page.resetNavigationHistory", {}),
            ("Emulation.setScriptExecutionDisabled", {"value": False}),
        )
        return not (cookies or usage["usage"] or self._foreign)

    def close(self) -> None:
        """Close the page with its context; SessionLostError if the browser does not do that in time."""
        try:
            self._connection.call(
                "Target.disposeBrowserContext",
                {"browserContextId": self._context},
                seconds=_CLOSE_SECONDS,
            )
        except PageTimeoutError as error:
            raise SessionLostError(error.reason) from error

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command to the browser itself, and return its result."""
        return self._await(self._connection.send(method, parameters), self.timeout)

    def _run_all(self, *commands: _Command) -> list[dict[str, Any]]:
        """Send commands to the page at once, and return their results."""
        sent = [
            self._connection.send(method, parameters, session=self._session)
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
        """Take in an event of the page or of its context."""
        method, parameters = message.get("method", ""), message.get("params", {})
        if method.startswith("Target."):
            self._note_target(method, parameters)
        elif message.get("sessionId", "") != self._session:
            return
        elif method.startswith("Network."):
            self._note_request(method, parameters)
        elif method == "Page.javascriptDialogOpening":
            # Only `beforeunload` asks whether to leave; all others are dismissed.
            leaves = parameters.get("type") == "beforeunload"
            dialog = "Page.handleJavaScriptDialog"
            self._connection.send(dialog, {"accept": leaves}, session=self._session)
        elif parameters.get("frameId") == self.frame:
            if method in ("Page.frameStartedLoading", "Page.frameStoppedLoading"):
                self._is_loading = method == "Page.frameStartedLoading"
        elif method == "Page.frameNavigated" and parameters["frame"]["id"] == self.frame:
            self._loaders.add(parameters["frame"]["loaderId"])

    def _note_request(self, method: str, parameters: Mapping[str, Any]) -> None:
        self.limits.note(method, parameters)
        if method == "Network.dataReceived":
            return
        self._network.append({"method": method, "params": parameters})
        if len(self._network) > _MOST_EVENTS:
            raise BrowserError(TOO_MANY_EVENTS)
        if method == "Network.requestWillBeSent":
            self._pending.add(parameters["requestId"])
        elif method in ("Network.loadingFinished", "Network.loadingFailed"):
            self._pending.discard(parameters["requestId"])

    def _note_target(self, method: str, parameters: Mapping[str, Any]) -> None:
        """Note windows and workers that the page starts, close windows, and raise if the page is lost."""
        if not self._target:
            return
        info = parameters.get("targetInfo", {})
        target = str(info.get("targetId") or parameters.get("targetId"))
        match method:
            case "Target.targetCrashed" if target == self._target:
                raise TabLostError(CRASHED)
            case "Target.targetDestroyed" if target == self._target:
                raise TabLostError(CLOSED_ITSELF)
            case "Target.targetCreated" if (
                info.get("browserContextId") == self._context
                and target != self._target
                and info.get("type") not in _OWN_TARGETS
            ):
                self._foreign[target] = info["type"]
                if info["type"] == "page":
                    with contextlib.suppress(SessionLostError):
                        self._connection.send("Target.closeTarget", {"targetId": target})
