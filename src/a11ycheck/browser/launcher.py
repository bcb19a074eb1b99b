"""Start browsers: sandboxed if the system allows it."""

import logging
import os
import threading
from dataclasses import replace

from a11ycheck.browser.binaries import Binaries, find_binaries, resolve_binaries
from a11ycheck.browser.identity import identity_of
from a11ycheck.browser.session import Session, SessionOptions
from a11ycheck.errors import BrowserError

__all__ = ["SANDBOX_MODES", "Launcher"]

log = logging.getLogger(__name__)

_SANDBOX_HINT = (
    "The sandbox was asked for, and Chromium cannot run it as root or where the system does not allow it: "
    "audit as an ordinary user, or omit --sandbox."
)
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
        self._mode = sandbox
        self._lock = threading.Lock()
        self._found: Binaries | None = None
        self.sandbox_off = "" if sandbox != "never" else "it was switched off"
        if sandbox == "auto" and hasattr(os, "geteuid") and os.geteuid() == 0:
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

    def start(self, _stopped: threading.Event | None = None) -> Session:
        """Return a running browser; BrowserError if none starts. It takes too little time to stop that."""
        options = SessionOptions(
            binaries=self.binaries, sandbox=not self.sandbox_off, timeout=self._timeout
        )
        return self._launch(options)

    def _launch(self, options: SessionOptions) -> Session:
        try:
            return self._launch_sandboxed(options)
        except BrowserError:
            binaries = options.binaries
            if not binaries.shell or binaries.browser in ("", binaries.shell):
                raise
            # The shell is started by a script, and the temporary folder may be mounted noexec, for example.
            log.debug("%s does not start.", binaries.shell, exc_info=True)
            with self._lock:
                self._found = replace(binaries, shell="")
            return self._launch_sandboxed(replace(options, binaries=self._found))

    def _launch_sandboxed(self, options: SessionOptions) -> Session:
        """Start a browser with its sandbox if the mode asks for that, in mode "auto" else without it."""
        try:
            return _start_twice(options)
        except BrowserError as error:
            if self._mode == "always":
                raise BrowserError(error.reason, _SANDBOX_HINT) from error
            if self._mode != "auto" or not options.sandbox:
                raise
            # A container without user namespaces refuses the sandbox, and the browser then just ends.
            session = _start_twice(replace(options, sandbox=False))
            self.sandbox_off = "the system does not allow it"
            log.warning("Chromium runs without its sandbox: %s.", self.sandbox_off)
            return session


def _start_twice(options: SessionOptions) -> Session:
    """Return a running browser; a browser or driver that dies while it starts is started once more."""
    try:
        return Session(options)
    except BrowserError as error:
        log.debug("The browser did not start.", exc_info=error)
    return Session(options)
