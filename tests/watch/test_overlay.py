"""The overlay of the preview, in a real browser: marks, list, keyboard, axe, live reload."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from a11ycheck.browser import axe_path
from a11ycheck.model import Impact, Message, Outcome
from a11ycheck.reporters.editors import EDITORS
from a11ycheck.watch.board import Board
from a11ycheck.watch.preview_server import PreviewServer
from a11ycheck.watch.shown_findings import Occurrence
from a11ycheck.watch.snapshot import Snapshot

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><meta charset="utf-8"><title>Page</title>
<meta name="viewport" content="width=device-width">
<style>
* {{ display: block !important; color: red !important; font-size: 60px; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; }} }}
</style>
<main><h1>Page</h1><p><a id="first" href="#x">here</a></p><p><a id="second" href="#y">click here</a></p>
<p>{words}</p></main></html>"""
MESSAGE = 'Link text "{}" does not describe its target.'


def occurrence(target: str, line: int) -> Occurrence:
    return Occurrence(
        fingerprint=target,
        rule="link-text-not-descriptive",
        title="Link text must describe its target",
        message=MESSAGE.format(target),
        outcome=Outcome.FAILED,
        impact=Impact.SERIOUS,
        page="index.html",
        variants=("phone-light",),
        help_url="https://example.org/rule",
        file="docs/index.md",
        line=line,
        path="/project/docs/index.md",
        target=(target,),
    )


class Preview:
    """A preview with two findings, and the browser that shows it."""

    def __init__(self, chrome: Chrome, folder: Path, board: Board, url: str) -> None:
        self.chrome, self.folder, self.board, self.url = chrome, folder, board, url

    def write(self, words: str = "", lang: str = "en", direction: str = "ltr") -> None:
        page = PAGE.format(lang=lang, dir=direction, words=words)
        (self.folder / "index.html").write_text(page, encoding="utf-8")

    def show(self, **changes: Any) -> None:
        self.board.show(snapshot=Snapshot.of(self.folder), **changes)

    def open(self, path: str = "") -> None:
        self.chrome.get(self.url + path)
        self.until("root.querySelector('.toggle').textContent !== 'a11ycheck'")

    def run(self, script: str) -> Any:
        return self.chrome.execute_script(
            f"const root = document.querySelector('a11ycheck-preview').shadowRoot; return {script}"
        )

    def until(self, script: str) -> None:
        WebDriverWait(self.chrome, 20).until(
            lambda driver: driver.execute_script(
                "const root = document.querySelector('a11ycheck-preview')?.shadowRoot;"
                f"return Boolean(root && ({script}))"
            )
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.chrome).send_keys(key).perform()

    @property
    def focused(self) -> str:
        """Return the text of the element that has the focus, inside the overlay or in the page."""
        found: str = self.run("(root.activeElement ?? document.activeElement).textContent.trim()")
        return found


@pytest.fixture
def preview(chrome: Chrome, tmp_path: Path) -> Iterator[Preview]:
    board = Board(EDITORS["vscode"])
    with PreviewServer(tmp_path, board) as server:
        found = Preview(chrome, tmp_path, board, server.url)
        found.write()
        items = (occurrence("#first", 3), occurrence("#second", 9))
        found.show(status="ready", found={"index.html": items}, new=frozenset(items[1:]))
        yield found
        chrome.execute_script("sessionStorage.clear()")
        chrome.get("about:blank")
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_each_finding_is_marked_and_listed(preview: Preview) -> None:
    preview.open()
    preview.press(Keys.TAB, Keys.TAB, Keys.TAB)
    assert preview.focused == "2 findings"
    preview.press(Keys.ENTER)

    assert preview.run("root.querySelectorAll('.mark').length") == 2
    assert preview.run(
        "[...root.querySelectorAll('.message')].map((item) => item.textContent)"
    ) == [
        f"1. serious: {MESSAGE.format('#first')}",
        f"2. New, serious: {MESSAGE.format('#second')}",
    ]
    assert preview.run("root.querySelector('li a').href") == "vscode://file/project/docs/index.md:3"


@pytest.mark.parametrize(
    ("lang", "found", "title"),
    [
        ("ar", "نتيجتان", "النتائج في هذه الصفحة"),
        ("ckb", "2 ئەنجام", "ئەنجامەکانی ئەم لاپەڕەیە"),
    ],
)
def test_the_overlay_is_in_the_language_of_the_reports(
    chrome: Chrome, tmp_path: Path, lang: str, found: str, title: str
) -> None:
    board = Board(EDITORS["vscode"])
    words = Message(
        "link-text", 'Link text "{text}" does not describe its target.', {"text": "here"}
    )
    items = (replace(occurrence("#first", 3), messages=(words,)), occurrence("#second", 9))
    with PreviewServer(tmp_path, board, lang=lang) as server:
        preview = Preview(chrome, tmp_path, board, server.url)
        preview.write()
        preview.show(status="ready", found={"index.html": items}, new=frozenset(items))
        preview.open()
        preview.until(f"root.querySelector('.toggle').textContent === {found!r}")
        preview.run("root.querySelector('.toggle').click()")

        texts = preview.run("root.querySelector('.panel').innerText")
        panel = preview.run("[root.querySelector('.panel').lang, root.querySelector('.panel').dir]")
        chrome.execute_script("sessionStorage.clear()")
        chrome.get("about:blank")

    assert panel == [lang, "rtl"]
    assert texts.startswith(title)
    assert "Link text" not in texts.split("#second")[0].split("2.")[0]  # it is in the catalogues
    for english in ("Finding", "New,", "serious", "Go to", "Edit", "Copy", "other pages"):
        assert english not in texts


def test_a_mark_is_around_its_element(preview: Preview) -> None:
    preview.open()

    inside = """(() => {
      const mark = root.querySelector('.mark').getBoundingClientRect();
      const link = document.querySelector('#first').getBoundingClientRect();
      return mark.left <= link.left && mark.right >= link.right
        && mark.top <= link.top && mark.bottom >= link.bottom;
    })()"""
    preview.until(inside)


def test_keys_lead_to_the_element_and_back(preview: Preview) -> None:
    preview.open()
    preview.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert preview.focused == "Findings on this page"
    while preview.focused != "Go to element":
        preview.press(Keys.TAB)
    preview.press(Keys.ENTER)
    assert preview.focused == "here"
    preview.press(Keys.ESCAPE)
    assert preview.focused == "Go to element"
    preview.press(Keys.ESCAPE)
    assert preview.focused == "2 findings"
    assert preview.run("root.querySelector('.toggle').getAttribute('aria-expanded')") == "false"


def test_the_list_does_not_cover_the_element(preview: Preview) -> None:
    size = {"width": 320, "height": 480, "deviceScaleFactor": 1, "mobile": False}
    preview.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    preview.open()
    preview.run("root.querySelector('.toggle').click()")
    preview.run("root.querySelectorAll('li')[1].querySelector('button').click()")

    hit = """(() => {
      const { left, top, width, height } = document.querySelector('#second').getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)?.id === 'second';
    })()"""
    preview.until(hit)
    preview.press(Keys.ESCAPE)
    assert preview.focused == "Go to element"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_axe_finds_nothing_in_the_overlay(
    preview: Preview, scheme: str, width: int, lang: str, direction: str
) -> None:
    size = {"width": width, "height": 640, "deviceScaleFactor": 1, "mobile": False}
    preview.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    preview.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    preview.write(lang=lang, direction=direction)
    preview.show(error="The build failed: a long line " + "x" * 200)
    preview.open()
    preview.run("root.querySelector('.toggle').click()")
    preview.chrome.execute_script(axe_path().read_text(encoding="utf-8"))
    found = preview.chrome.execute_async_script(
        "axe.run({ include: [['a11ycheck-preview']] }, { resultTypes: ['violations'] })"
        ".then(({ violations }) => arguments[0](violations.map(({ id, nodes }) =>"
        " [id, nodes.map((node) => node.html)])));"
    )

    assert found == []
    fits = """(() => {
      const { left, right, top, bottom } = root.querySelector('.panel').getBoundingClientRect();
      return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    })()"""
    assert preview.run(fits)
    assert (
        preview.run(
            "root.querySelector('.panel').scrollWidth - root.querySelector('.panel').clientWidth"
        )
        <= 0
    )


def test_targets_are_large_enough_and_styles_of_the_page_do_not_reach_them(
    preview: Preview,
) -> None:
    preview.open()
    preview.run("root.querySelector('.toggle').click()")

    sizes = preview.run(
        "[...root.querySelectorAll('button, a')].map((one) => one.getBoundingClientRect())"
        ".map(({ width, height }) => Math.min(width, height))"
    )
    assert min(sizes) >= 24
    assert preview.run("getComputedStyle(root.querySelector('h2')).color") != "rgb(255, 0, 0)"
    assert preview.run("getComputedStyle(root.querySelector('h2')).fontSize") != "60px"


def test_the_page_is_reloaded_when_it_changes(preview: Preview) -> None:
    preview.open()
    preview.run("root.querySelector('.toggle').click()")
    preview.write("Another word.")
    preview.show(status="auditing")
    preview.until("document.body.textContent.includes('Another word.')")
    preview.show(status="ready", found={"index.html": ()})
    preview.until("root.querySelector('.toggle').textContent === '0 findings'")

    assert not preview.run("root.querySelector('.panel').hidden")  # as before the reload


def test_another_page_is_not_reloaded(preview: Preview) -> None:
    (preview.folder / "other.html").write_text("<!doctype html><title>Other</title><p>Text.")
    preview.show()
    preview.open("other.html")
    preview.chrome.execute_script("window.isSame = true")
    preview.write("Another word.")
    preview.show(status="ready", found={"index.html": ()})
    preview.until(
        "root.querySelector('[role=status]').textContent.includes(' 0 findings on other')"
    )

    assert preview.chrome.execute_script("return window.isSame")


def test_a_page_is_reloaded_when_its_stylesheet_changes(preview: Preview) -> None:
    (preview.folder / "style.css").write_text("p { margin-left: 1px }")
    link = '<!doctype html><title>A</title><link rel="stylesheet" href="style.css"><p>Text.'
    (preview.folder / "styled.html").write_text(link)
    preview.show()
    preview.open("styled.html")
    (preview.folder / "style.css").write_text("p { margin-left: 7px }")
    preview.show(assets={"style.css"})

    preview.until("getComputedStyle(document.querySelector('p')).marginLeft === '7px'")


def test_a_build_that_fails_is_shown(preview: Preview) -> None:
    preview.open()
    preview.show(status="failed", error="conf.py:3: <b>broken</b>")
    preview.until("root.querySelector('pre')?.textContent === 'conf.py:3: <b>broken</b>'")

    assert preview.run("root.querySelector('.toggle').textContent") == "The build failed"
    preview.show(status="ready", error="")
    preview.until("root.querySelector('pre') === null")


def test_a_removed_page_says_so(preview: Preview) -> None:
    preview.open()
    (preview.folder / "index.html").unlink()
    preview.show()

    preview.until(
        "root.querySelector('[role=status]').textContent.includes('not part of the site')"
    )


def test_nothing_of_the_overlay_is_in_the_files(preview: Preview) -> None:
    preview.open()

    assert "a11ycheck" not in (preview.folder / "index.html").read_text()
    assert [path.name for path in preview.folder.iterdir()] == ["index.html"]


def test_the_root_is_closed_for_the_page(preview: Preview) -> None:
    preview.open()

    script = "return document.querySelector('html > a11ycheck-preview').dataset.mode"
    assert preview.chrome.execute_script(script) == "closed"
