"""The HTML report in a real browser: accessible in every variant, and of use with and without script."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser.tab import Tab
from a11ycheck.model import Variant
from a11ycheck.reporters import Context, render
from sample_reports import SAMPLES

pytestmark = pytest.mark.browser

OPEN_ALL = "() => { for (const item of document.querySelectorAll('details')) item.open = true; }"
OPENED = "() => document.querySelectorAll('.group[open]').length"
GROUPS = "() => [...document.querySelectorAll('.group')].filter((x) => x.checkVisibility()).length"
LOCATIONS = """() => [...document.querySelectorAll(".locations > li")]
  .filter((item) => !item.closest("[hidden]")).length"""
STATUS = "() => document.querySelector('[role=status]').textContent"
VISIBLE = "(selector) => document.querySelector(selector).checkVisibility()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report that the browser shows."""

    tab: Tab
    folder: Path
    evaluate: Callable[..., Any]

    def show(self, name: str, screenshot: bytes = b"") -> None:
        """Open the report of a sample at a desktop's size, with a screenshot of its first finding."""
        path, report = self.folder / f"{name}.html", SAMPLES[name]
        shots = {report.findings[0].fingerprint: screenshot} if screenshot else {}
        path.write_text(
            render(report, "html", context=Context(screenshots=shots)), encoding="utf-8"
        )
        self.look(1280, 800)
        self.tab.network_log()
        self.tab.navigate(path.as_uri())

    def look(self, width: int, height: int, scheme: str = "light", media: str = "") -> None:
        """Show the report at this size, in this colour scheme, on this medium."""
        self.tab.cdp(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.tab.cdp("Emulation.setEmulatedMedia", {"media": media, "features": [feature]})

    def filter(self, field: str, value: str) -> int:
        """Fill a field of the filter in, and return how many groups are left."""
        self.evaluate(
            """(id, value) => {
              const field = document.getElementById(id);
              field.value = value;
              field.dispatchEvent(new Event("input", {bubbles: true}));
            }""",
            field,
            value,
        )
        return self.groups()

    def groups(self) -> int:
        """Return how many groups of findings can be seen."""
        return int(self.evaluate(GROUPS))

    def click(self, selector: str) -> None:
        """Click on the start of an element with the mouse, as a person does."""
        x, y = self.evaluate(
            """(selector) => {
              const element = document.querySelector(selector);
              element.scrollIntoView({block: "center"});
              const {x, y} = element.getBoundingClientRect();
              return [x + 8, y + 8];
            }""",
            selector,
        )
        for kind in ("mousePressed", "mouseReleased"):
            event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self.tab.cdp("Input.dispatchMouseEvent", event)

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and release a key."""
        event = {"key": key, "windowsVirtualKeyCode": code, "text": text}
        for kind in ("keyDown", "keyUp"):
            self.tab.cdp("Input.dispatchKeyEvent", {"type": kind, **event})


@pytest.fixture
def shown(tab: Tab, evaluate: Callable[..., Any], tmp_path: Path) -> Shown:
    return Shown(tab=tab, folder=tmp_path, evaluate=evaluate)


@pytest.mark.parametrize(
    "name",
    [
        "everything",
        "hostile",
        "right-to-left",
        "clean",
        "empty",
        "suppressed",
        "unusual-names",
        "in-source",
    ],
)
def test_passes_axe_in_every_variant(
    name: str,
    shown: Shown,
    run_axe: Callable[[], list[str]],
    variants: Mapping[str, Variant],
) -> None:
    shown.show(name)
    assert run_axe() == [], "as it opens"
    shown.evaluate(OPEN_ALL)
    for variant in variants.values():
        viewport = variant.viewport
        shown.look(viewport.width, viewport.height, variant.colour_scheme)
        assert run_axe() == [], variant.name


@pytest.mark.parametrize(
    "name", ["very-long", "hostile", "everything", "right-to-left", "unusual-names"]
)
def test_does_not_scroll_sideways(name: str, shown: Shown) -> None:
    shown.show(name)
    shown.evaluate(OPEN_ALL)
    for width in (320, 360, 800, 1280):
        shown.look(width, 640)
        over = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert shown.evaluate(over) == 0, f"{width} CSS pixels"


def test_requests_nothing_and_runs_nothing_of_the_pages(shown: Shown) -> None:
    shown.show("hostile")
    log = shown.tab.network_log()
    sent = [event["params"] for event in log if event["method"] == "Network.requestWillBeSent"]
    assert [event["request"]["url"].rpartition("/")[2] for event in sent] == ["hostile.html"]
    assert shown.evaluate("() => document.images.length") == 0
    assert shown.evaluate("() => document.scripts.length") == 1
    # The policy let the report's own style and script through.
    assert shown.evaluate("() => getComputedStyle(document.body).marginTop") == "0px"
    assert shown.evaluate(VISIBLE, "#filter")


def test_the_filter_narrows_by_each_field(shown: Shown) -> None:
    shown.show("everything")
    everything = shown.groups()
    assert shown.filter("f-rule", "color-contrast") == 4
    assert shown.filter("f-rule", "") == everything
    assert shown.filter("f-criterion", "2.4.2") == 1
    assert shown.filter("f-criterion", "") == everything
    page = shown.evaluate(
        """() => [...document.getElementById("f-page").options]
          .find((option) => option.text === "guide/page-07.html").value"""
    )
    # The theme's finding is on this page, too.
    assert shown.filter("f-page", page) == 1
    assert shown.filter("f-page", "") == everything


def test_the_filter_leaves_impacts_out_and_takes_all_back(shown: Shown) -> None:
    shown.show("everything")
    everything = shown.groups()
    shown.click("[name=impact][value=critical]")
    assert shown.groups() == everything - 4
    assert shown.evaluate(VISIBLE, "#many")
    shown.click("[name=impact][value=serious]")
    assert not shown.evaluate(VISIBLE, "#many")
    shown.click("#filter [type=reset]")
    shown.evaluate("() => new Promise((done) => setTimeout(done))")
    assert shown.groups() == everything
    assert shown.evaluate(STATUS) == ""


def test_the_filter_searches_locations_and_counts_what_is_left(shown: Shown) -> None:
    shown.show("everything")
    assert shown.filter("f-text", "STEP 3") == 1
    assert shown.evaluate(LOCATIONS) == 1
    assert shown.evaluate(STATUS).startswith("1 of ")
    # A word of the title keeps every location below it.
    assert shown.filter("f-text", "color contrast ratio thresholds") == 4
    assert shown.evaluate(LOCATIONS) == 11
    assert shown.filter("f-text", "no such words") == 0
    assert not shown.evaluate(VISIBLE, "#many")
    assert shown.evaluate(VISIBLE, "#pages")


def test_the_filter_narrows_by_source_file(shown: Shown) -> None:
    shown.show("everything")
    everything = shown.groups()
    # Three findings of the theme, one of a page, one known and one suppressed.
    assert shown.filter("f-file", "docs/guide/help.md") == 4
    assert shown.evaluate(LOCATIONS) == 7
    assert shown.filter("f-text", "docs/guide/help.md:24") == 1
    assert shown.evaluate(LOCATIONS) == 1
    assert shown.filter("f-text", "docs/index.md") == 0
    assert shown.filter("f-text", "") == 4
    assert shown.filter("f-file", "docs/index.md") == 1
    assert shown.filter("f-file", "") == everything


def test_the_filter_finds_files_of_any_name(shown: Shown) -> None:
    shown.show("unusual-names")
    for name in ("docs/two  spaces/my file.md", "docs/100% sure.md", "docs/#1 [draft](2).md"):
        option = shown.evaluate(
            """(name) => [...document.getElementById("f-file").options]
              .find((option) => option.value.replace(/ +/g, " ") === name.replace(/ +/g, " ")).value""",
            name,
        )
        assert shown.filter("f-file", option) == 1
        assert shown.evaluate(LOCATIONS) == 1


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_a_screenshot_is_part_of_the_page(
    kind: str, shown: Shown, run_axe: Callable[[], list[str]]
) -> None:
    shown.show("clean")
    clip = {"x": 0, "y": 0, "width": 300, "height": 70, "scale": 1}
    answer = shown.tab.cdp("Page.captureScreenshot", {"format": kind, "clip": clip})
    shown.show("theme-finding", b64decode(answer["data"]))
    shown.evaluate(OPEN_ALL)
    # The policy lets it through, and its size was read from the image itself.
    size = """async () => {
      const image = document.images[0];
      await image.decode();
      return [image.naturalWidth, image.naturalHeight, image.width, image.height];
    }"""
    assert shown.evaluate(size) == [300, 70, 300, 70]
    assert run_axe() == []
    shown.look(320, 640)
    shrunk = "() => document.images[0].getBoundingClientRect().right <= innerWidth"
    assert shown.evaluate(shrunk)


def test_all_can_be_opened_and_closed(shown: Shown) -> None:
    shown.show("everything")
    assert shown.evaluate(OPENED) == 0
    shown.click("#f-open")
    assert shown.evaluate(OPENED) == shown.groups()
    shown.click("#f-open")
    assert shown.evaluate(OPENED) == 0


def test_is_whole_without_script(shown: Shown) -> None:
    shown.tab.cdp("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        shown.show("everything")
        assert not shown.evaluate(VISIBLE, "#filter")
        assert not shown.evaluate(VISIBLE, ".locations > li")
        shown.click(".group summary")
        assert shown.evaluate(VISIBLE, ".locations > li")
    finally:
        shown.tab.cdp("Emulation.setScriptExecutionDisabled", {"value": False})


def test_paper_shows_what_the_screen_folds(shown: Shown) -> None:
    shown.show("everything")
    shown.look(794, 1123, "dark", "print")
    folded = """() => [...document.querySelectorAll(".locations > li")]
      .filter((item) => !item.checkVisibility()).length"""
    assert shown.evaluate(folded) == 0
    background = "() => getComputedStyle(document.body).backgroundColor"
    assert shown.evaluate(background) == "rgb(255, 255, 255)"
    assert not shown.evaluate(VISIBLE, "nav")


def test_the_first_tab_stop_skips_to_the_findings(shown: Shown) -> None:
    shown.show("everything")
    shown.press("Tab", 9)
    assert shown.evaluate("() => document.activeElement.className") == "skip"
    shown.press("Enter", 13, "\r")
    assert shown.evaluate("() => document.activeElement.id") == "main"
