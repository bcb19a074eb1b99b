"""Pages kept on a phone, in a real browser, with a server that goes away and comes back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from host_that_goes_away import PATIENCE, Host
from plain_chrome import plain_chrome

pytestmark = pytest.mark.browser

KEPT = ["/", "/guide/save", "/guide/water", "/offline"]
PRIVATE = "guide/water.html"
STATUS = "document.querySelector('#offline-copies [role=status]').innerText"
NO_ROOM = """const put = Cache.prototype.put; let calls = 0;
Cache.prototype.put = function (...all) {
  if (++calls > 1) throw new DOMException('', 'QuotaExceededError');
  return put.apply(this, all); };"""


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


@pytest.fixture
def two_languages(
    write_site: Callable[..., Path],
    make: Callable[..., object],
    page: Callable[..., str],
    pages: Mapping[str, str],
) -> Iterator[Host]:
    """Serve the site with a first page in Sorani, which has the block, too."""
    marker = pages["guide/save.html"]
    block = marker[marker.index("<div") : marker.index("</div>") + len("</div>")]
    root = write_site(
        {**pages, "ckb/index.html": page("ئاو", f"<p>ئاو.</p>{block}", language="ckb")}
    )
    make(root / "ckb", site="../")
    make(root, list(pages))
    host = Host(root)
    yield host
    host.close()


def open_page(chrome: Chrome, url: str) -> None:
    """Load a URL anew, even where only its fragment is another."""
    chrome.get("about:blank")
    chrome.get(url)


def text_of(chrome: Chrome) -> str:
    return chrome.execute_script("return document.body.innerText")


def wait_until(chrome: Chrome, condition: str) -> None:
    WebDriverWait(chrome, PATIENCE).until(
        lambda driver: driver.execute_script(f"return {condition}")
    )


def stored(chrome: Chrome) -> dict[str, list[str]]:
    """Return all that the open site has stored: paths in caches, workers, databases, storage, cookies."""
    return chrome.execute_async_script(
        """const end = arguments[0];
        (async () => {
          const kept = [];
          for (const name of await caches.keys())
            for (const one of await (await caches.open(name)).keys()) kept.push(new URL(one.url).pathname);
          const workers = await navigator.serviceWorker.getRegistrations();
          return {
            kept: kept.sort(),
            caches: await caches.keys(),
            workers: workers.map(({ scope }) => new URL(scope).pathname),
            databases: (await indexedDB.databases()).map(({ name }) => name),
            storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
            cookies: document.cookie ? [document.cookie] : [],
          };
        })().then(end, (error) => end({ kept: [String(error)] }));"""
    )


def kept(chrome: Chrome) -> list[str]:
    return stored(chrome)["kept"]


def press(chrome: Chrome, name: str, words: str) -> None:
    """Press a button of the block, and wait until its status contains some words."""
    chrome.find_element("name", name).click()
    wait_until(chrome, f"{STATUS}.includes('{words}')")


def wait_for_request(chrome: Chrome, host: Host, path: str) -> None:
    WebDriverWait(chrome, PATIENCE).until(lambda _: path in host.paths)


def close_others(chrome: Chrome, first: str) -> None:
    """Close all tabs but one."""
    for tab in chrome.window_handles:
        if tab != first:
            chrome.switch_to.window(tab)
            chrome.close()
    chrome.switch_to.window(first)


def keep_all(chrome: Chrome, host: Host, path: str = "guide/save.html") -> None:
    open_page(chrome, host.origin + path)
    press(chrome, "keep", "are kept")


def test_nothing_is_stored_before_the_reader_asks(chrome: Chrome, host: Host) -> None:
    for path in ("", PRIVATE, "guide/save.html", "offline.html", "all-pages.html"):
        open_page(chrome, host.origin + path)
    assert not any(stored(chrome).values())
    assert host.paths == [
        "/",
        f"/{PRIVATE}",
        "/guide/save.html",
        "/offline.html",
        "/all-pages.html",
    ]


def test_pages_are_kept_with_one_request_and_everything_can_be_removed(
    chrome: Chrome, host: Host
) -> None:
    open_page(chrome, host.origin + "guide/save.html")
    assert re.search(r"3 pages in one download of up to \d kB\.", text_of(chrome))
    assert "Anyone who uses this phone can open the kept pages" in text_of(chrome)
    host.paths.clear()

    press(chrome, "keep", "are kept")

    assert host.paths.count("/offline-pages.json") == 1
    assert set(host.paths) <= {"/offline-pages.json", "/sw.js"}
    assert kept(chrome) == KEPT
    host.close()
    for path, words in (
        ("", "Welcome."),
        ("index.html", "Welcome."),
        ("guide/water.html#boil", "For one minute."),
        ("guide/water?x=1", "For one minute."),
        ("guide/save.html", "Remove everything"),
    ):
        open_page(chrome, host.origin + path)
        assert words in text_of(chrome)
    today = chrome.execute_script(
        "return new Date().toLocaleDateString('en-GB', {dateStyle: 'long'})"
    )
    line = chrome.execute_script("return document.body.firstElementChild.innerText")
    assert line == f"Saved copy: {today}"

    press(chrome, "remove", "is removed")
    assert not any(stored(chrome).values())


def test_a_page_that_is_opened_later_is_not_added(
    chrome: Chrome, host: Host, page: Callable[..., str]
) -> None:
    keep_all(chrome, host)
    (host.folder / "later.html").write_text(page("Later", "<p>Later.</p>"), "utf-8")

    open_page(chrome, host.origin + "later.html")
    open_page(chrome, host.origin)

    assert kept(chrome) == KEPT


def test_a_private_page_is_kept_only_if_it_is_chosen_by_name(
    chrome: Chrome, write_site: Callable[..., Path], make: Callable[..., object]
) -> None:
    root = write_site()
    make(root, private=frozenset({PRIVATE}))
    host = Host(root)
    try:
        keep_all(chrome, host)
        open_page(chrome, host.origin + PRIVATE)
        assert "/guide/water" not in kept(chrome)

        open_page(chrome, host.origin + "guide/save.html")
        chrome.find_element("xpath", "//label[contains(., 'Water')]/input").click()
        press(chrome, "keep", "are kept")

        assert "/guide/water" in kept(chrome)
        host.close()
        open_page(chrome, host.origin + PRIVATE)
        assert "For one minute." in text_of(chrome)
    finally:
        host.close()


def test_a_page_that_is_not_kept_is_a_message_that_leads_to_those_that_are(
    chrome: Chrome, host: Host
) -> None:
    keep_all(chrome, host)
    host.close()

    open_page(chrome, host.origin + "guide/other.html")

    assert "This page is not kept on this phone" in text_of(chrome)
    wait_until(chrome, "document.querySelector('#saved a')")
    chrome.find_element("link text", "Water - Site").click()
    wait_until(chrome, "location.pathname === '/guide/water'")
    assert "For one minute." in text_of(chrome)


def test_a_newer_page_wins_when_the_network_is_back(
    chrome: Chrome, host: Host, pages: Mapping[str, str]
) -> None:
    keep_all(chrome, host)
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
    keep_all(chrome, host)
    host.answers.clear()

    try:
        open_page(chrome, host.origin + "guide/water.html")
        assert "Saved copy:" in text_of(chrome)
    finally:
        host.answers.set()


def test_a_broken_server_is_no_better_than_none(chrome: Chrome, host: Host) -> None:
    keep_all(chrome, host)
    host.status = 502
    open_page(chrome, host.origin + "guide/water.html")
    assert "For one minute." in text_of(chrome)
    assert "Saved copy:" in text_of(chrome)


def test_a_withdrawn_page_is_withdrawn_from_the_phone(chrome: Chrome, host: Host) -> None:
    keep_all(chrome, host)
    (host.folder / "guide/water.html").unlink()

    open_page(chrome, host.origin + "guide/water.html")

    left = [path for path in KEPT if "water" not in path]
    WebDriverWait(chrome, PATIENCE).until(lambda _: kept(chrome) == left)


def test_a_host_that_redirects_to_short_urls_is_kept_and_read(chrome: Chrome, host: Host) -> None:
    host.has_short_urls = True
    keep_all(chrome, host)
    open_page(chrome, host.origin + "guide/water.html")
    assert chrome.current_url == f"{host.origin}guide/water"
    assert "Saved copy:" not in text_of(chrome)

    host.close()
    for path in ("guide/water", "guide/water.html", ""):
        open_page(chrome, host.origin + path)
        assert "Saved copy:" in text_of(chrome)
    open_page(chrome, host.origin + "guide/other")
    assert "This page is not kept on this phone" in text_of(chrome)


def test_what_is_sent_to_the_server_is_left_to_the_browser(chrome: Chrome, host: Host) -> None:
    keep_all(chrome, host)
    open_page(chrome, host.origin + "guide/water.html")
    send = (
        "const end = arguments[0];"
        "fetch('/guide/water', {method: 'POST', body: 'x'})"
        ".then((one) => end(one.status), () => end('no network'))"
    )
    assert chrome.execute_async_script(send) == 204
    assert host.paths[-1] == "POST /guide/water"
    assert kept(chrome) == KEPT

    host.close()
    assert chrome.execute_async_script(send) == "no network"


def test_without_workers_the_files_are_offered_and_no_button(chrome: Chrome, host: Host) -> None:
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(chrome, host.origin + "guide/save.html")
        shown = chrome.find_element("id", "offline-copies").text
    finally:
        chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "Keep these pages" not in shown
    assert "All pages in one file: up to 2 kB." in shown


def test_a_damaged_pack_is_reported_and_stores_nothing(chrome: Chrome, host: Host) -> None:
    for name in ("offline-pages.json", "offline-pages.json.br", "offline-pages.json.gz"):
        (host.folder / name).unlink()
    open_page(chrome, host.origin + "guide/save.html")

    press(chrome, "keep", "try again")

    assert not any(stored(chrome).values())


def test_a_phone_without_room_keeps_no_part(chrome: Chrome, host: Host) -> None:
    open_page(chrome, host.origin + "guide/save.html")
    chrome.execute_script(NO_ROOM)

    press(chrome, "keep", "try again")

    assert not any(stored(chrome).values())


def test_a_failed_removal_is_not_reported_as_done(chrome: Chrome, host: Host) -> None:
    keep_all(chrome, host)
    chrome.execute_script("Cache.prototype.delete = async () => false;")

    press(chrome, "remove", "did not work")


def test_languages_are_kept_apart_and_removed_together(chrome: Chrome, two_languages: Host) -> None:
    host = two_languages
    keep_all(chrome, host)
    open_page(chrome, host.origin + "ckb/")
    press(chrome, "keep", "هەڵگیراون")
    assert stored(chrome)["workers"] == ["/", "/ckb/"]
    host.close()
    open_page(chrome, host.origin + "ckb/index.html")
    assert chrome.execute_script("return document.body.firstElementChild.innerText").startswith(
        "هەڵگیراو: "
    )
    open_page(chrome, host.origin + "ckb/other.html")
    assert chrome.execute_script("return document.dir") == "rtl"
    assert "هەڵنەگیراوە" in text_of(chrome)

    open_page(chrome, host.origin + "ckb/")
    press(chrome, "remove", "سڕایەوە")
    assert not any(stored(chrome).values())


def test_what_is_removed_in_one_tab_is_not_stored_again_by_another(
    chrome: Chrome, host: Host
) -> None:
    keep_all(chrome, host)
    open_page(chrome, host.origin + "guide/water.html")  # a page that the worker controls
    first = chrome.current_window_handle
    chrome.switch_to.new_window("tab")
    try:
        open_page(chrome, host.origin + "guide/save.html")
        press(chrome, "remove", "is removed")
        chrome.switch_to.window(first)
        # Still under the worker: its requests are renewals of what is no longer kept.
        chrome.execute_async_script(
            "const end = arguments[0]; fetch('/guide/water.html').then(() => end(), () => end())"
        )
        assert not any(stored(chrome).values())
        chrome.refresh()
        assert "For one minute." in text_of(chrome)
        assert not any(stored(chrome).values())
    finally:
        close_others(chrome, first)


def test_an_answer_that_is_under_way_during_a_removal_is_not_stored(
    chrome: Chrome, host: Host
) -> None:
    keep_all(chrome, host)
    open_page(chrome, host.origin + "guide/save.html")  # controlled by the worker
    host.rest.clear()
    chrome.execute_script(
        "fetch('/guide/water.html').then((one) => one.text()).then(() => (window.ended = true))"
    )
    wait_for_request(chrome, host, "/guide/water.html")

    press(chrome, "remove", "is removed")
    assert not any(stored(chrome).values())
    host.rest.set()

    wait_until(chrome, "window.ended")
    assert not any(stored(chrome).values())


def test_pages_that_are_removed_in_another_tab_while_they_load_are_not_kept(
    chrome: Chrome, two_languages: Host
) -> None:
    host = two_languages
    open_page(chrome, host.origin + "guide/save.html")
    first = chrome.current_window_handle
    chrome.switch_to.new_window("tab")
    try:
        open_page(chrome, host.origin + "ckb/")
        second = chrome.current_window_handle
        host.rest.clear()
        chrome.switch_to.window(first)
        chrome.find_element("name", "keep").click()
        wait_for_request(chrome, host, "/offline-pages.json")
        chrome.switch_to.window(second)
        press(chrome, "remove", "سڕایەوە")
        host.rest.set()
        chrome.switch_to.window(first)
        wait_until(chrome, f"{STATUS}.includes('did not work')")
        assert not any(stored(chrome).values())
    finally:
        host.rest.set()
        close_others(chrome, first)


def test_a_second_language_without_room_leaves_the_first_as_it_was(
    chrome: Chrome, two_languages: Host
) -> None:
    host = two_languages
    keep_all(chrome, host)
    before = stored(chrome)
    open_page(chrome, host.origin + "ckb/")
    chrome.execute_script(NO_ROOM)

    press(chrome, "keep", "سەرکەوتوو نەبوو")

    assert stored(chrome) == before


def test_a_page_in_a_file_offers_files_and_no_button(chrome: Chrome, host: Host) -> None:
    open_page(chrome, (host.folder / "guide/save.html").as_uri())
    shown = chrome.find_element("id", "offline-copies").text
    assert "Keep these pages" not in shown
    assert "Remove everything" not in shown
    assert "All pages in one file" in shown


def test_a_private_page_is_kept_from_a_host_that_redirects(
    chrome: Chrome, write_site: Callable[..., Path], make: Callable[..., object]
) -> None:
    root = write_site()
    make(root, private=frozenset({PRIVATE}))
    host = Host(root)
    host.has_short_urls = True
    try:
        open_page(chrome, host.origin + "guide/save.html")
        chrome.find_element("xpath", "//label[contains(., 'Water')]/input").click()
        press(chrome, "keep", "are kept")
        host.close()
        for path in ("guide/water", "guide/water.html"):
            open_page(chrome, host.origin + path)
            assert "For one minute." in text_of(chrome)
            assert "Saved copy:" in text_of(chrome)
    finally:
        host.close()


def test_an_error_page_is_not_kept_in_place_of_a_private_page(
    chrome: Chrome, write_site: Callable[..., Path], make: Callable[..., object]
) -> None:
    root = write_site()
    make(root, private=frozenset({PRIVATE}))
    (root / PRIVATE).unlink()
    host = Host(root)
    try:
        open_page(chrome, host.origin + "guide/save.html")
        chrome.find_element("xpath", "//label[contains(., 'Water')]/input").click()
        press(chrome, "keep", "did not work")

        assert not any(stored(chrome).values())
    finally:
        host.close()
