"""States of responses: of two with equal states, the status and the bytes in each coding are equal."""

import time
from http import HTTPStatus
from threading import Lock
from typing import Final

from a11ycheck.web.bodies import Bodies
from a11ycheck.web.site_paths import Found, NotFound, Redirect

__all__ = [
    "CHANGED",
    "SentStates",
    "error_status",
    "redirect_state",
    "response_state",
    "state_on_disk",
]

CHANGED: Final = "changed while it was sent"
"""The state of a response whose file changed while it was sent."""


class SentStates:
    """The states of all responses, each with the time at which it was last sent; thread-safe."""

    def __init__(self) -> None:
        """Start without any response."""
        self._times: dict[str, dict[str, float]] = {}
        self._lock = Lock()

    def add(self, target: str, state: str) -> None:
        """Note that a response is being sent."""
        with self._lock:
            self._times.setdefault(target, {})[state] = time.monotonic()

    def states(self, target: str, since: float) -> frozenset[str]:
        """Return the states of the responses to a path and query since a time (`time.monotonic`)."""
        with self._lock:
            times = self._times.get(target, {})
            return frozenset(state for state, sent in times.items() if sent >= since)


def state_on_disk(found: Found | Redirect | NotFound, bodies: Bodies) -> str:
    """Return the state of the response to a request that finds this, with the files as they are now."""
    match found:
        case Redirect(location):
            return redirect_state(location)
        case Found(file):
            status = HTTPStatus.OK
        case NotFound(file):
            status = HTTPStatus.NOT_FOUND
    try:
        return response_state(status, bodies.state(file) if file else "")
    except OSError as error:
        return response_state(error_status(error), "")


def response_state(status: HTTPStatus, body: str) -> str:
    """Return the state of a response with the state of its body, "" for a page that we generate."""
    return f"{status.value} {body}".rstrip()


def redirect_state(location: str) -> str:
    """Return the state of a redirect."""
    return response_state(HTTPStatus.MOVED_PERMANENTLY, location)


def error_status(error: OSError) -> HTTPStatus:
    """Return the status of a file that cannot be read: it may have disappeared after it was found."""
    is_forbidden = isinstance(error, PermissionError)
    return HTTPStatus.FORBIDDEN if is_forbidden else HTTPStatus.NOT_FOUND
