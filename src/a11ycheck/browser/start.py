"""Start browsers: with their sandbox wherever it can run, and honest about where it cannot."""

import logging
import os
from dataclasses import replace

from a11ycheck.browser.find import Binaries
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.script import page_script
from a11ycheck.browser.session import Session, SessionOptions
from a11ycheck.browser.world import prepare
from a11ycheck.errors import BrowserError

__all__ = ["SANDBOX_MODES", "Launcher"]

log = logging.getLogger(__name__)

SANDBOX_MODES = ("auto", "always", "never")


class Launcher:
    """Starts browsers that are alike but for the hosts that they may ask."""

    def __init__(self, binaries: Binaries, *, timeout: float, sandbox: str = "auto") -> None:
        """Take the binaries, the time limit in seconds, and one of `SANDBOX_MODES`."""
        self._binaries = binaries
        self._timeout = timeout
        self._mode = sandbox
        self.sandbox_off = "" if sandbox != "never" else "it was switched off"
        if sandbox == "auto" and hasattr(os, "geteuid") and os.geteuid() == 0:
            self.sandbox_off = "Chromium cannot run it as root"

    def start(self, allowed_hosts: tuple[str, ...], plan: VisitPlan | None = None) -> Session:
        """Return a running browser, prepared for the plan; BrowserError says why there is none."""
        options = SessionOptions(
            binaries=self._binaries,
            allowed_hosts=allowed_hosts,
            sandbox=not self.sandbox_off,
            timeout=self._timeout,
        )
        session = self._launch(options)
        if plan is not None:
            prepare(session, page_script(plan.probes))
        return session

    def _launch(self, options: SessionOptions) -> Session:
        try:
            return Session(options)
        except BrowserError:
            if self._mode != "auto" or not options.sandbox:
                raise
            # A container without user namespaces refuses the sandbox, and the browser then just ends.
            session = Session(replace(options, sandbox=False))
            self.sandbox_off = "the system does not allow it"
            log.warning("Chromium runs without its sandbox: %s.", self.sandbox_off)
            return session
