"""Chrome as a reader has it, for tests of pages: no part of the checker starts it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from a11ycheck.browser import find_binaries

__all__ = ["plain_chrome"]

_FLAGS = ("headless=new", "disable-gpu", "no-first-run", "disable-background-networking")
_QUIET = ("disable-component-update", "disable-sync", "hide-scrollbars")


@contextmanager
def plain_chrome(profile: Path, *, patience: float) -> Iterator[Chrome]:
    """Give a running browser with a fresh profile; scripts may take `patience` seconds."""
    found = find_binaries()
    options = ChromeOptions()
    options.binary_location = found.browser
    sandbox = ("no-sandbox",) if os.geteuid() == 0 else ()
    for flag in (*_FLAGS, *_QUIET, *sandbox, f"user-data-dir={profile}"):
        options.add_argument(f"--{flag}")
    driver = Chrome(options, Service(found.driver or None))
    try:
        driver.set_script_timeout(patience)
        yield driver
    finally:
        driver.quit()
