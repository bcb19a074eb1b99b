"""The plain way to audit a folder: one Selenium driver, axe-selenium-python, one page after the other.

This is the loop that the documentation of axe-selenium-python leads to, written without anything that
would slow it down. Browser, flags, viewport and axe-core are those of `a11ycheck`, so that a
comparison shows nothing but the way of working. The result is JSON: what axe found, and the seconds.
"""

import argparse
import functools
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from a11ycheck.browser import axe_path, find_binaries
from a11ycheck.browser.session import browser_flags
from a11ycheck.browser.tab import bypass_list

__all__ = ["TAGS", "audit_folder", "main"]

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
VIEWPORT = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}

Location = tuple[str, str, str]


@dataclass(slots=True)
class Found:
    """What axe found: (page, rule, target as JSON), and the wall time in seconds."""

    pages: int = 0
    violations: list[Location] = field(default_factory=list)
    incomplete: list[Location] = field(default_factory=list)
    seconds: float = 0.0


def audit_folder(folder: Path) -> Found:
    """Audit each HTML page in the folder and return what axe found."""
    found = Found()
    start = time.perf_counter()
    with _server(folder) as host, _driver(host) as driver:
        for path in sorted(folder.rglob("*.html")):
            page = path.relative_to(folder).as_posix()
            results = _audit(driver, f"http://{host}/{page}")
            found.pages += 1
            found.violations += _locations(page, results["violations"])
            found.incomplete += _locations(page, results["incomplete"])
    found.violations.sort()
    found.incomplete.sort()
    found.seconds = time.perf_counter() - start
    return found


def _audit(driver: webdriver.Chrome, url: str) -> dict[str, Any]:
    driver.get(url)
    axe = Axe(driver, script_url=str(axe_path()))
    axe.inject()
    # Options as JSON text: the package writes what it is given into the script's source.
    results: dict[str, Any] = axe.run(options=json.dumps({"runOnly": list(TAGS)}))
    return results


def _locations(page: str, results: list[dict[str, Any]]) -> Iterator[Location]:
    for result in results:
        for node in result["nodes"]:
            yield page, result["id"], json.dumps(node["target"])


def _flags(host: str, *, sandbox: bool) -> Iterator[str]:
    """Yield the flags of `a11ycheck` without its tuning; the whole browser may request one host."""
    # A flag that is given twice counts as it was given last, and `a11ycheck` allows hosts for each tab.
    yield from browser_flags(sandbox=sandbox, is_tuned=False)
    yield f"--proxy-bypass-list={bypass_list((host,))}"


@contextmanager
def _driver(host: str) -> Iterator[webdriver.Chrome]:
    binaries = find_binaries()
    options = webdriver.ChromeOptions()
    options.binary_location = binaries.browser
    for flag in _flags(host, sandbox=os.geteuid() != 0):
        options.add_argument(flag)
    with tempfile.TemporaryDirectory(prefix="plain-loop-") as profile:
        options.add_argument(f"--user-data-dir={profile}")
        driver = webdriver.Chrome(options=options, service=Service(binaries.driver or None))
        try:
            # On a busy machine axe needs longer than the default of 30 s for the longest page.
            driver.set_script_timeout(180)
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", VIEWPORT)
            yield driver
        finally:
            driver.quit()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Print nothing."""


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Serve the folder on loopback and yield "host:port"."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def main() -> None:
    """Audit the folder named on the command line and write the JSON."""
    parser = argparse.ArgumentParser(description="Audit a folder the plain way.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path, help="the JSON file to write")
    arguments = parser.parse_args()
    found = audit_folder(arguments.folder.resolve())
    record = {
        "pages": found.pages,
        "seconds": round(found.seconds, 3),
        "violations": found.violations,
        "incomplete": found.incomplete,
    }
    arguments.output.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
