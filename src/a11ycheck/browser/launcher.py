"""Start browsers: sandboxed if the system allows it."""

import logging
import os
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from a11ycheck.browser.binaries import Binaries, find_binaries, resolve_binaries
from a11ycheck.browser.identity import identity_of
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message
from a11ycheck.system import is_root

if TYPE_CHECKING:
    from a11ycheck.browser.session import Session, SessionOptions

__all__ = ["SANDBOX_MODES", "Launcher", "Start"]

log = logging.getLogger(__name__)

_SANDBOX_HINT = (
    "The sandbox was asked for, and Chromium cannot run it as root or where the system does not allow it: "
    "audit as an ordinary user, or omit --sandbox."
)
CANCELLED = Message("stopped", "the audit was stopped")
_MAX_BROWSERS = 8
SANDBOX_MODES = ("auto", "always", "never")


class Launcher:
    """Starts browsers, all in the same way."""

    def __init__(
        self, browser: str = "", driver: str = "", *, timeout: float, sandbox: str = "auto"
    ) -> None:
        """Take paths ("": find them), the time limit in seconds, and one of `SANDBOX_MODES`."""
        self._named = (browser, driver)
        self._timeout = timeout
        self.mode = sandbox
        self._lock = threading.Lock()
        self._found: Binaries | None = None
        self.sandbox_off = "" if sandbox != "never" else "it was switched off"
        if sandbox == "auto" and is_root():
            self.sandbox_off = "Chromium cannot run it as root"

    @property
    def binaries(self) -> Binaries:
        """Return the binaries, found once; BrowserError if there are none, or named ones cannot be used."""
        with self._lock:
            if self._found is None:
                self._found = resolve_binaries(find_binaries(*self._named))
            return self._found

    def identity(self) -> dict[str, str]:
        """Return what evidence depends on of this machine: program, fonts, locale and time zone.

        "browser" is empty if no browser can be found; audits then report the reason. It changes if a
        headless shell does not start and the full browser takes its place.
        """
        try:
            program = self.binaries.program
        except BrowserError:
            program = ""
        return identity_of(program)

    def browsers(self, jobs: int) -> int:
        """Return how many browsers to use: `jobs`, or (0) one for each usable core, at most 8."""
        affinity = getattr(os, "sched_getaffinity", None)
        cores = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
        return jobs or min(cores, _MAX_BROWSERS)

    def start(self) -> "Session":
        """Return a running browser; BrowserError if none starts."""
        return self.begin().run()

    def begin(self) -> "Start":
        """Return the start of a browser, which another thread can cancel."""
        return Start(self)

    def options(self) -> "SessionOptions":
        """Return how a browser is started at present; BrowserError if there is none."""
        from a11ycheck.browser.session import SessionOptions  # noqa: PLC0415 - see the package

        return SessionOptions(
            binaries=self.binaries, sandbox=not self.sandbox_off, timeout=self._timeout
        )

    def give_up_shell(self) -> "SessionOptions":
        """Start the full browser from now on, and return how: the shell does not start here."""
        with self._lock:
            if self._found is not None:
                self._found = replace(self._found, shell="")
        return self.options()

    def give_up_sandbox(self) -> None:
        """Start browsers without a sandbox from now on, and log that."""
        self.sandbox_off = "the system does not allow it"
        log.warning("Chromium runs without its sandbox: %s.", self.sandbox_off)


class Start:
    """The start of one browser: with the fallbacks that the launcher's mode allows."""

    def __init__(self, launcher: Launcher) -> None:
        """Take the launcher, which remembers what does not start here."""
        self._launcher = launcher
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._is_cancelled = False

    def run(self) -> "Session":
        """Return a running browser; BrowserError if none starts, or the start is cancelled."""
        options = self._launcher.options()
        try:
            return self._start_sandboxed(options)
        except BrowserError:
            binaries = options.binaries
            if not binaries.shell or binaries.browser in ("", binaries.shell):
                raise
            # The shell is started by a script, and the temporary folder may be mounted noexec, for example.
            log.debug("%s does not start.", binaries.shell, exc_info=True)
            self._demand_not_cancelled()
            return self._start_sandboxed(self._launcher.give_up_shell())

    def cancel(self) -> None:
        """End the browser that is starting, from another thread."""
        with self._lock:
            self._is_cancelled = True
            session = self._session
        if session is not None:
            session.close()

    def _start_sandboxed(self, options: "SessionOptions") -> "Session":
        """Start a browser with its sandbox if the mode asks for that, in mode "auto" else without it."""
        try:
            return self._start_twice(options)
        except BrowserError as error:
            if self._launcher.mode == "always":
                raise BrowserError(error.reason, _SANDBOX_HINT) from error
            if self._launcher.mode != "auto" or not options.sandbox:
                raise
            # A container without user namespaces refuses the sandbox, and the browser then just ends.
            session = self._start_twice(replace(options, sandbox=False))
            self._launcher.give_up_sandbox()
            return session

    def _start_twice(self, options: "SessionOptions") -> "Session":
        """Start a browser; if it or its driver dies while it starts, start it once more."""
        try:
            return self._start_once(options)
        except BrowserError as error:
            log.debug("The browser did not start.", exc_info=error)
        return self._start_once(options)

    def _start_once(self, options: "SessionOptions") -> "Session":
        self._demand_not_cancelled()
        from a11ycheck.browser.session import Session  # noqa: PLC0415 - see the package

        session = Session(options)
        with self._lock:
            self._session = session
        self._demand_not_cancelled()
        session.start()
        return session

    def _demand_not_cancelled(self) -> None:
        if self._is_cancelled:
            if self._session is not None:
                self._session.close()
            raise BrowserError(CANCELLED)
