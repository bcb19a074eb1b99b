"""furo_light with a keyboard alone: real keys, in a window as narrow as a phone and in a wide one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("kitchen-sink")]

MENU, BUTTON = "_n", "header [popovertarget]"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
PAGE = "structure/index.html"
STILL = {"prefers-reduced-motion": "reduce"}
"""So that what the focus moves to does not still slide in when the test looks."""

ACTIVE = "return document.activeElement.matches(arguments[0])"


def stops(reader: Reader, limit: int = 400) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page, and return where it was."""
    found = []
    for _ in range(limit):
        reader.press(Keys.TAB)
        stop = reader.focus()
        if stop is None:
            return found
        found.append(stop)
    pytest.fail(f"the focus is still on the page after {limit} presses of Tab")


def contrast(colours: list[str]) -> float:
    """Return the contrast of two opaque CSS colours, as WCAG defines it."""
    light, dark = sorted(map(luminance, colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    whole = 1 if colour.startswith("color(") else 255
    channels = [float(value) / whole for value in re.findall(r"[\d.]+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@SCRIPTS
def test_the_menu_opens_and_closes(reader: Reader, sink_url: str, *, scripts: bool) -> None:
    reader.open(sink_url + PAGE, scripts=scripts)
    reader.tab_to(BUTTON)
    for close in ((Keys.ESCAPE,), (Keys.ENTER,), (Keys.TAB, Keys.ESCAPE), (Keys.SPACE,)):
        reader.press(Keys.ENTER)
        assert reader.is_open(MENU)
        assert reader.run(ACTIVE, f"#{MENU} > button")
        reader.press(*close)
        assert not reader.is_open(MENU)
        assert reader.run(ACTIVE, BUTTON)


@SCRIPTS
def test_an_open_menu_hides_no_focus(reader: Reader, sink_url: str, *, scripts: bool) -> None:
    reader.open(sink_url + PAGE, scripts=scripts)
    reader.tab_to(BUTTON)
    reader.press(Keys.ENTER)
    for stop in [reader.focus(), *stops(reader)]:
        assert stop
        assert stop["visible"], stop
        assert stop["drawer"] == MENU, stop


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", PAGE, "tabs.html"])
def test_each_stop_on_a_phone_can_be_seen(
    reader: Reader, sink_url: str, page: str, scheme: str
) -> None:
    reader.see(360, 640, scheme, **STILL)
    reader.open(sink_url + page)
    found = stops(reader)
    assert found[0]["name"] == "Skip to content"
    for stop in found:
        assert stop["visible"], stop
        assert not stop["drawer"], "a closed menu takes no focus"
        assert stop["ring"] >= 2, stop
        assert contrast(stop["colours"]) >= 3, stop


@pytest.mark.parametrize("page", ["blocks.html", "api.html", "design.html"])
def test_each_stop_on_a_desktop_can_be_seen(reader: Reader, sink_url: str, page: str) -> None:
    reader.see(1280, 800, **STILL)
    reader.open(sink_url + page)
    for stop in stops(reader):
        assert stop["visible"], stop
        assert stop["ring"] >= 2, stop
        assert contrast(stop["colours"]) >= 3, stop


def test_the_skip_link_moves_the_focus(reader: Reader, sink_url: str) -> None:
    reader.open(sink_url + PAGE)
    reader.press(Keys.TAB, Keys.ENTER, Keys.TAB)
    assert reader.run(ACTIVE, "main *")


def test_the_navigation_says_where_the_reader_is(reader: Reader, sink_url: str) -> None:
    reader.open(f"{sink_url}structure/deep/leaf.html")
    here = "[...document.querySelectorAll('#_n [aria-current]')]"
    assert reader.run(f"return {here}.map((a) => a.textContent + a.ariaCurrent)") == ["Leafpage"]


def test_the_colour_button_says_what_is_on(reader: Reader, sink_url: str) -> None:
    reader.open(sink_url + PAGE)
    reader.tab_to("#_s")
    names = []
    for _ in range(4):
        focus = reader.focus()
        names.append(focus and focus["name"])
        reader.press(Keys.ENTER)
        reader.wait_until_still()
    automatic, light, dark = "automatic", "light", "dark"
    assert names == [f"Colors: {one}" for one in (automatic, light, dark, automatic)]
    reader.run("localStorage.clear()")


@SCRIPTS
def test_the_contents_open_on_a_phone(reader: Reader, sink_url: str, *, scripts: bool) -> None:
    reader.open(sink_url + PAGE, scripts=scripts)
    reader.tab_to("#_t summary")
    shown = "return document.querySelector('#_t ul').checkVisibility()"
    assert not reader.run(shown)
    reader.press(Keys.ENTER)
    assert reader.run(shown)
    reader.press(Keys.TAB, Keys.ENTER)
    assert reader.run("return location.hash") == "#a-section"


def test_the_contents_are_open_where_they_stand_beside_the_text(
    reader: Reader, sink_url: str
) -> None:
    reader.see(1400, 800)
    reader.open(sink_url + PAGE)
    assert reader.run("return document.querySelector('#_t ul').checkVisibility()")


def test_a_menu_that_is_open_covers_nothing_when_the_window_gets_room_for_it(
    reader: Reader, sink_url: str
) -> None:
    reader.open(sink_url + PAGE)
    reader.tab_to(BUTTON)
    reader.press(Keys.ENTER)
    reader.see(1280, 800)
    reader.wait_until_still()
    left, right = reader.run(
        "return [document.querySelector('main h1'), document.getElementById('_n')].map("
        "(one) => one.getBoundingClientRect()).map((box, at) => at ? box.right : box.left)"
    )
    assert left >= right
    assert (
        reader.run("return getComputedStyle(document.querySelector('h1')).visibility") == "visible"
    )


def test_what_can_scroll_is_a_stop_with_a_name(reader: Reader, sink_url: str) -> None:
    reader.open(f"{sink_url}blocks.html", scripts=False)
    assert reader.run("return document.querySelector('.highlight pre:not([tabindex])')") is None
    named = "return document.querySelector('.table-wrapper:has(#listed)').ariaLabel"
    assert reader.run(named) == "A list as a table"


def test_a_link_to_a_heading_is_not_announced_while_it_is_not_shown(
    reader: Reader, sink_url: str
) -> None:
    reader.open(sink_url + PAGE)
    shown = "return getComputedStyle(document.querySelector('h2 > .headerlink')).visibility"
    assert reader.run(shown) == "hidden"
    # The list of the page's parts leads there.
    assert reader.run("return document.querySelector('#_t a[href=\"#a-section\"]') !== null")
