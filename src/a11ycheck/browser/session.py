"""One browser: started with a fresh profile, driven by DevTools, ended with all its processes and files."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

from a11ycheck.browser.binaries import Binaries, write_shell_launcher
from a11ycheck.browser.driver_errors import SessionLostError, start_error, translate_errors
from a11ycheck.browser.scratch import ScratchFolder
from a11ycheck.model import Message

__all__ = ["TUNING", "Session", "SessionOptions", "browser_flags"]

CLOSED = Message("closed", "The browser was closed.")

_QUIET = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
# Every page loads axe again, so code that V8 optimises for one page is thrown away with it: the optimising
# compilers cost more than they save. Measured in decision 16.
TUNING = ("--js-flags=--no-maglev --no-turbofan",)
# Nothing listens on port 1, so requests to this proxy fail at once.
_NO_PROXY = "http://127.0.0.1:1"

_KEYS = {"Tab": Keys.TAB, "Enter": Keys.RETURN, " ": Keys.SPACE}
_GRACE = 5.0


def browser_flags(allowed_hosts: tuple[str, ...], *, sandbox: bool) -> tuple[str, ...]:
    """Return the flags of a browser that may request only `allowed_hosts`, each "host" or "host:port".

    All other requests go to a proxy that does not exist: one rule for names, IP addresses and ports.
    """
    bypass = ";".join(("<-loopback>", *allowed_hosts))
    network = (f"--proxy-server={_NO_PROXY}", f"--proxy-bypass-list={bypass}")
    return (*_QUIET, *TUNING, *network, *(() if sandbox else ("--no-sandbox",)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOptions:
    """How to start a browser; `allowed_hosts` are those that it may request, `timeout` is in seconds."""

    binaries: Binaries
    allowed_hosts: tuple[str, ...]
    sandbox: bool
    timeout: float


class Session:
    """A running Chromium and its driver."""

    def __init__(self, options: SessionOptions) -> None:
        """Start the browser; BrowserError says why it could not."""
        self.options = options
        self._scratch = ScratchFolder()
        self._driver: webdriver.Chrome | None = None
        self._service: Service | None = None
        try:
            self._driver = self._start()
        except BaseException:
            self.close()
            raise

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
            raise SessionLostError(CLOSED)
        return self._driver

    def _start(self) -> webdriver.Chrome:
        options = webdriver.ChromeOptions()
        binaries = self.options.binaries
        shell = binaries.shell and write_shell_launcher(binaries.shell, self._scratch.path)
        options.binary_location = shell or binaries.browser
        flags = browser_flags(self.options.allowed_hosts, sandbox=self.options.sandbox)
        for flag in (*flags, f"--user-data-dir={self._scratch.path}/profile"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        options.unhandled_prompt_behavior = "dismiss"
        # A process group of its own: Ctrl-C reaches only us, and `close` ends driver and browser together.
        # Temporary files lie in our folder, so they are removed even if processes are killed.
        self._service = Service(
            binaries.driver,
            env={**os.environ, **self._scratch.environment},
            popen_kw={"start_new_session": True},
        )
        try:
            driver = webdriver.Chrome(options=options, service=self._service)
        except (WebDriverException, OSError) as error:
            raise start_error(error) from error
        driver.set_page_load_timeout(self.options.timeout)
        driver.set_script_timeout(self.options.timeout)
        # The driver itself can hang with its page: then only the connection's own limit helps.
        _limit_connection(driver, self.options.timeout)
        return driver

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        """Send one command of the DevTools protocol and return its result.

        PageTimeoutError if it takes more than `patience` times the session's time limit.
        """
        _limit_connection(self._live, self.options.timeout * patience)
        with translate_errors():
            return dict(self._live.execute_cdp_cmd(command, dict(parameters or {})) or {})

    def navigate(self, url: str) -> None:
        """Load a URL and wait for its load event."""
        with translate_errors():
            self._live.get(url)

    def network_log(self) -> list[dict[str, Any]]:
        """Return and forget the DevTools events since the last call, as {method, params}."""
        with translate_errors():
            entries = self._live.get_log("performance")  # type: ignore[no-untyped-call]
        return [json.loads(entry["message"])["message"] for entry in entries]

    def press(self, key: str) -> None:
        """Press and release "Tab", "Enter" or the space bar (" ") as a keyboard does."""
        value = _KEYS[key]
        strokes = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        with translate_errors():
            self._live.execute(Command.W3C_ACTIONS, {"actions": [keyboard]})

    def click(self, x: float, y: float) -> None:
        """Click a point of the window, in CSS pixels, as a mouse does."""
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "button": "left", "clickCount": 1, "x": x, "y": y}
            self.cdp("Input.dispatchMouseEvent", event)

    def close(self) -> None:
        """End browser and driver and remove the profile; safe to call twice, and from another thread.

        They are killed: an orderly end would take a quarter of a second to write what is deleted with
        the profile.
        """
        process: subprocess.Popen[bytes] | None = getattr(self._service, "process", None)
        self._scratch.close(process)
        if process is not None and process.stdin is not None:
            process.stdin.close()
        executor = self._driver.command_executor if self._driver is not None else None
        if isinstance(executor, RemoteConnection):
            executor.close()  # type: ignore[no-untyped-call]
        self._service = self._driver = None


def _limit_connection(driver: webdriver.Chrome, seconds: float) -> None:
    executor = driver.command_executor
    if isinstance(executor, RemoteConnection):
        executor.client_config.timeout = int(seconds + _GRACE)
