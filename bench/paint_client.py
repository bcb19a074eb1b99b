"""Open pages in a fresh Chromium, one after the other, and print the time of each first paint, as JSON.

`first_paint.py` runs this in the namespace of the slow link's client. Arguments: the pin of the server's
key, then the URLs.
"""

import json
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from a11ycheck.browser import Launcher

_SECONDS = 180
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=360,740",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions",
    "--disable-features=OptimizationHints,MediaRouter,Translate", "--no-proxy-server",
)  # fmt: skip
_TIMES = """
const done = arguments[arguments.length - 1];
const load = () => performance.getEntriesByType("navigation")[0];
const send = (paint) => done({
  paint: paint.startTime / 1000,
  load: load().loadEventEnd / 1000,
  requests: performance.getEntriesByType("resource").length + 1,
  protocol: load().nextHopProtocol,
});
new PerformanceObserver((list) => {
  const paint = list.getEntries().find((entry) => entry.name === "first-contentful-paint");
  if (paint) send(paint);
}).observe({ type: "paint", buffered: true });
"""


def main() -> None:
    """Print a list of {paint, load, requests, protocol} for the URLs, times in seconds."""
    pin, *urls = sys.argv[1:]
    options = webdriver.ChromeOptions()
    binaries = Launcher(timeout=_SECONDS).binaries
    options.binary_location = binaries.browser
    for flag in (*_FLAGS, f"--ignore-certificate-errors-spki-list={pin}"):
        options.add_argument(flag)
    with tempfile.TemporaryDirectory(prefix="paint-", ignore_cleanup_errors=True) as profile:
        options.add_argument(f"--user-data-dir={profile}")
        driver = webdriver.Chrome(options=options, service=Service(binaries.driver))
        try:
            driver.set_page_load_timeout(_SECONDS)
            driver.set_script_timeout(_SECONDS)
            print(json.dumps([_open(driver, url) for url in urls]))
        finally:
            driver.quit()


def _open(driver: webdriver.Chrome, url: str) -> object:
    driver.get(url)
    return driver.execute_async_script(_TIMES)


if __name__ == "__main__":
    main()
