"""The service worker in a real browser, with a server that goes away and comes back."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from a11ycheck.browser import find_binaries

pytestmark = pytest.mark.browser

_PATIENCE = 20


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, what is compressed with its coding, and notes every request."""

    server: _Host._Http

    def do_GET(self) -> None:
        self.server.host.paths.append(self.path)
        self.server.host.answers.wait(_PATIENCE)
        if self.server.host.status != 200:
            self.send_error(self.server.host.status)
            return
        super().do_GET()

    def send_head(self) -> Any:
        self.coding = ""
        packed = Path(self.translate_path(self.path) + ".br")
        if "br" in self.headers.get("Accept-Encoding", "") and packed.is_file():
            self.path += ".br"
            self.coding = "br"
        return super().send_head()

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return super().guess_type(str(path).removesuffix(".br") if self.coding else path)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        if self.coding:
            self.send_header("Content-Encoding", self.coding)
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Tests look at the paths."""


class _Host:
    """A server of one folder that can be closed, and opened again on the same port."""

    class _Http(ThreadingHTTPServer):
        daemon_threads = True
        host: _Host

        def handle_error(self, request: object, client_address: object) -> None:
            """A browser may hang up."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.paths = folder, 0, list[str]()
        self.status, self.answers = 200, threading.Event()
        self.answers.set()
        self._http: _Host._Http | None = None
        self.open()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def open(self) -> None:
        folder = str(self.folder)
        self._http = _Host._Http(
            ("127.0.0.1", self.port),
            lambda *arguments: _Handler(*arguments, directory=folder),
        )
        self._http.host = self
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http = None


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    found = find_binaries()
    options = ChromeOptions()
    options.binary_location = found.browser
    flags = ["headless=new", "disable-gpu", "no-first-run", "disable-background-networking"]
    flags += ["disable-component-update", "disable-sync"]
    flags += ["no-sandbox"] if os.geteuid() == 0 else []
    for flag in (*flags, f"user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(f"--{flag}")
    driver = Chrome(options, Service(found.driver or None))
    driver.set_script_timeout(_PATIENCE)
    yield driver
    driver.quit()


@pytest.fixture
def host(write_site: Callable[..., Path], make: Callable[..., object]) -> Iterator[_Host]:
    root = write_site()
    make(root)
    host = _Host(root)
    yield host
    host.close()


def open_page(chrome: Chrome, address: str) -> None:
    """Load an address anew, even where only its fragment is another."""
    chrome.get("about:blank")
    chrome.get(address)


def text_of(chrome: Chrome) -> str:
    return chrome.execute_script("return document.body.innerText")


def wait_until(chrome: Chrome, condition: str) -> None:
    WebDriverWait(chrome, _PATIENCE).until(
        lambda driver: driver.execute_script(f"return {condition}")
    )


def kept(chrome: Chrome) -> list[str]:
    """Return the paths of what the browser has saved."""
    return chrome.execute_async_script(
        "const end = arguments[0]; caches.open('a11y').then((pages) => pages.keys())"
        ".then((all) => end(all.map((one) => new URL(one.url).pathname).sort()))"
    )


def visit_until_kept(chrome: Chrome, host: _Host, path: str) -> None:
    """Open a page, ask for the worker without the wait of three seconds, and wait until both are kept."""
    open_page(chrome, host.origin + path)
    worker = f"{host.origin}{'ckb/' if path.startswith('ckb/') else ''}sw.js"
    chrome.execute_script("navigator.serviceWorker.register(arguments[0])", worker)
    WebDriverWait(chrome, _PATIENCE).until(lambda _: f"/{path}" in kept(chrome))
    chrome.execute_async_script("navigator.serviceWorker.ready.then(() => arguments[0]())")


def test_a_cold_page_is_one_request_and_the_worker_comes_after_it(
    chrome: Chrome, host: _Host
) -> None:
    open_page(chrome, host.origin + "guide/water.html")
    assert host.paths == ["/guide/water.html"]

    WebDriverWait(chrome, _PATIENCE).until(lambda _: "/guide/water.html" in kept(chrome))

    # The page itself is kept from the browser's own cache, so it is not paid for twice.
    asked = [path for path in host.paths if path != "/guide/water.html"]
    assert asked == ["/sw.js", "/offline.html"]


def test_a_visited_page_opens_without_the_server_and_shows_its_date(
    chrome: Chrome, host: _Host
) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    host.close()

    open_page(chrome, host.origin + "guide/water.html#boil")

    assert "For one minute." in text_of(chrome)
    today = chrome.execute_script("return new Date().toLocaleDateString('sv')")
    line = chrome.execute_script("return document.body.firstElementChild.innerText")
    assert line == f"Saved copy: {today}"


def test_a_page_that_is_not_saved_is_a_message_that_leads_to_those_that_are(
    chrome: Chrome, host: _Host
) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    host.close()

    open_page(chrome, host.origin + "guide/save.html")

    assert "This page is not saved on this phone" in text_of(chrome)
    wait_until(chrome, "document.querySelector('#saved a')")
    chrome.find_element("link text", "Water - Site").click()
    wait_until(chrome, "location.pathname === '/guide/water.html'")
    assert "For one minute." in text_of(chrome)


def test_a_newer_page_wins_when_the_network_is_back(
    chrome: Chrome, host: _Host, pages: Mapping[str, str]
) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    host.close()
    open_page(chrome, host.origin + "guide/water.html")
    assert "Saved copy:" in text_of(chrome)

    newer = pages["guide/water.html"].replace("one minute", "three minutes")
    (host.folder / "guide/water.html").write_text(newer, "utf-8")
    host.open()
    open_page(chrome, host.origin + "guide/water.html")

    assert "three minutes" in text_of(chrome)
    assert "Saved copy:" not in text_of(chrome)
    host.close()
    open_page(chrome, host.origin + "guide/water.html")
    assert "three minutes" in text_of(chrome)


def test_a_link_that_is_up_but_dead_shows_the_copy_after_a_while(
    chrome: Chrome, host: _Host
) -> None:
    worker = host.folder / "sw.js"
    patience = worker.read_text("utf-8").replace("1e4", "200")  # 10 s, for a test that is to end
    assert "200" in patience
    worker.write_text(patience, "utf-8")
    visit_until_kept(chrome, host, "guide/water.html")
    host.answers.clear()

    try:
        open_page(chrome, host.origin + "guide/water.html")
        assert "Saved copy:" in text_of(chrome)
    finally:
        host.answers.set()


def test_a_broken_server_is_no_better_than_none(chrome: Chrome, host: _Host) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    host.status = 502
    open_page(chrome, host.origin + "guide/water.html")
    assert "For one minute." in text_of(chrome)
    assert "Saved copy:" in text_of(chrome)


def test_a_withdrawn_page_is_withdrawn_from_the_phone(chrome: Chrome, host: _Host) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    (host.folder / "guide/water.html").unlink()

    open_page(chrome, host.origin + "guide/water.html")

    WebDriverWait(chrome, _PATIENCE).until(lambda _: kept(chrome) == ["/offline.html"])


def test_all_pages_are_saved_with_one_request_and_can_be_removed(
    chrome: Chrome, host: _Host
) -> None:
    open_page(chrome, host.origin + "guide/save.html")
    assert "3 pages in one download of up to 2 kB." in text_of(chrome)
    host.paths.clear()

    chrome.find_element("name", "save").click()
    wait_until(
        chrome,
        "document.querySelector('#offline-copies [role=status]').innerText.includes('are saved')",
    )

    assert host.paths.count("/offline-pages.json") == 1
    assert set(host.paths) <= {"/offline-pages.json", "/sw.js", "/offline.html"}
    host.close()
    for path, words in (
        ("", "Welcome."),
        ("index.html", "Welcome."),
        ("guide/water.html", "For one minute."),
        ("guide/save.html", "Remove the saved pages"),
    ):
        open_page(chrome, host.origin + path)
        assert words in text_of(chrome)
        assert "Saved copy:" in text_of(chrome)

    chrome.find_element("name", "remove").click()
    wait_until(
        chrome,
        "document.querySelector('#offline-copies [role=status]').innerText.includes('removed')",
    )
    assert kept(chrome) == ["/offline.html"]


def test_without_workers_the_files_are_offered_and_no_button(chrome: Chrome, host: _Host) -> None:
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(chrome, host.origin + "guide/save.html")
        shown = chrome.find_element("id", "offline-copies").text
    finally:
        chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "Save all pages" not in shown
    assert "All pages in one file: up to 2 kB." in shown


def test_a_damaged_pack_is_told_and_saves_nothing(chrome: Chrome, host: _Host) -> None:
    for name in ("offline-pages.json", "offline-pages.json.br", "offline-pages.json.gz"):
        (host.folder / name).unlink()
    open_page(chrome, host.origin + "guide/save.html")

    chrome.find_element("name", "save").click()

    wait_until(
        chrome,
        "document.querySelector('#offline-copies [role=status]').innerText.includes('try again')",
    )


def test_a_language_below_the_root_has_a_worker_of_its_own(
    chrome: Chrome,
    write_site: Callable[..., Path],
    make: Callable[..., object],
    page: Callable[..., str],
    pages: Mapping[str, str],
) -> None:
    root = write_site({**pages, "ckb/index.html": page("ئاو", "<p>ئاو.</p>", language="ckb")})
    make(root / "ckb")
    host = _Host(root)
    try:
        visit_until_kept(chrome, host, "ckb/")
        host.close()
        open_page(chrome, host.origin + "ckb/index.html")
        assert chrome.execute_script("return document.body.firstElementChild.innerText").startswith(
            "هەڵگیراو: "
        )
        open_page(chrome, host.origin + "ckb/other.html")
        assert chrome.execute_script("return document.dir") == "rtl"
        assert "هەڵنەگیراوە" in text_of(chrome)
    finally:
        host.close()
