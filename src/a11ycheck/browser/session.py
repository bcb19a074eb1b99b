"""One browser: started with a fresh profile, asked through the DevTools protocol, ended without a trace."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import NoSuchDriverException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.remote_connection import RemoteConnection

from a11ycheck.browser.binaries import Binaries, write_shell_launcher
from a11ycheck.browser.driver_errors import SessionLostError, start_error, translated
from a11ycheck.browser.flags import browser_flags

__all__ = ["Session", "SessionOptions"]

_GRACE = 5.0
# An address of a socket has at most 103 bytes (macOS; 107 on Linux); Chromium appends 45.
_LONGEST_PATH = 58
_END_SECONDS = 10.0
_PAUSE = 0.05


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
        self._folder = _scratch_folder()
        self._driver: webdriver.Chrome | None = None
        self._service: Service | None = None
        self._browser_pid: int | None = None
        try:
            self._driver = self._start()
        except BaseException:
            self.close()
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
        binaries = self.options.binaries
        if binaries.program:
            shell = binaries.shell and write_shell_launcher(binaries.shell, self._folder)
            options.binary_location = shell or binaries.program
        flags = browser_flags(self.options.allowed_hosts, sandbox=self.options.sandbox)
        for flag in (*flags, f"--user-data-dir={self._folder}/profile"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        options.unhandled_prompt_behavior = "dismiss"
        # A process group of its own: Ctrl-C reaches only us, and a hanging driver can be ended whole.
        # What driver and browser put aside lies in our folder, so that it goes even where they are killed.
        self._service = Service(
            binaries.driver or None,
            env={**os.environ, **_in_scratch(self._folder)},
            popen_kw={"start_new_session": True},
        )
        try:
            driver = webdriver.Chrome(options=options, service=self._service)
        except (WebDriverException, NoSuchDriverException, OSError) as error:
            raise start_error(error) from error
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
        with translated():
            return dict(self._live.execute_cdp_cmd(command, dict(parameters or {})) or {})

    def navigate(self, url: str) -> None:
        """Load an address and wait for its load event."""
        with translated():
            self._live.get(url)

    def network_log(self) -> list[dict[str, Any]]:
        """Return and forget the DevTools events since the last call, as {method, params}."""
        with translated():
            entries = self._live.get_log("performance")  # type: ignore[no-untyped-call]
        return [json.loads(entry["message"])["message"] for entry in entries]

    def close(self) -> None:
        """End browser and driver and remove the profile; safe to call twice.

        They are killed: what a browser puts in order when it is asked to end would be thrown away with
        its profile, and takes a quarter of a second.
        """
        process: subprocess.Popen[bytes] | None = getattr(self._service, "process", None)
        if self._browser_pid:
            _kill(os.kill, self._browser_pid)
        if process is not None:
            # The driver leads the group, and may be dead already: then the browser's parts still are in it.
            _kill(os.killpg, process.pid)
            process.wait(timeout=_END_SECONDS)
            if process.stdin is not None:
                process.stdin.close()
        executor = self._driver.command_executor if self._driver is not None else None
        if isinstance(executor, RemoteConnection):
            executor.close()  # type: ignore[no-untyped-call]
        self._service = self._driver = self._browser_pid = None
        _remove(self._folder)


def _in_scratch(folder: str) -> dict[str, str]:
    """Return the environment that keeps what a browser leaves behind out of the user's home."""
    return {"TMPDIR": folder, "BREAKPAD_DUMP_LOCATION": folder, "GSETTINGS_BACKEND": "memory"}


def _remove(folder: str) -> None:
    """Remove a folder in which processes that were killed a moment ago may still be writing."""
    deadline = time.monotonic() + _END_SECONDS
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists() or time.monotonic() > deadline:
            return
        time.sleep(_PAUSE)


def _limit_connection(driver: webdriver.Chrome, seconds: float) -> None:
    executor = driver.command_executor
    if isinstance(executor, RemoteConnection):
        executor.client_config.timeout = int(seconds + _GRACE)


def _scratch_folder() -> str:
    """Return a new folder with a short path: Chromium puts a socket there, and ends at a long one."""
    folder = tempfile.mkdtemp(prefix="a11ycheck-")
    if len(folder) > _LONGEST_PATH and os.name == "posix":
        Path(folder).rmdir()
        folder = tempfile.mkdtemp(prefix="a11ycheck-", dir="/tmp")
    return folder


def _kill(kill: Callable[[int, int], None], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        kill(number, signal.SIGKILL)
