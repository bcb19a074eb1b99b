"""Start browsers on the nodes of a Selenium Grid, with the same flags as on this machine."""

import logging
import time
from collections.abc import Mapping
from threading import Event
from typing import Any

from a11ycheck.browser.devtools import Connection
from a11ycheck.browser.driver_errors import PageTimeoutError, SessionLostError
from a11ycheck.browser.forwarding import Forwarding
from a11ycheck.browser.grid import Grid, GridSession, StartError
from a11ycheck.browser.session import CLOSED, browser_flags
from a11ycheck.browser.tab import Tab
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message
from a11ycheck.web.advertised import Advertised

__all__ = ["GridLauncher", "GridStart", "RemoteSession"]

log = logging.getLogger(__name__)

NODE_LOST = Message("node-lost", "its node of the Grid was lost")

_SILENT_SECONDS = 3.0
_NO_SANDBOX = "a node does not allow it"


class _GridConnection(Connection):
    """The DevTools of a browser on a node.

    The Grid does not always close the connection if the node is lost, so it is asked while nothing arrives.
    """

    def __init__(self, grid: Grid, opened: GridSession, *, timeout: float) -> None:
        super().__init__(opened.devtools_url, timeout=timeout, headers=grid.headers)
        self._grid = grid
        self._opened = opened

    def receive(self, deadline: float) -> Mapping[str, Any]:
        while True:
            try:
                return super().receive(min(deadline, time.monotonic() + _SILENT_SECONDS))
            except PageTimeoutError:
                if not self._grid.has_session(self._opened):
                    raise SessionLostError(NODE_LOST) from None
                if time.monotonic() >= deadline:
                    raise


class RemoteSession:
    """A running Chromium on a node of a Grid."""

    def __init__(self, grid: Grid, opened: GridSession, *, timeout: float) -> None:
        """Connect to the browser of a session; SessionLostError, and the session is ended, if that fails.

        `timeout` in seconds limits that, and each command to a tab.
        """
        self._grid = grid
        self._opened = opened
        self._timeout = timeout
        self._devtools: Connection | None = None
        try:
            self._devtools = _GridConnection(grid, opened, timeout=timeout)
            self._devtools.call(
                "Target.setDiscoverTargets", {"discover": True, "filter": [{}]}, seconds=timeout
            )
        except BaseException:
            self.close()
            raise

    @property
    def version(self) -> str:
        """Return the browser's name and version, such as "chrome 156.0.8078.79"."""
        capabilities = self._opened.capabilities
        return f"{capabilities['browserName']} {capabilities['browserVersion']}"

    def open_tab(
        self,
        allowed_hosts: tuple[str, ...],
        timeout: float | None = None,
        forwarding: Forwarding | None = None,
    ) -> Tab:
        """Return a new tab that may request only these hosts, each "host" or "host:port".

        `timeout` in seconds replaces that of the session. Some requests can be forwarded to such a host.
        """
        if self._devtools is None:
            raise SessionLostError(CLOSED)
        return Tab(
            self._devtools,
            allowed_hosts=allowed_hosts,
            timeout=timeout or self._timeout,
            forwarding=forwarding,
        )

    def close(self) -> None:
        """End the session with its browser; safe to call twice, and from another thread."""
        devtools, self._devtools = self._devtools, None
        if devtools is not None:
            devtools.close()
        self._grid.close_session(self._opened)


class GridLauncher:
    """Starts browsers on a Grid, all in the same way."""

    def __init__(
        self, grid: Grid, advertised: Advertised, *, timeout: float, sandbox: str = "auto"
    ) -> None:
        """Take the Grid, where it finds this machine, the time limit in seconds, and a sandbox mode."""
        self._grid = grid
        self._advertised = advertised
        self._timeout = timeout
        self._mode = sandbox
        self.sandbox_off = "" if sandbox != "never" else "it was switched off"

    def browsers(self, jobs: int) -> int:
        """Return how many browsers to use: `jobs`, or (0) as many as the Grid has now, at least one.

        More than it has wait for free ones, or for nodes that are started as they are needed.
        """
        if jobs:
            return jobs
        try:
            return max(self._grid.browsers(), 1)
        except BrowserError as error:  # the first browser that is started reports it
            log.debug("The Grid has no status.", exc_info=error)
            return 1

    def start(self) -> RemoteSession:
        """Return a running browser; BrowserError if none starts."""
        return self.begin().run()

    def begin(self) -> "GridStart":
        """Return the start of a browser, which another thread can cancel."""
        return GridStart(self)

    def open(self, cancelled: Event) -> RemoteSession:
        """Return a running browser; BrowserError if none starts, or `cancelled` is set before."""
        try:
            opened = self._grid.open_session(self._options(sandbox=not self.sandbox_off), cancelled)
        except StartError:
            if self._mode != "auto" or self.sandbox_off:
                raise
            # The images of Selenium run Chromium in a container that refuses the sandbox.
            opened = self._grid.open_session(self._options(sandbox=False), cancelled)
            if not self.sandbox_off:
                self.sandbox_off = _NO_SANDBOX
                log.warning("Chromium runs without its sandbox: %s.", self.sandbox_off)
        return RemoteSession(self._grid, opened, timeout=self._timeout)

    def _options(self, *, sandbox: bool) -> dict[str, list[str]]:
        resolver = f"--host-resolver-rules={self._advertised.resolver_rule}"
        return {"args": [*browser_flags(sandbox=sandbox), resolver]}


class GridStart:
    """The start of one browser: a node that dies meanwhile costs another attempt."""

    def __init__(self, launcher: GridLauncher) -> None:
        """Take what starts browsers."""
        self._launcher = launcher
        self._cancelled = Event()

    def run(self) -> RemoteSession:
        """Return a running browser; BrowserError if none starts, or the start is cancelled."""
        try:
            return self._launcher.open(self._cancelled)
        except SessionLostError as error:
            log.debug("The Grid lost a browser that has just started.", exc_info=error)
            return self._launcher.open(self._cancelled)

    def cancel(self) -> None:
        """Wait for no browser any more; called by another thread."""
        self._cancelled.set()
