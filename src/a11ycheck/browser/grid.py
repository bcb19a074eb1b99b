"""Sessions of a Selenium Grid 4: how many there are, and how one is opened and closed.

It requests the status, new sessions of the WebDriver protocol, and `se:cdp`, the URL at which the DevTools
of a session are reached: https://www.selenium.dev/documentation/grid/.
"""

import json
import logging
import select
import time
from base64 import b64encode
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from a11ycheck.errors import BrowserError, UserError
from a11ycheck.model import Message, MessageTemplate

__all__ = ["Grid", "GridSession", "StartError", "grid_at"]

log = logging.getLogger(__name__)

UNREACHABLE = MessageTemplate("grid-unreachable", "The Grid at {url} cannot be reached: {reason}.")
NO_GRID = MessageTemplate("no-grid", "There is no Selenium Grid 4 at {url}: {reason}.")
FULL = MessageTemplate("grid-full", "The Grid at {url} had no free browser within {limit} s.")
NO_SESSION = MessageTemplate("grid-no-session", "The Grid at {url} started no browser: {error}")
STOPPED = Message("stopped", "the audit was stopped")

_BROWSER = "chrome"  # also for Chromium
_POLL_SECONDS = 0.2
_REQUEST_SECONDS = 20.0
_QUEUE_TIMEOUT = ("timed out", "timeout")


class StartError(BrowserError):
    """A node could not start the browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridSession:
    """An open session: its id, its capabilities, and the URL of its DevTools."""

    id: str
    capabilities: Mapping[str, Any]
    devtools_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A Grid by its URL, with the headers of all requests and the seconds to wait for a browser."""

    url: str
    timeout: float
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def browsers(self) -> int:
        """Return how many sessions the nodes that are up can have together; BrowserError if unreachable."""
        status = self._status()
        nodes = [node for node in status["nodes"] if node.get("availability") == "UP"]
        return sum(
            slot.get("stereotype", {}).get("browserName") == _BROWSER
            for node in nodes
            for slot in node.get("slots", ())
        )

    def _status(self) -> dict[str, Any]:
        status = self._request("GET", "/status").get("value")
        if not isinstance(status, dict) or "nodes" not in status:
            raise BrowserError(NO_GRID.format(url=self.url, reason="it answers in another form"))
        return status

    def open_session(self, options: Mapping[str, Any], stopped: Event) -> GridSession:
        """Return a new session with these Chromium options, as soon as a browser is free.

        BrowserError if none is free in time, or `stopped` is set while waiting.
        """
        wanted = {
            "browserName": _BROWSER,
            "goog:chromeOptions": dict(options),
            "unhandledPromptBehavior": "dismiss",
        }
        body = {"capabilities": {"alwaysMatch": wanted, "firstMatch": [{}]}}
        value = self._request("POST", "/session", body, stopped=stopped).get("value") or {}
        if "sessionId" not in value:
            raise self._start_error(str(value.get("message") or value.get("error")))
        session = GridSession(
            id=value["sessionId"],
            capabilities=value["capabilities"],
            devtools_url=self._devtools_url(value["capabilities"].get("se:cdp", "")),
        )
        if not session.devtools_url:
            self.close_session(session)
            reason = "its sessions have no DevTools (se:cdp)"
            raise BrowserError(NO_GRID.format(url=self.url, reason=reason))
        return session

    def has_session(self, session: GridSession) -> bool:
        """Return whether a session still exists on its node."""
        try:
            answer = self._request("GET", f"/session/{session.id}/timeouts")
        except BrowserError:
            return False
        value = answer.get("value")
        return isinstance(value, dict) and "error" not in value

    def close_session(self, session: GridSession) -> None:
        """End a session with its browser, if it still exists."""
        with suppress(BrowserError):
            self._request("DELETE", f"/session/{session.id}")

    def _start_error(self, text: str) -> BrowserError:
        first = text.partition("\n")[0].strip()
        if any(sign in first.lower() for sign in _QUEUE_TIMEOUT):
            return BrowserError(FULL.format(url=self.url, limit=f"{self.timeout:g}"))
        return StartError(NO_SESSION.format(url=self.url, error=first))

    def _devtools_url(self, url: str) -> str:
        """Return the URL of DevTools with the Grid's host as we know it, which nodes may not know."""
        if not url:
            return ""
        own = urlsplit(self.url)
        scheme = "wss" if own.scheme == "https" else "ws"
        path = urlsplit(url).path
        # Behind a sub-path, nodes may know only their own part of the path.
        prefix = "" if path.startswith(own.path) else own.path
        return urlunsplit((scheme, own.netloc, f"{prefix}{path}", "", ""))

    def _request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        stopped: Event | None = None,
    ) -> dict[str, Any]:
        """Return the answer; with `stopped`, wait for a free browser until it is set."""
        parts = urlsplit(self.url)
        headers = {"Content-Type": "application/json; charset=utf-8", **self.headers}
        data = json.dumps(body).encode() if body is not None else None
        try:
            with closing(_connection(parts)) as connection:
                connection.request(method, parts.path + path, data, headers)
                if stopped is not None:
                    self._await_browser(connection, stopped)
                response = connection.getresponse()
                content = response.read()
        except (OSError, HTTPException) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise BrowserError(UNREACHABLE.format(url=self.url, reason=reason)) from error
        try:
            answer = json.loads(content)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            reason = f"it answers {path} with {response.status} and no JSON"
            raise BrowserError(NO_GRID.format(url=self.url, reason=reason))
        return answer

    def _await_browser(self, connection: HTTPConnection, stopped: Event) -> None:
        """Wait for the answer; if it does not come, closing the connection ends the Grid's attempts."""
        deadline = time.monotonic() + self.timeout
        while not select.select([connection.sock], [], [], _POLL_SECONDS)[0]:
            if stopped.is_set():
                raise BrowserError(STOPPED)
            if time.monotonic() > deadline:
                raise BrowserError(FULL.format(url=self.url, limit=f"{self.timeout:g}"))


def _connection(parts: SplitResult) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=_REQUEST_SECONDS)


def grid_at(url: str, *, timeout: float) -> Grid:
    """Return the Grid at a URL, which may name user and password; UserError if it is no URL of a Grid."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
        message = f"--grid: {url!r} is not the URL of a Grid."
        raise UserError(message, "Write it with scheme and port: http://grid.example:4444")
    headers = {}
    if parts.username:
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers = {"Authorization": f"Basic {b64encode(user.encode()).decode()}"}
    netloc = parts.netloc.rpartition("@")[2]
    own = urlunsplit((parts.scheme, netloc, parts.path.rstrip("/"), "", ""))
    return Grid(url=own, timeout=timeout, headers=headers)
