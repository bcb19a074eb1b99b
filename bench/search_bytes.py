"""Measure what a search costs a reader: requests and bytes, compressed, of each query in a real browser.

The queries are the words of the titles of the guide's pages, one by one, in each language. The page with
its script is fetched once; the files of the index are what each further query costs. On 2G, at 50 kbit/s
with 500 ms for a round trip, a query takes two rounds: files of words, then files of titles. Run `make
build` first, or name a folder.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import re
import statistics
import sys
import threading
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from lxml import html
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from plain_chrome import plain_chrome  # noqa: E402

BYTES_PER_SECOND, ROUND_TRIP = 50_000 / 8, 0.5
FOLDERS = ("", "ar/", "ckb/")
SHORTEST = 4
HAS_ANSWERED = r"return /:|\.$/.test(document.getElementById('search-status').textContent)"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve the site, and note what is asked for."""

    paths: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Note the path, and answer."""
        self.paths.append(self.path.partition("?")[0])
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def queries(site: Path, folder: str) -> list[str]:
    """Return the longer words of the titles in the guide."""
    titles = [
        html.parse(str(path), html.HTMLParser(encoding="utf-8")).findtext(".//h1") or ""
        for path in sorted((site / folder / "guide").glob("*.html"))
    ]
    words = [word for title in titles for word in re.findall(r"\w+", title)]
    return [word for word in dict.fromkeys(words) if len(word) >= SHORTEST]


def weight(site: Path, path: str) -> int:
    """Return the bytes of a file as a server sends it."""
    copy = site / f"{path.strip('/')}.br"
    return (copy if copy.is_file() else site / path.strip("/")).stat().st_size


def main() -> None:
    """Search, and print a line for each language."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "build" / "html")
    site = parser.parse_args().site
    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}/"
    print("          queries  first page  median  most bytes  most files  median on 2G")
    with plain_chrome(site.parent / "search-profile", patience=20) as driver:
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
        for folder in FOLDERS:
            driver.get(f"{origin}{folder}search.html")
            first = sum(weight(site, path) for path in set(Handler.paths))
            costs, seconds = [], []
            for word in queries(site, folder):
                driver.get("about:blank")
                Handler.paths.clear()
                driver.get(f"{origin}{folder}search.html?q={quote(word)}")
                WebDriverWait(driver, 20).until(lambda one: one.execute_script(HAS_ANSWERED))
                files = [path for path in Handler.paths if "/search/" in path]
                size = sum(weight(site, path) for path in files)
                costs.append((size, len(files)))
                seconds.append(2 * ROUND_TRIP + size / BYTES_PER_SECOND)
            sizes = [size for size, _files in costs]
            print(
                f"{folder or 'en/':8} {len(costs):8,d} {first:11,d} {statistics.median(sizes):7,.0f}"
                f" {max(sizes):11,d} {max(files for _size, files in costs):11,d}"
                f" {statistics.median(seconds):10.1f} s"
            )
            Handler.paths.clear()
    server.shutdown()


if __name__ == "__main__":
    main()
