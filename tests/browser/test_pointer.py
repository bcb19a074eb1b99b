"""No page is moved over by the pointer of a new tab, or by the one that clicked on the page before."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.browser import Launcher
from a11ycheck.browser.context_reuse import leave_page
from a11ycheck.browser.visit import Visitor
from a11ycheck.model import Page

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><main><h1>x</h1>'
STATE = "phone-light"
HOVERED = '() => [...document.querySelectorAll(":hover")].map((element) => element.localName)'


def test_a_click_leaves_no_hovered_element_on_the_next_page(
    launcher: Launcher, plan_for: Any, site: Any
) -> None:
    base = site({"index.html": PAGE, "next.html": PAGE})
    session = launcher.start()
    try:
        visitor = Visitor(session, plan_for(("list",), (STATE,)))
        world = visitor.show(Page(path="index.html", url=base + "index.html"), STATE)
        visitor.tab.click(20, 30)
        hovered = world.call(HOVERED)
        is_reusable = leave_page(visitor.tab)
        world = visitor.show(Page(path="next.html", url=base + "next.html"), STATE)

        assert "h1" in hovered
        assert is_reusable
        assert "h1" not in world.call(HOVERED)  # Chromium has `html` hovered on any page
    finally:
        session.close()


def test_no_pointer_is_over_the_first_page_of_a_tab(
    launcher: Launcher, plan_for: Any, site: Any
) -> None:
    # As what-input does, which writes into the start tag how the page is used.
    listens = (
        "<script>for (const kind of ['mousemove', 'mouseover', 'pointermove']) "
        "addEventListener(kind, () => { document.documentElement.dataset.input = 'mouse' })</script>"
    )
    base = site({"index.html": PAGE + listens})
    session = launcher.start()
    try:
        visitor = Visitor(session, plan_for(("list",), (STATE,)))
        found = []
        for _ in range(6):
            world = visitor.show(Page(path="index.html", url=base + "index.html"), STATE)
            world.call("() => a11ycheck.stabilise()")
            found.append(world.call("() => document.documentElement.dataset.input ?? ''"))
            visitor.close_tab()
    finally:
        session.close()

    assert found == [""] * 6
