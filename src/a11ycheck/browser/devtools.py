"""A connection to a browser by the DevTools protocol: commands, their results, and events.

One WebSocket leads to the browser; commands to a page carry the id of a session that was attached to it
("flat" sessions: https://chromedevtools.github.io/devtools-protocol/). Commands to a page pass neither the
driver nor a second connection.
"""

import contextlib
import json
import select
import time
from collections.abc import Mapping
from typing import Any

import msgspec
import websocket

from a11ycheck.browser.driver_errors import (
    BROWSER_ENDED,
    NO_RESPONSE,
    PageTimeoutError,
    SessionLostError,
)
from a11ycheck.errors import BrowserError

__all__ = ["Connection", "result_of"]

# A result, {id, result} or {id, error}, or an event, {method, params, sessionId}.
_Message = Mapping[str, Any]


class Connection:
    """Sends commands to a browser and its pages, and receives results and events.

    It is used by one thread at a time; another thread may only close it.
    """

    def __init__(
        self, url: str, *, timeout: float, headers: Mapping[str, str] | None = None
    ) -> None:
        """Connect to the browser at a ws: or wss: URL; SessionLostError if that fails.

        `timeout` in seconds limits the connecting, `headers` are sent with it. The proxy of the environment
        is for pages, and not used.
        """
        self._next_id = 0
        try:
            self._socket = websocket.create_connection(
                url,
                timeout=timeout,
                suppress_origin=True,
                skip_utf8_validation=True,
                enable_multithread=False,
                http_no_proxy=["*"],
                header=dict(headers or {}),
            )
        except (OSError, websocket.WebSocketException) as error:
            raise SessionLostError(BROWSER_ENDED) from error

    def send(
        self, method: str, parameters: Mapping[str, Any] | None = None, *, session: str = ""
    ) -> int:
        """Send a command to the browser, or to the page of a session, and return the id of its result."""
        self._next_id += 1
        command = {"id": self._next_id, "method": method, "params": dict(parameters or {})}
        if session:
            command["sessionId"] = session
        try:
            self._socket.send(json.dumps(command))
        except (OSError, websocket.WebSocketException) as error:
            raise SessionLostError(BROWSER_ENDED) from error
        return self._next_id

    def receive(self, deadline: float) -> _Message:
        """Return the next message; PageTimeoutError if none comes before the monotonic time `deadline`.

        SessionLostError if the browser has ended.
        """
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            raise PageTimeoutError(NO_RESPONSE)
        try:
            self._socket.settimeout(seconds)
            text = self._socket.recv()
        except (websocket.WebSocketTimeoutException, TimeoutError) as error:
            raise PageTimeoutError(NO_RESPONSE) from error
        except (OSError, ValueError, AttributeError, websocket.WebSocketException) as error:
            # AttributeError: another thread has just closed the connection.
            raise SessionLostError(BROWSER_ENDED) from error
        if not text:
            raise SessionLostError(BROWSER_ENDED)
        return _decoded(text)

    def has_message(self) -> bool:
        """Return whether a message has arrived that was not received yet."""
        socket = self._socket.sock
        if socket is None:
            return False
        pending = getattr(socket, "pending", None)  # of a TLS connection
        return bool(pending and pending()) or bool(select.select([socket], [], [], 0)[0])

    def call(
        self, method: str, parameters: Mapping[str, Any] | None = None, *, seconds: float
    ) -> dict[str, Any]:
        """Send a command to the browser itself and return its result; events meanwhile are dropped."""
        wanted = self.send(method, parameters)
        deadline = time.monotonic() + seconds
        while True:
            message = self.receive(deadline)
            if message.get("id") == wanted:
                return result_of(message)

    def close(self) -> None:
        """Close the connection at once."""
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self._socket.shutdown()  # type: ignore[no-untyped-call]


def _decoded(text: str | bytes) -> _Message:
    """Return a message; most of them are long, and `json` takes twice the time of `msgspec`."""
    try:
        message: _Message = msgspec.json.decode(text)
    except msgspec.DecodeError:  # half of a character, which a page can have in its texts
        message = json.loads(text)
    return message


def result_of(message: _Message) -> dict[str, Any]:
    """Return the result in a message; BrowserError with code and text of an error."""
    if "error" in message:
        error = message["error"]
        raise BrowserError(f"{error.get('message', '')} ({error.get('code', '')})")
    return dict(message.get("result", {}))
