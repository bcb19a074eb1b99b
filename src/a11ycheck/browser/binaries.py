"""The programs to run: an installed browser and a matching driver, or those of Selenium Manager."""

import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, MessageTemplate
from a11ycheck.system import browser_names, has_shell_scripts

__all__ = [
    "INSTALL_HINT",
    "Binaries",
    "find_binaries",
    "program_behind",
    "resolve_binaries",
    "version_of",
    "write_shell_launcher",
]

INSTALL_HINT = (
    "Install Chromium and its driver (Debian: apt install chromium chromium-driver), "
    "or name them with --browser and --driver."
)
NOTHING_FOUND = Message(
    "nothing-found", "No browser or driver was found, and none could be fetched."
)
# By program and by whether its file exists: whole sentences, since other languages inflect them.
UNUSABLE = {
    ("browser", False): MessageTemplate("no-browser", "The browser {path} does not exist."),
    ("browser", True): MessageTemplate("bad-browser", "The browser {path} is not executable."),
    ("driver", False): MessageTemplate("no-driver", "The driver {path} does not exist."),
    ("driver", True): MessageTemplate("bad-driver", "The driver {path} is not executable."),
}
OTHER_DRIVER = MessageTemplate(
    "other-driver", "Install the driver of version {version}, or omit --driver."
)
OTHER_VERSION = MessageTemplate(
    "other-version", "The driver {path} is for version {theirs}, the browser is {ours}."
)
# Chromium without its user interface: the same results with a quarter less work. Measured in decision 16.
_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
# Commands that are scripts, with the programs that they run. A signal ends such a script alone.
_BEHIND = {
    "/usr/bin/chromium": "/usr/lib/chromium/chromium",
    "/usr/bin/chromium-headless-shell": "/usr/lib/chromium/chromium-headless-shell",
    "/opt/google/chrome/google-chrome": "/opt/google/chrome/chrome",
}
_VERSION = re.compile(r"(\d+)(\.\d+)+")
_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """Paths of browser and driver; an empty path leaves the choice to Selenium Manager.

    `shell` is a browser without a user interface, if one is installed that fits the driver.
    """

    browser: str = ""
    driver: str = ""
    shell: str = ""

    @property
    def program(self) -> str:
        """Return the path of the browser that audits pages."""
        return self.shell or self.browser


def find_binaries(browser: str = "", driver: str = "") -> Binaries:
    """Return the binaries to use: those named, else installed ones that match each other.

    An installed driver whose major version differs from the browser's is left out, so that Selenium
    Manager fetches the right one. BrowserError if a named driver does not match.
    """
    installed = _demand_program(driver, "driver") if driver else shutil.which("chromedriver") or ""
    if browser:
        found = _demand_program(browser, "browser")
        shell = found if Path(found).name in _SHELLS else ""
    else:
        found = _first_installed(browser_names())
        shell = _matching_shell(installed)
    if driver:
        _demand_match(shell or found, installed)
    elif not (shell or found) or not _same_major(shell or found, installed):
        installed = ""
    return Binaries(browser=found, driver=installed, shell=shell)


def resolve_binaries(binaries: Binaries) -> Binaries:
    """Return binaries without an empty path: Selenium Manager finds or fetches what is missing.

    BrowserError if it cannot.
    """
    if binaries.program and binaries.driver:
        return binaries
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415 - most runs have both
    from selenium.webdriver.common.selenium_manager import SeleniumManager  # noqa: PLC0415

    request = ["--browser", "chrome"]
    if binaries.program:
        request += ["--browser-path", binaries.program]
    try:
        paths = SeleniumManager().binary_paths(request)
    except (WebDriverException, OSError) as error:
        raise BrowserError(NOTHING_FOUND, INSTALL_HINT) from error
    found = Binaries(
        browser=binaries.browser or ("" if binaries.shell else str(paths["browser_path"])),
        driver=binaries.driver or str(paths["driver_path"]),
        shell=binaries.shell,
    )
    if not (Path(found.program).is_file() and Path(found.driver).is_file()):
        raise BrowserError(NOTHING_FOUND, INSTALL_HINT)
    return found


def program_behind(command: str) -> str:
    """Return the program that a command runs if the command is a known script, else the command."""
    program = _BEHIND.get(command) or _BEHIND.get(str(Path(command).resolve())) or command
    return program if Path(program).exists() else command


def write_shell_launcher(shell: str, folder: str) -> str:
    """Write a script to the folder that starts a headless shell with an empty page; return its path.

    A headless shell opens no page by itself, and the driver waits for one.
    """
    script = Path(folder) / "headless-shell"
    script.write_text(
        f'#!/bin/sh\nexec {shlex.quote(program_behind(shell))} "$@" about:blank\n', encoding="utf-8"
    )
    script.chmod(0o700)
    return str(script)


def version_of(binary: str) -> str:
    """Return the version that `binary --version` prints, "" if it prints none."""
    try:
        done = subprocess.run(
            [binary, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = _VERSION.search(done.stdout)
    return match.group(0) if match else ""


def _major(version: str) -> str:
    return version.partition(".")[0]


def _first_installed(names: tuple[str, ...]) -> str:
    return next((path for path in map(shutil.which, names) if path), "")


def _matching_shell(driver: str) -> str:
    # `write_shell_launcher` writes a POSIX shell script.
    if not has_shell_scripts():
        return ""
    shell = _first_installed(_SHELLS)
    return shell if shell and _same_major(shell, driver) else ""


def _demand_program(path: str, program: str) -> str:
    found = shutil.which(path)
    if not found:
        raise BrowserError(UNUSABLE[program, Path(path).exists()].format(path=path), INSTALL_HINT)
    return found


def _same_major(browser: str, driver: str) -> bool:
    return bool(driver) and _major(version_of(browser)) == _major(version_of(driver))


def _demand_match(browser: str, driver: str) -> None:
    ours, theirs = (version_of(browser) if browser else ""), version_of(driver)
    if ours and theirs and _major(ours) != _major(theirs):
        message = OTHER_VERSION.format(path=driver, theirs=_major(theirs), ours=ours)
        raise BrowserError(message, OTHER_DRIVER.format(version=_major(ours)))
