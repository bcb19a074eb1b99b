"""Find a browser and a driver that matches it, or say what to install."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.errors import BrowserError

__all__ = ["INSTALL_HINT", "Binaries", "find_binaries", "major", "version_of"]

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
_VERSION = re.compile(r"(\d+)(\.\d+)+")
_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """Paths of browser and driver; an empty path leaves the choice to Selenium Manager."""

    browser: str = ""
    driver: str = ""


def find_binaries(browser: str = "", driver: str = "") -> Binaries:
    """Return the binaries to use: those named, else installed ones that match each other.

    An installed driver whose major version differs from the browser's is left out, so that Selenium
    Manager fetches the right one; a driver that was named and does not match is the user's mistake.
    """
    found = _named(browser, "browser") if browser else _first_installed(_BROWSERS)
    if driver:
        named = _named(driver, "driver")
        _demand_match(found, named)
        return Binaries(browser=found, driver=named)
    installed = shutil.which("chromedriver") or ""
    matches = not (found and installed) or _same_major(found, installed)
    return Binaries(browser=found, driver=installed if found and matches else "")


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
    return major(version_of(browser)) == major(version_of(driver))


def _demand_match(browser: str, driver: str) -> None:
    ours, theirs = (version_of(browser) if browser else ""), version_of(driver)
    if ours and theirs and major(ours) != major(theirs):
        message = f"The driver {driver} is for version {major(theirs)}, the browser is {ours}."
        raise BrowserError(
            message, f"Install the driver of version {major(ours)}, or leave --driver out."
        )
