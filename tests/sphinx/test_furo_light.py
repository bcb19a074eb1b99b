"""furo_light in a real browser: what axe finds, how it fits narrow windows, paper and languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Reader

pytestmark = pytest.mark.browser

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
const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && !box.matches(".content");
const wide = [...document.querySelectorAll(".page *")].filter((box) => {
  const {width, left, right} = box.getBoundingClientRect();
  if (!width || (left >= -1 && right <= innerWidth + 1) || box.closest(".visually-hidden")) return false;
  if (!box.checkVisibility({opacityProperty: true})) return false;
  for (let around = box.parentElement; around.matches(".page *"); around = around.parentElement)
    if (scrolls(around)) return false;
  return true;
}).map((box) => box.outerHTML.slice(0, 160));
const content = document.querySelector(".content");
if (content.scrollWidth > content.clientWidth + 1) wide.push("the content scrolls");
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
return [...document.querySelectorAll(".page *")].filter((box) => {
  const style = getComputedStyle(box);
  return box.clientHeight && !box.closest(".visually-hidden, svg")
    && (/hidden|clip/.test(style.overflowY) && box.scrollHeight > box.clientHeight + 1
      || /hidden|clip/.test(style.overflowX) && box.scrollWidth > box.clientWidth + 1);
}).map((box) => box.outerHTML.slice(0, 160));
"""

SHOWN = """
return arguments[0].filter((selector) =>
  [...document.querySelectorAll(selector)].some((box) => box.getClientRects().length));
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
        reader.wait("(document.querySelector('.search-summary') || {}).innerText")


def faults(reader: Reader, rules: Mapping[str, object] = ALL) -> dict[str, list[str]]:
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
    """Return whether axe only could not say if a sign, as the arrow before a return type, is text."""
    return {check["data"]["messageKey"] for check in node["any"] if check.get("data")} == {"nonBmp"}


def test_axe_finds_nothing(reader: Reader, page: str) -> None:
    open_whole(reader, page)
    found = {}
    for window, rules in VARIANTS.items():
        reader.see(*window)
        if reported := faults(reader, rules):
            found[window] = reported
    assert found == {}


@pytest.mark.parametrize("drawer", ["furo-light-navigation", "furo-light-contents"])
def test_axe_finds_nothing_in_an_open_drawer(reader: Reader, sink_url: str, drawer: str) -> None:
    for scheme in ("light", "dark"):
        reader.see(360, 640, scheme)
        reader.open(f"{sink_url}structure/index.html")
        reader.run("document.getElementById(arguments[0]).showPopover()", drawer)
        reader.settle()
        assert faults(reader) == {}


def test_nothing_sticks_out_at_320_px(reader: Reader, page: str) -> None:
    reader.see(320, 640)
    open_whole(reader, page)
    assert reader.run(STICKING_OUT) == []
    reader.run(TEXT_SPACING)
    assert reader.run(STICKING_OUT) == []
    assert reader.run(CUT_OFF) == []


# 640: a desktop at 200 % zoom; the others: both sides of the widths where furo changes its columns.
@pytest.mark.parametrize("width", [640, 1008, 1009, 1312, 1313, 1600])
def test_the_frame_fits_every_width(reader: Reader, sink_url: str, width: int) -> None:
    reader.see(width, 400)
    reader.open(f"{sink_url}structure/index.html")
    assert reader.run(STICKING_OUT) == []
    buttons = [
        f"button.{icon}" for icon in ("nav-overlay-icon", "toc-header-icon", "toc-content-icon")
    ]
    shown = reader.run(SHOWN, [".sidebar-drawer", ".toc-drawer", *buttons])
    if width <= 1008:
        assert shown == ["button.nav-overlay-icon", "button.toc-header-icon"]
    elif width <= 1312:
        assert shown == [".sidebar-drawer", "button.toc-content-icon"]
    else:
        assert shown == [".sidebar-drawer", ".toc-drawer"]


def test_paper_has_the_text_and_no_frame(reader: Reader, sink_url: str) -> None:
    reader.see(1400, 800)
    reader.open(f"{sink_url}blocks.html")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    frame = [".sidebar-drawer", ".toc-drawer", ".mobile-header", ".skip-to-content", ".back-to-top"]
    frame += [".content-icon-container", ".related-pages", ".announcement", ".headerlink"]
    assert reader.run(SHOWN, [*frame, "h1"]) == ["h1"]
    assert reader.run(
        "return [...document.querySelectorAll('pre')].every((p) => p.scrollWidth <= p.clientWidth)"
    )


def test_the_pages_ask_nobody_else(reader: Reader, page: str) -> None:
    open_whole(reader, page)
    asked = reader.run("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert asked
    assert [url for url in asked if not url.startswith((page.partition("site")[0], "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_chooses_the_colours_without_scripts(
    reader: Reader, sink_url: str, scheme: str
) -> None:
    reader.see(360, 640, scheme)
    reader.open(f"{sink_url}index.html", scripts=False)
    colour = reader.run("return getComputedStyle(document.body).backgroundColor")
    assert colour == {"light": "rgb(255, 255, 255)", "dark": "rgb(19, 20, 22)"}[scheme]


def test_nothing_moves_for_those_who_ask(reader: Reader, sink_url: str) -> None:
    reader.see(360, 640, "light", **{"prefers-reduced-motion": "reduce"})
    reader.open(f"{sink_url}index.html")
    reader.run("document.querySelector('button.nav-overlay-icon').click()")
    assert reader.run("return document.getAnimations().length") == 0
    assert reader.run("return getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_signs_stay_in_the_colours_of_the_reader(reader: Reader, sink_url: str) -> None:
    reader.see(360, 640, "light", **{"forced-colors": "active"})
    reader.open(f"{sink_url}blocks.html")
    signs = reader.run(
        "return ['.admonition-title', '.sidebar-search-container'].map((sign) => getComputedStyle("
        "document.querySelector(sign), '::before').backgroundColor)"
    )
    assert signs == [reader.run("return getComputedStyle(document.body).color")] * 2


def test_search_says_what_it_found(reader: Reader, sink_url: str) -> None:
    open_whole(reader, f"{sink_url}search.html?q=kettle")
    assert reader.run("return document.querySelector('h1').textContent") == "Search"
    assert reader.run("return document.getElementById('search-page-query').value") == "kettle"
    summary = reader.run("return document.querySelector('[role=status]').textContent")
    assert summary.startswith("Search finished")


class TestRightToLeft:
    """A project in a language that is written from right to left."""

    def test_direction(self, reader: Reader, rtl_url: str) -> None:
        reader.open(f"{rtl_url}index.html")
        assert reader.run("return [document.dir, document.documentElement.lang]") == ["rtl", "ar"]
        directions = reader.run(
            "return ['p', 'pre', 'code'].map("
            "(name) => getComputedStyle(document.querySelector('article ' + name)).direction)"
        )
        assert directions == ["rtl", "ltr", "ltr"]

    def test_drawers_stand_where_the_text_begins_and_ends(
        self, reader: Reader, rtl_url: str
    ) -> None:
        reader.open(f"{rtl_url}page.html")
        for drawer, edge in (("navigation", "right"), ("contents", "left")):
            reader.run(f"document.getElementById('furo-light-{drawer}').showPopover()")
            reader.settle()
            side = f"document.getElementById('furo-light-{drawer}').getBoundingClientRect().{edge}"
            assert reader.run(f"return {side}") == (360 if edge == "right" else 0)

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
            assert faults(reader, rules) == {}


def test_browsers_without_popovers_show_all_in_the_flow(
    reader: Reader, kitchen_sink: Path, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    copy = without_popovers(kitchen_sink, tmp_path)
    reader.open(f"{serve(copy)}structure/index.html")
    assert reader.run(STICKING_OUT) == []
    reader.run("document.querySelector('a.nav-overlay-icon').click()")
    assert reader.run("return location.hash") == "#furo-light-navigation"
    parts = ["footer", "#furo-light-contents", "#furo-light-navigation"]
    tops = reader.run(
        "return arguments[0].map((one) => document.querySelector(one).getBoundingClientRect().top)",
        parts,
    )
    assert tops == sorted(tops)


def without_popovers(site: Path, folder: Path) -> Path:
    """Return a copy of a page and its styles, as an older browser understands them."""
    for path in [site / "structure" / "index.html", *(site / "_static").rglob("*.css")]:
        copy = folder / path.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        text = text.replace(" popover>", ">").replace("selector(:popover-open)", "(unknown: 0)")
        copy.write_text(text, encoding="utf-8")
    return folder
