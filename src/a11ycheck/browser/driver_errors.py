"""What Selenium, the driver and their connection raise, told as the few errors that a visit knows."""

import contextlib
import logging
from typing import Any

from selenium.common.exceptions import (
    NoSuchDriverException,
    SessionNotCreatedException,
    TimeoutException,
    WebDriverException,
)
from urllib3.exceptions import HTTPError, ReadTimeoutError

from a11ycheck.browser.binaries import INSTALL_HINT
from a11ycheck.errors import BrowserError

__all__ = ["PageTimeoutError", "SessionLostError", "start_error", "translated"]

log = logging.getLogger(__name__)


class SessionLostError(BrowserError):
    """The browser died or stopped answering; another one is needed."""


class PageTimeoutError(SessionLostError):
    """The page did not let go of the browser within the time limit."""


@contextlib.contextmanager
def translated() -> Any:
    """Turn what Selenium and its connection raise into the errors that a visit knows."""
    try:
        yield
    except TimeoutException as error:
        if _DOCUMENT_GONE in str(error):
            raise BrowserError(_DOCUMENT_GONE) from error
        message = "did not finish in time"
        raise PageTimeoutError(message) from error
    except HTTPError as error:
        if isinstance(error, ReadTimeoutError):
            message = "stopped answering"
            raise PageTimeoutError(message) from error
        message = "the driver is gone"
        raise SessionLostError(message) from error
    except (ConnectionError, OSError) as error:
        raise SessionLostError(str(error)) from error
    except WebDriverException as error:
        text = _first_line(error)
        if _is_lost(text):
            raise SessionLostError(text) from error
        raise BrowserError(text) from error


# The driver calls it a time-out when a document goes while a script in it is waited for.
_DOCUMENT_GONE = "no such execution context"
_LOST = (
    "invalid session id",
    "disconnected",
    "not connected to DevTools",
    "target window already closed",
    "no such window",
    "tab crashed",
    "session deleted",
    "chrome not reachable",
    "Target closed",
)


def _is_lost(text: str) -> bool:
    return any(sign in text for sign in _LOST)


def _first_line(error: BaseException) -> str:
    text = (getattr(error, "msg", None) or str(error)).strip()
    first, _, _advice = text.partition("\n")[0].partition("; For documentation on this error")
    return first or type(error).__name__


def start_error(error: BaseException) -> BrowserError:
    """Return the error that says in a sentence why a browser did not start."""
    text = _first_line(error)
    log.debug("The browser did not start.", exc_info=error)
    if isinstance(error, SessionNotCreatedException) and "only supports" in text:
        return BrowserError("The driver does not match the browser: " + text, INSTALL_HINT)
    if isinstance(error, NoSuchDriverException):
        return BrowserError(
            "No browser or driver was found, and none could be fetched.", INSTALL_HINT
        )
    return BrowserError(f"The browser did not start: {text}", INSTALL_HINT)
