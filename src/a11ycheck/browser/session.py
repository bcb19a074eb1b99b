"""One browser: started with a fresh profile by a driver, ended with all its processes and files."""

import os
import subprocess
from dataclasses import dataclass
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.remote_connection import RemoteConnection
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from a11ycheck.browser.binaries import Binaries, write_shell_launcher
from a11ycheck.browser.devtools import Connection
from a11ycheck.browser.driver_errors import SessionLostError, start_error
from a11ycheck.browser.forwarding import Forwarding
from a11ycheck.browser.scratch import ScratchFolder
from a11ycheck.browser.tab import DENIED_PROXY, Tab, bypass_list
from a11ycheck.model import Message
from a11ycheck.system import new_group

__all__ = ["Session", "SessionOptions", "browser_flags"]

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
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--metrics-recording-only",
    "--mute-audio",
    # Browsers differ in when they let sound play by itself; here it always may, so that it shows.
    "--autoplay-policy=no-user-gesture-required",
    "--password-store=basic",
    "--use-mock-keychain",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_NOT_NEEDED = ("Translate", "OptimizationHints", "MediaRouter", "InterestFeedContentSuggestions")
# Chrome gives most navigations a new process and keeps another in reserve, and each of its windows loads
# these pages of its own. A headless shell has none of it.
_CHROME_ONLY = (
    *("BackForwardCache", "ProactivelySwapBrowsingInstance", "SpareRendererForSitePerProcess"),
    *("WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup"),
)
# Every page loads axe again, so code that V8 optimises for one page is thrown away with it: the optimising
# compilers cost more than they save. Measured in decision 16.
_TUNED_SCRIPTS = "--js-flags=--no-maglev --no-turbofan"


def browser_flags(*, sandbox: bool, is_tuned: bool = True) -> tuple[str, ...]:
    """Return the flags of a browser that may request no host; each of its tabs may request some.

    All other requests go to a proxy that does not exist: one rule for names, IP addresses and ports.
    Without `is_tuned`, flags that only make audits faster are left out.
    """
    not_needed = (*_NOT_NEEDED, *(_CHROME_ONLY if is_tuned else ()))
    return (
        *_QUIET,
        f"--disable-features={','.join(not_needed)}",
        *((_TUNED_SCRIPTS,) if is_tuned else ()),
        f"--proxy-server={DENIED_PROXY}",
        f"--proxy-bypass-list={bypass_list(())}",
        *(() if sandbox else ("--no-sandbox",)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOptions:
    """How to start a browser; `timeout` in seconds limits its start, and each command to a tab."""

    binaries: Binaries
    sandbox: bool
    timeout: float


class Session:
    """A Chromium and its driver."""

    def __init__(self, options: SessionOptions) -> None:
        """Take how to start the browser."""
        self.options = options
        self._scratch = ScratchFolder()
        self._is_closed = False
        self._driver: webdriver.Chrome | None = None
        self._service: Service | None = None
        self._devtools: Connection | None = None

    def start(self) -> None:
        """Start the browser; BrowserError says why it could not, and then everything is ended."""
        try:
            self._driver = self._start()
            self._devtools = self._connect()
        except OSError as error:  # the disk may be full
            self.close()
            raise start_error(error) from error
        except BaseException:
            self.close()
            raise
        if self._is_closed:  # while the browser was starting
            self.close()
            raise SessionLostError(CLOSED)

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
        flags = browser_flags(sandbox=self.options.sandbox)
        for flag in (*flags, f"--user-data-dir={self._scratch.path}/profile"):
            options.add_argument(flag)
        # A process group of its own: Ctrl-C reaches only us, and `close` ends driver and browser together.
        # Temporary files lie in our folder, so they are removed even if processes are killed.
        self._service = Service(
            binaries.driver,
            env={**os.environ, **self._scratch.environment},
            popen_kw=dict(new_group()),
        )
        try:
            driver = webdriver.Chrome(options=options, service=self._service)
        except (WebDriverException, HTTPError, OSError) as error:
            raise start_error(error) from error
        return driver

    def _connect(self) -> Connection:
        """Connect to the browser that the driver has started, past the driver."""
        host = self._live.capabilities["goog:chromeOptions"]["debuggerAddress"]
        url = f"http://{host}/json/version"
        try:
            with PoolManager() as pool:
                answer = pool.request("GET", url, timeout=self.options.timeout, retries=False)
            path = urlsplit(answer.json()["webSocketDebuggerUrl"]).path
        except (HTTPError, OSError, ValueError) as error:  # it has just ended
            raise start_error(error) from error
        connection = Connection(f"ws://{host}{path}", timeout=self.options.timeout)
        connection.call(
            "Target.setDiscoverTargets",
            {"discover": True, "filter": [{}]},
            seconds=self.options.timeout,
        )
        return connection

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
        process: subprocess.Popen[bytes] | None = getattr(self._service, "process", None)
        return Tab(
            self._devtools,
            allowed_hosts=allowed_hosts,
            timeout=timeout or self.options.timeout,
            forwarding=forwarding,
            process=process.pid if process else None,
        )

    def close(self) -> None:
        """End browser and driver and remove the profile; safe to call twice, and from another thread.

        They are killed: an orderly end would take a quarter of a second to write what is deleted with
        the profile.
        """
        self._is_closed = True
        process: subprocess.Popen[bytes] | None = getattr(self._service, "process", None)
        self._scratch.close(process)
        if process is not None and process.stdin is not None:
            process.stdin.close()
        if self._devtools is not None:
            self._devtools.close()
        executor = self._driver.command_executor if self._driver is not None else None
        if isinstance(executor, RemoteConnection):
            executor.close()  # type: ignore[no-untyped-call]
        self._service = self._driver = self._devtools = None
