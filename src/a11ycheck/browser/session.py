"""One browser: started with a fresh profile, asked through the DevTools protocol, ended without a trace."""

import contextlib
import json
import logging
import os
import shutil
import signal
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import (
    NoSuchDriverException,
    SessionNotCreatedException,
    TimeoutException,
    WebDriverException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.remote_connection import RemoteConnection
from urllib3.exceptions import HTTPError

from a11ycheck.browser.find import INSTALL_HINT, Binaries
from a11ycheck.browser.flags import browser_flags
from a11ycheck.errors import BrowserError

__all__ = ["PageTimeoutError", "Session", "SessionLostError", "SessionOptions"]

log = logging.getLogger(__name__)

_GRACE = 5.0
_END_SECONDS = 10.0


class SessionLostError(BrowserError):
    """The browser died or stopped answering; another one is needed."""


class PageTimeoutError(SessionLostError):
    """The page did not let go of the browser within the time limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOptions:
    """How to start a browser: its binaries, the hosts it may ask, and whether it has its sandbox."""

    binaries: Binaries
    allowed_hosts: tuple[str, ...]
    sandbox: bool
    timeout: float


class Session:
    """A running Chromium and its driver."""

    def __init__(self, options: SessionOptions) -> None:
        """Start the browser; BrowserError says in a sentence why it could not."""
        self.options = options
        self._profile = tempfile.mkdtemp(prefix="a11ycheck-profile-")
        self._driver: webdriver.Chrome | None = None
        self._service: Service | None = None
        try:
            self._driver = self._start()
        except BaseException:
            self.kill()
            raise
        self._browser_pid = self._driver.capabilities.get("goog:processID")

    @property
    def version(self) -> str:
        """Return the browser's name and version, such as "Chromium 156.0.8078.79"."""
        capabilities = self._live.capabilities
        return f"{capabilities['browserName']} {capabilities['browserVersion']}"

    @property
    def driver_version(self) -> str:
        """Return the driver's version, such as "156.0.8078.79"."""
        details = self._live.capabilities.get("chrome", {})
        return str(details.get("chromedriverVersion", "")).partition(" ")[0]

    @property
    def _live(self) -> webdriver.Chrome:
        if self._driver is None:
            message = "The browser was closed."
            raise SessionLostError(message)
        return self._driver

    def _start(self) -> webdriver.Chrome:
        options = webdriver.ChromeOptions()
        if self.options.binaries.browser:
            options.binary_location = self.options.binaries.browser
        flags = browser_flags(self.options.allowed_hosts, sandbox=self.options.sandbox)
        for flag in (*flags, f"--user-data-dir={self._profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        options.unhandled_prompt_behavior = "dismiss"
        # A process group of its own: Ctrl-C reaches only us, and a hanging driver can be ended whole.
        self._service = Service(
            self.options.binaries.driver or None, popen_kw={"start_new_session": True}
        )
        try:
            driver = webdriver.Chrome(options=options, service=self._service)
        except (WebDriverException, NoSuchDriverException, OSError) as error:
            raise _start_error(error) from error
        self._limit(driver, self.options.timeout)
        return driver

    @staticmethod
    def _limit(driver: webdriver.Chrome, seconds: float) -> None:
        driver.set_page_load_timeout(seconds)
        driver.set_script_timeout(seconds)
        # The driver itself can hang with its page: then only the connection's own limit helps.
        _limit_connection(driver, seconds)

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        """Send one command of the DevTools protocol and return its result.

        It may take `patience` times the session's time limit; then the page is taken for stuck.
        """
        _limit_connection(self._live, self.options.timeout * patience)
        with _translated():
            return dict(self._live.execute_cdp_cmd(command, dict(parameters or {})) or {})

    def navigate(self, url: str) -> None:
        """Load an address and wait for its load event."""
        with _translated():
            self._live.get(url)

    def network_log(self) -> list[dict[str, Any]]:
        """Return and forget the DevTools events since the last call, as {method, params}."""
        with _translated():
            entries = self._live.get_log("performance")  # type: ignore[no-untyped-call]
        return [json.loads(entry["message"])["message"] for entry in entries]

    def close(self) -> None:
        """End the browser in good order; where it does not answer, by force."""
        if self._driver is not None:
            with contextlib.suppress(WebDriverException, HTTPError, OSError):
                self._driver.quit()
        self.kill()

    def kill(self) -> None:
        """End browser and driver by force and remove the profile; safe to call twice."""
        for pid in (getattr(self, "_browser_pid", None), self._driver_pid()):
            if pid:
                _kill_group(pid)
        if self._service is not None and getattr(self._service, "process", None) is not None:
            self._service.process.wait(timeout=_END_SECONDS)
            self._service = None
        self._driver = None
        self._browser_pid = None
        shutil.rmtree(self._profile, ignore_errors=True)

    def _driver_pid(self) -> int | None:
        process = getattr(self._service, "process", None)
        return process.pid if process is not None and process.poll() is None else None


def _limit_connection(driver: webdriver.Chrome, seconds: float) -> None:
    executor = driver.command_executor
    if isinstance(executor, RemoteConnection):
        executor.client_config.timeout = int(seconds + _GRACE)


def _kill_group(pid: int) -> None:
    for kill, number in ((os.killpg, pid), (os.kill, pid)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(number, signal.SIGKILL)


@contextlib.contextmanager
def _translated() -> Any:
    """Turn what Selenium and its connection raise into the errors that a visit knows."""
    try:
        yield
    except TimeoutException as error:
        message = "did not finish in time"
        raise PageTimeoutError(message) from error
    except HTTPError as error:
        message = "stopped answering"
        raise PageTimeoutError(message) from error
    except (ConnectionError, OSError) as error:
        raise SessionLostError(str(error)) from error
    except WebDriverException as error:
        text = _first_line(error)
        if _is_lost(text):
            raise SessionLostError(text) from error
        raise BrowserError(text) from error


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
    text = getattr(error, "msg", None) or str(error)
    return text.strip().splitlines()[0] if text.strip() else type(error).__name__


def _start_error(error: BaseException) -> BrowserError:
    text = _first_line(error)
    log.debug("The browser did not start.", exc_info=error)
    if isinstance(error, SessionNotCreatedException) and "only supports" in text:
        return BrowserError("The driver does not match the browser: " + text, INSTALL_HINT)
    if isinstance(error, NoSuchDriverException):
        return BrowserError(
            "No browser or driver was found, and none could be fetched.", INSTALL_HINT
        )
    return BrowserError(f"The browser did not start: {text}", INSTALL_HINT)
