"""furo_light in a real browser: what axe finds, how it fits narrow windows, paper and languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("kitchen-sink")]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"type": "tag", "values": TAGS}
COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
VARIANTS = {
    (360, 640, "light"): ALL,
    (360, 640, "dark"): COLOUR,
    (1280, 800, "dark"): COLOUR,
    (1280, 800, "light"): ALL,
}
"""Windows, and those of axe's rules whose results can differ there."""

PAGES = [
    "index.html",
    "structure/index.html",
    "blocks.html",
    "restructuredtext.html",
    "api.html",
    "wide.html",
    "design.html",
    "tabs.html",
    "genindex.html",
    "py-modindex.html",
    "search.html?q=kettle",
]
"""One of each kind; two pages exist only where their extension is installed."""

# Boxes that stick out of the window sideways, where nothing scrolls to show the rest.
STICKING_OUT = """
const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && !box.matches("html, body");
const wide = [...document.querySelectorAll("body *")].filter((box) => {
  const {width, left, right} = box.getBoundingClientRect();
  if (!width || (left >= -1 && right <= innerWidth + 1) || box.matches(".skip")) return false;
  if (!box.checkVisibility({opacityProperty: true})) return false;
  for (let around = box.parentElement; around.matches("body *"); around = around.parentElement)
    if (scrolls(around)) return false;
  return true;
}).map((box) => box.outerHTML.slice(0, 160));
const page = document.scrollingElement;
if (page.scrollWidth > page.clientWidth + 1) wide.push("the page scrolls");
return wide;
"""

# The spacing that WCAG 1.4.12 names, and the boxes that would then cut their text off.
TEXT_SPACING = """
const style = document.createElement("style");
style.textContent = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`;
document.head.append(style);
"""
CUT_OFF = """
return [...document.querySelectorAll("body *")].filter((box) => {
  const style = getComputedStyle(box);
  return box.clientHeight && !box.closest("svg")
    && (/hidden|clip/.test(style.overflowY) && box.scrollHeight > box.clientHeight + 1
      || /hidden|clip/.test(style.overflowX) && box.scrollWidth > box.clientWidth + 1);
}).map((box) => box.outerHTML.slice(0, 160));
"""

SHOWN = """
return arguments[0].filter((selector) =>
  [...document.querySelectorAll(selector)].some((box) => box.getClientRects().length));
"""


OVERLAPPING = """
const boxes = arguments[0].map((one) => document.querySelector(one).getBoundingClientRect());
const names = arguments[0];
return boxes.flatMap((one, at) => boxes.slice(at + 1).map((other, more) =>
  one.width && other.width && one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1 ? [names[at], names[at + 1 + more]] : null
)).filter(Boolean);
"""


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, kitchen_sink: Path, sink_url: str) -> str:
    """The address of each page."""
    name = request.param.partition("?")[0]
    if not (kitchen_sink / name).exists():
        pytest.skip(f"the extension that {name} shows is not installed")
    return sink_url + request.param


def open_whole(reader: Reader, page: str) -> None:
    """Open a page; the one that searches has its results."""
    reader.open(page)
    if "?q=" in page:
        reader.wait("document.querySelector('#search-results a')")


def violations_of(reader: Reader, rules: Mapping[str, object] = ALL) -> dict[str, list[str]]:
    """Return what axe reports: violations by rule, and what it could not decide but about signs."""
    results = reader.audit(rules)
    found = {
        rule["id"]: [node["html"][:200] for node in rule["nodes"]] for rule in results["violations"]
    }
    for rule in results["incomplete"]:
        nodes = [node for node in rule["nodes"] if not is_sign(node)]
        if nodes:
            found[f"{rule['id']} (undecided)"] = [node["html"][:200] for node in nodes]
    return found


def is_sign(node: dict[str, Any]) -> bool:
    """Return whether axe only could not say if a sign is text: an arrow, or a letter of a formula."""
    keys = {check["data"]["messageKey"] for check in node["any"] if check.get("data")}
    return keys == {"nonBmp"} or (keys == {"shortTextContent"} and node["html"].startswith("<m"))


def test_axe_finds_nothing(reader: Reader, page: str) -> None:
    open_whole(reader, page)
    found = {}
    for window, rules in VARIANTS.items():
        reader.see(*window)
        if reported := violations_of(reader, rules):
            found[window] = reported
    assert found == {}, found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(reader: Reader, sink_url: str, scheme: str) -> None:
    reader.see(360, 640, scheme)
    reader.open(f"{sink_url}structure/index.html")
    for opens in ("document.querySelector('#_t').open = true", "_n.showPopover()"):
        reader.run(opens)
        reader.wait_until_still()
        # Behind an open menu nothing can be reached, and its heading is not missed.
        assert set(violations_of(reader)) <= {"landmark-one-main", "page-has-heading-one"}


def test_nothing_sticks_out_at_320_px(reader: Reader, page: str) -> None:
    reader.see(320, 640)
    open_whole(reader, page)
    assert reader.run(STICKING_OUT) == []
    reader.run(TEXT_SPACING)
    assert reader.run(STICKING_OUT) == []
    assert reader.run(CUT_OFF) == []


# 640: a desktop at 200 % zoom; the others: both sides of the widths where columns come.
@pytest.mark.parametrize("width", [640, 1023, 1024, 1311, 1312, 1600, 2560])
def test_the_frame_fits_every_width(reader: Reader, sink_url: str, width: int) -> None:
    reader.see(width, 400)
    reader.open(f"{sink_url}structure/index.html")
    assert reader.run(STICKING_OUT) == []
    menu = "header [popovertarget]"
    shown = reader.run(SHOWN, [menu, "#_n", "#_t[open] ul"])
    assert shown == (
        [menu] if width < 1024 else ["#_n"] if width < 1312 else ["#_n", "#_t[open] ul"]
    )
    assert reader.run(OVERLAPPING, ["main h1", "header", "#_n", "#_t"]) == []


def test_paper_has_the_text_and_no_frame(reader: Reader, sink_url: str) -> None:
    reader.see(1400, 800)
    reader.open(f"{sink_url}blocks.html")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    frame = ["#_n", "#_t", "header", "footer", ".announcement", ".headerlink"]
    assert reader.run(SHOWN, [*frame, "h1"]) == ["h1"]
    assert reader.run(
        "return [...document.querySelectorAll('pre')].every((p) => p.scrollWidth <= p.clientWidth)"
    )


def test_the_pages_ask_nobody_else(reader: Reader, page: str) -> None:
    open_whole(reader, page)
    asked = reader.run("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert [url for url in asked if not url.startswith((page.partition("site")[0], "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_chooses_the_colours_without_scripts(
    reader: Reader, sink_url: str, scheme: str
) -> None:
    reader.see(360, 640, scheme)
    reader.open(f"{sink_url}index.html", scripts=False)
    colour = reader.run("return getComputedStyle(document.body).backgroundColor")
    assert colour == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 17, 17)"}[scheme]


def test_nothing_moves_for_those_who_ask(reader: Reader, sink_url: str) -> None:
    reader.see(360, 640, "light", **{"prefers-reduced-motion": "reduce"})
    reader.open(f"{sink_url}index.html")
    reader.run("document.querySelector('header [popovertarget]').click()")
    assert reader.run("return document.getAnimations().length") == 0
    assert reader.run("return getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_search_says_what_it_found(reader: Reader, sink_url: str) -> None:
    open_whole(reader, f"{sink_url}search.html?q=kettle")
    assert reader.run("return document.querySelector('h1').textContent") == "Search"
    assert reader.run("return document.querySelector('main [name=q]').value") == "kettle"
    assert reader.run("return document.querySelector('[role=status]').textContent").startswith(
        "Found: "
    )
    found = reader.run(
        "return [...document.querySelectorAll('#search-results a')].map((a) => a.href)"
    )
    assert f"{sink_url}blocks.html#term-kettle" in found


def test_search_shows_ten_results_and_more_on_request(reader: Reader, sink_url: str) -> None:
    shown = "document.querySelectorAll('#search-results a').length"
    open_whole(reader, f"{sink_url}search.html?q=th")
    total = int(reader.run("return document.querySelector('[role=status]').textContent").split()[1])
    assert total > 10
    for count in (*range(20, total, 10), total):
        assert reader.run(f"return {shown}") == count - (count % 10 or 10)
        reader.run("document.getElementById('search-more').click()")
        reader.wait(f"{shown} === {count}")
        reader.wait("document.activeElement.closest('#search-results')")
    assert reader.run("return document.getElementById('search-more').hidden")


class TestRightToLeft:
    """A project in a language that is written from right to left."""

    def test_direction(self, reader: Reader, rtl_url: str) -> None:
        reader.open(f"{rtl_url}index.html")
        assert reader.run("return [document.dir, document.documentElement.lang]") == ["rtl", "ar"]
        directions = reader.run(
            "return ['p', 'pre', 'code'].map("
            "(name) => getComputedStyle(document.querySelector('main ' + name)).direction)"
        )
        assert directions == ["rtl", "ltr", "ltr"]

    def test_the_menu_stands_where_the_text_begins(self, reader: Reader, rtl_url: str) -> None:
        reader.open(f"{rtl_url}page.html")
        reader.run("_n.showPopover()")
        assert reader.run("return _n.getBoundingClientRect().right") == 360
        reader.see(1400, 800)
        reader.open(f"{rtl_url}page.html")
        places = (
            "return ['#_n', 'main', '#_t'].map((one) => "
            "document.querySelector(one).getBoundingClientRect().left)"
        )
        assert reader.run(places) == sorted(reader.run(places), reverse=True)

    def test_marks_stand_where_the_text_begins(self, reader: Reader, rtl_url: str) -> None:
        reader.open(f"{rtl_url}index.html")
        for box in (".admonition", "blockquote", ".versionadded"):
            left, right = reader.run(
                "const style = getComputedStyle(document.querySelector(arguments[0]));"
                "return [parseFloat(style.borderLeftWidth), parseFloat(style.borderRightWidth)]",
                box,
            )
            assert (left, right > 2) == (0, True), box

    def test_nothing_sticks_out_at_320_px(self, reader: Reader, rtl_url: str) -> None:
        reader.see(320, 640)
        reader.open(f"{rtl_url}index.html")
        assert reader.run(STICKING_OUT) == []

    def test_axe_finds_nothing(self, reader: Reader, rtl_url: str) -> None:
        reader.open(f"{rtl_url}index.html")
        # axe takes for covered what is scrolled out of a box to the left, and cannot decide.
        reader.run("[...document.querySelectorAll('.table-wrapper')].at(-1).remove()")
        for window, rules in VARIANTS.items():
            reader.see(*window)
            assert violations_of(reader, rules) == {}


def test_without_a_stylesheet_the_heading_is_on_the_first_screen(
    reader: Reader, sink_url: str
) -> None:
    reader.open(f"{sink_url}structure/index.html")
    reader.run("document.querySelectorAll('style, link').forEach((one) => one.remove())")
    assert reader.run("return document.querySelector('h1').getBoundingClientRect().top") < 200
    assert reader.run("return document.querySelector('header img, header svg')") is None
