"""The exceptions of Selenium and its connection, reduced to the few errors that a visit handles."""

import contextlib
import logging
from collections.abc import Iterator

from selenium.common.exceptions import (
    SessionNotCreatedException,
    TimeoutException,
    WebDriverException,
)
from urllib3.exceptions import HTTPError, ReadTimeoutError

from a11ycheck.browser.binaries import INSTALL_HINT
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate, plain_message

__all__ = [
    "BROWSER_ENDED",
    "NO_RESPONSE",
    "PageTimeoutError",
    "SessionLostError",
    "TabLostError",
    "reason_of",
    "start_error",
    "translate_errors",
]

log = logging.getLogger(__name__)

NOT_IN_TIME = Message("not-in-time", "did not finish in time")
NO_RESPONSE = Message("no-response", "stopped responding")
DRIVER_ENDED = Message("driver-ended", "the driver process has ended")
BROWSER_ENDED = Message("browser-ended", "the browser process has ended")
NO_MATCH = MessageTemplate("no-match", "The driver does not match the browser: {error}")
NO_START = MessageTemplate("no-start", "The browser did not start: {error}")
WITH_HINT = MessageTemplate("with-hint", "{error} {hint}")

# The driver reports a time-out when a document goes away while a script in it is awaited.
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


class SessionLostError(BrowserError):
    """The browser crashed or stopped responding; another one is needed."""


class TabLostError(SessionLostError):
    """The page crashed or closed itself; the browser works, and the page needs another tab."""


class PageTimeoutError(SessionLostError):
    """The page kept the browser busy beyond the time limit."""


@contextlib.contextmanager
def translate_errors() -> Iterator[None]:
    """Raise BrowserError, or one of its two kinds here, for what Selenium and its connection raise."""
    try:
        yield
    except TimeoutException as error:
        if _DOCUMENT_GONE in str(error):
            raise BrowserError(_DOCUMENT_GONE) from error
        raise PageTimeoutError(NOT_IN_TIME) from error
    except ReadTimeoutError as error:
        raise PageTimeoutError(NO_RESPONSE) from error
    except HTTPError as error:
        raise SessionLostError(DRIVER_ENDED) from error
    except (ConnectionError, OSError) as error:
        raise SessionLostError(str(error)) from error
    except WebDriverException as error:
        text = _first_line(error)
        if any(sign in text for sign in _LOST):
            raise SessionLostError(text) from error
        raise BrowserError(text) from error


def reason_of(error: BrowserError) -> Message:
    """Return an error with its hint as the reason why a page was not tested."""
    reason, advice = (
        part if isinstance(part, Message) else plain_message(str(part))
        for part in (error.reason, error.advice)
    )
    return WITH_HINT.format(error=reason, hint=advice) if error.hint else reason


def start_error(error: BaseException) -> BrowserError:
    """Return the error that says why a browser did not start, and what to install."""
    text = _first_line(error)
    log.debug("The browser did not start.", exc_info=error)
    if isinstance(error, SessionNotCreatedException) and "only supports" in text:
        return BrowserError(NO_MATCH.format(error=text), INSTALL_HINT)
    return BrowserError(NO_START.format(error=f"{text.rstrip('.')}."), INSTALL_HINT)


def _first_line(error: BaseException) -> str:
    text = (getattr(error, "msg", None) or str(error)).strip()
    first, _, _advice = text.partition("\n")[0].partition("; For documentation on this error")
    return first or type(error).__name__
