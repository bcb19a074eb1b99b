"""Start browsers: with their sandbox wherever it can run, and honest about where it cannot."""

import logging
import os
import threading
from dataclasses import replace

from a11ycheck.browser.find import Binaries, find_binaries
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.script import page_script
from a11ycheck.browser.session import Session, SessionOptions
from a11ycheck.browser.world import prepare
from a11ycheck.errors import BrowserError

__all__ = ["SANDBOX_MODES", "Launcher"]

log = logging.getLogger(__name__)

_SANDBOX_HINT = (
    "The sandbox was asked for, and Chromium cannot run it as root or where the system does not allow it: "
    "audit as an ordinary user, or leave --sandbox out."
)
SANDBOX_MODES = ("auto", "always", "never")


class Launcher:
    """Starts browsers that are alike but for the hosts that they may ask."""

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
        """Return the binaries, looked for once; BrowserError where those that are named cannot be used."""
        with self._lock:
            if self._found is None:
                self._found = find_binaries(*self._named)
            return self._found

    def start(self, allowed_hosts: tuple[str, ...], plan: VisitPlan | None = None) -> Session:
        """Return a running browser, prepared for the plan; BrowserError says why there is none."""
        options = SessionOptions(
            binaries=self.binaries,
            allowed_hosts=allowed_hosts,
            sandbox=not self.sandbox_off,
            timeout=self._timeout,
        )
        session = self._launch(options)
        try:
            if plan is not None:
                prepare(session, page_script(plan.probes))
        except BaseException:
            session.close()
            raise
        return session

    def _launch(self, options: SessionOptions) -> Session:
        try:
            return self._launch_boxed(options)
        except BrowserError:
            binaries = options.binaries
            if not binaries.shell or binaries.browser in ("", binaries.shell):
                raise
            # Where the folder for scratch files may hold no programs, for example.
            log.debug("%s does not start.", binaries.shell, exc_info=True)
            with self._lock:
                self._found = replace(binaries, shell="")
            return self._launch_boxed(replace(options, binaries=self._found))

    def _launch_boxed(self, options: SessionOptions) -> Session:
        """Start it with its sandbox where that is asked for, else without it if need be."""
        try:
            return Session(options)
        except BrowserError as error:
            if self._mode == "always":
                raise BrowserError(error.message, _SANDBOX_HINT) from error
            if self._mode != "auto" or not options.sandbox:
                raise
            # A container without user namespaces refuses the sandbox, and the browser then just ends.
            session = Session(replace(options, sandbox=False))
            self.sandbox_off = "the system does not allow it"
            log.warning("Chromium runs without its sandbox: %s.", self.sandbox_off)
            return session
