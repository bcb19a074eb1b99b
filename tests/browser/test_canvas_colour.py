"""The canvas of a page that paints no background: it is dark where the colour scheme of the root is."""

import json
from collections.abc import Iterator
from importlib.resources import files

import pytest
from selenium.webdriver import Chrome

import a11ycheck
from a11ycheck import Config, Outcome, Report
from plain_chrome import plain_chrome

pytestmark = pytest.mark.browser

BOTH = ":root { color-scheme: light dark }"
HEADS = {
    "none": "",
    "both": f"<style>{BOTH}</style>",
    "dark": "<style>:root { color-scheme: dark }</style>",
    "only-light": "<style>:root { color-scheme: only light }</style>",
    "meta": '<meta name="Color-Scheme" content="dark light">',
    "first-valid-meta": '<meta name=color-scheme content="a, b"><meta name=color-scheme content="Dark">',
    "meta-and-style": "<meta name=color-scheme content=dark><style>:root { color-scheme: light }</style>",
    "body": "<style>body { color-scheme: dark }</style>",
}
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title>{}{}'
TEXTS = '<p>Text in the colour of the system</p><p id="grey" style="color: #555">Text in grey</p>'
PAGES = {
    "unpainted.html": PAGE.format(HEADS["both"], TEXTS),
    "declared.html": PAGE.format(HEADS["meta"], TEXTS),
    "painted.html": PAGE.format(
        f"<style>{BOTH} body {{ background: #fff; color: #000 }}</style>", TEXTS
    ),
    "layered.html": PAGE.format(
        HEADS["both"],
        '<div style="background: #ffffff1a"><p id="grey" style="color: #707070">In grey',
    ),
    "placeholder.html": PAGE.format(
        HEADS["both"],
        "<style>::placeholder { color: #666 }</style>"
        '<input aria-label=Name placeholder="First and last" style="background: none">',
    ),
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with plain_chrome(tmp_path_factory.mktemp("profile"), patience=60.0) as driver:
        yield driver


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", HEADS)
def test_it_is_the_canvas_of_the_browser(name: str, scheme: str, browser: Chrome) -> None:
    module = (files("a11ycheck.browser") / "canvas_colour.js").read_text("utf-8")
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get("about:blank")
    browser.execute_script(f"document.open().write({json.dumps(PAGE.format(HEADS[name], ''))})")
    ours, canvas = browser.execute_script(
        f"""const module = {{}};
        {module}
        const root = document.documentElement;
        const ours = module.exports();
        root.style.backgroundColor = "Canvas";
        return [ours, getComputedStyle(root).backgroundColor];"""
    )

    assert ours == canvas


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("site")
    for name, page in PAGES.items():
        (folder / name).write_text(page, "utf-8")
    rules = ("color-contrast", "placeholder-contrast")
    config = Config(select=rules, variants=("desktop-light", "desktop-dark"), cache=False)
    return a11ycheck.audit([str(folder)], config).report


def _failed(report: Report, page: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (str(item.outcome), str(place.element.selector if place.element else ""), place.variants)
        for item in report.findings
        for place in item.locations
        if page in place.pages
    ]


@pytest.mark.parametrize("page", ["unpainted.html", "declared.html", "layered.html"])
def test_grey_text_fails_on_the_dark_canvas_alone(page: str, report: Report) -> None:
    assert _failed(report, page) == [(Outcome.FAILED, "#grey", ("desktop-dark",))]


def test_a_page_that_paints_its_background_passes_in_both(report: Report) -> None:
    assert _failed(report, "painted.html") == []


def test_a_placeholder_is_compared_with_the_dark_canvas(report: Report) -> None:
    assert _failed(report, "placeholder.html") == [(Outcome.FAILED, "input", ("desktop-dark",))]
