"""The service worker in a real browser, with a server that goes away and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from host_that_goes_away import PATIENCE, Host
from plain_chrome import plain_chrome

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with plain_chrome(tmp_path_factory.mktemp("profile"), patience=PATIENCE) as driver:
        yield driver


@pytest.fixture
def host(write_site: Callable[..., Path], make: Callable[..., object]) -> Iterator[Host]:
    root = write_site()
    make(root)
    host = Host(root)
    yield host
    host.close()


def open_page(chrome: Chrome, address: str) -> None:
    """Load an address anew, even where only its fragment is another."""
    chrome.get("about:blank")
    chrome.get(address)


def text_of(chrome: Chrome) -> str:
    return chrome.execute_script("return document.body.innerText")


def wait_until(chrome: Chrome, condition: str) -> None:
    WebDriverWait(chrome, PATIENCE).until(
        lambda driver: driver.execute_script(f"return {condition}")
    )


def kept(chrome: Chrome) -> list[str]:
    """Return the paths of what the browser has saved."""
    return chrome.execute_async_script(
        "const end = arguments[0]; caches.open('a11y').then((pages) => pages.keys())"
        ".then((all) => end(all.map((one) => new URL(one.url).pathname).sort()))"
    )


def visit_until_kept(chrome: Chrome, host: Host, path: str) -> None:
    """Open a page, ask for the worker without the wait of three seconds, and wait until both are kept."""
    open_page(chrome, host.origin + path)
    worker = f"{host.origin}{'ckb/' if path.startswith('ckb/') else ''}sw.js"
    chrome.execute_script("navigator.serviceWorker.register(arguments[0])", worker)
    WebDriverWait(chrome, PATIENCE).until(lambda _: f"/{path}" in kept(chrome))
    chrome.execute_async_script("navigator.serviceWorker.ready.then(() => arguments[0]())")


def test_a_cold_page_is_one_request_and_the_worker_comes_after_it(
    chrome: Chrome, host: Host
) -> None:
    open_page(chrome, host.origin + "guide/water.html")
    assert host.paths == ["/guide/water.html"]

    WebDriverWait(chrome, PATIENCE).until(lambda _: "/guide/water.html" in kept(chrome))

    # The page itself is kept from the browser's own cache, so it is not paid for twice.
    asked = [path for path in host.paths if path != "/guide/water.html"]
    assert asked == ["/sw.js", "/offline.html"]


def test_a_visited_page_opens_without_the_server_and_shows_its_date(
    chrome: Chrome, host: Host
) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    host.close()

    open_page(chrome, host.origin + "guide/water.html#boil")

    assert "For one minute." in text_of(chrome)
    today = chrome.execute_script("return new Date().toLocaleDateString('sv')")
    line = chrome.execute_script("return document.body.firstElementChild.innerText")
    assert line == f"Saved copy: {today}"


def test_a_page_that_is_not_saved_is_a_message_that_leads_to_those_that_are(
    chrome: Chrome, host: Host
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
    chrome: Chrome, host: Host, pages: Mapping[str, str]
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
    chrome: Chrome, host: Host
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


def test_a_broken_server_is_no_better_than_none(chrome: Chrome, host: Host) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    host.status = 502
    open_page(chrome, host.origin + "guide/water.html")
    assert "For one minute." in text_of(chrome)
    assert "Saved copy:" in text_of(chrome)


def test_a_withdrawn_page_is_withdrawn_from_the_phone(chrome: Chrome, host: Host) -> None:
    visit_until_kept(chrome, host, "guide/water.html")
    (host.folder / "guide/water.html").unlink()

    open_page(chrome, host.origin + "guide/water.html")

    WebDriverWait(chrome, PATIENCE).until(lambda _: kept(chrome) == ["/offline.html"])


def test_all_pages_are_saved_with_one_request_and_can_be_removed(
    chrome: Chrome, host: Host
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


def test_without_workers_the_files_are_offered_and_no_button(chrome: Chrome, host: Host) -> None:
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(chrome, host.origin + "guide/save.html")
        shown = chrome.find_element("id", "offline-copies").text
    finally:
        chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "Save all pages" not in shown
    assert "All pages in one file: up to 2 kB." in shown


def test_a_damaged_pack_is_reported_and_saves_nothing(chrome: Chrome, host: Host) -> None:
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
    host = Host(root)
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
