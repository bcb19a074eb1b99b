"""Find a browser and a driver that matches it, or say what to install."""

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.errors import BrowserError

__all__ = ["INSTALL_HINT", "Binaries", "find_binaries", "major", "version_of", "with_a_page"]

INSTALL_HINT = (
    "Install Chromium and its driver (Debian: apt install chromium chromium-driver), "
    "or name them with --browser and --driver."
)
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Chromium without its user interface: the same results with a quarter less work. Measured in decision 16.
_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
# Debian's command is a script that waits for the program: a signal would end the script alone.
_BEHIND = {"/usr/bin/chromium-headless-shell": "/usr/lib/chromium/chromium-headless-shell"}
_VERSION = re.compile(r"(\d+)(\.\d+)+")
_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """Paths of browser and driver; an empty path leaves the choice to Selenium Manager.

    `shell` is a browser without a user interface, where there is one that the driver fits.
    """

    browser: str = ""
    driver: str = ""
    shell: str = ""

    @property
    def program(self) -> str:
        """Return the path of what audits are made with."""
        return self.shell or self.browser


def find_binaries(browser: str = "", driver: str = "") -> Binaries:
    """Return the binaries to use: those named, else installed ones that match each other.

    An installed driver whose major version differs from the browser's is left out, so that Selenium
    Manager fetches the right one; a driver that was named and does not match is the user's mistake.
    """
    installed = _named(driver, "driver") if driver else shutil.which("chromedriver") or ""
    if browser:
        found = _named(browser, "browser")
        shell = found if Path(found).name in _SHELLS else ""
    else:
        found = _first_installed(_BROWSERS)
        shell = _fitting_shell(installed)
    if driver:
        _demand_match(shell or found, installed)
    elif not (shell or found) or not _same_major(shell or found, installed):
        installed = ""
    return Binaries(browser=found, driver=installed, shell=shell)


def _fitting_shell(driver: str) -> str:
    # `with_a_page` is a script for the system's shell.
    if os.name != "posix":
        return ""
    shell = _first_installed(_SHELLS)
    return shell if shell and _same_major(shell, driver) else ""


def with_a_page(shell: str, folder: str) -> str:
    """Return a script in the folder that starts a headless shell with an empty page.

    By itself it opens none, and the driver waits for one.
    """
    script, program = Path(folder) / "headless-shell", _BEHIND.get(shell, shell)
    program = program if Path(program).exists() else shell
    script.write_text(
        f'#!/bin/sh\nexec {shlex.quote(program)} "$@" about:blank\n', encoding="utf-8"
    )
    script.chmod(0o700)
    return str(script)


def version_of(binary: str) -> str:
    """Return the version that `binary --version` prints, "" where it prints none."""
    try:
        done = subprocess.run(
            [binary, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = _VERSION.search(done.stdout)
    return match.group(0) if match else ""


def major(version: str) -> str:
    """Return the part of a version before the first dot."""
    return version.partition(".")[0]


def _first_installed(names: tuple[str, ...]) -> str:
    return next((path for path in map(shutil.which, names) if path), "")


def _named(path: str, what: str) -> str:
    found = shutil.which(path)
    if not found:
        reason = "is not executable" if Path(path).exists() else "does not exist"
        message = f"The {what} {path} {reason}."
        raise BrowserError(message, INSTALL_HINT)
    return found


def _same_major(browser: str, driver: str) -> bool:
    return bool(driver) and major(version_of(browser)) == major(version_of(driver))


def _demand_match(browser: str, driver: str) -> None:
    ours, theirs = (version_of(browser) if browser else ""), version_of(driver)
    if ours and theirs and major(ours) != major(theirs):
        message = f"The driver {driver} is for version {major(theirs)}, the browser is {ours}."
        raise BrowserError(
            message, f"Install the driver of version {major(ours)}, or leave --driver out."
        )
