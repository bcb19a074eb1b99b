"""Menus and hidden parts in which keys have failed on other pages; a page that is left as it was."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.model import Fact, Outcome, PageEvidence
from a11ycheck.rules import focus_in_hidden_content as hidden_rule
from a11ycheck.rules import keyboard_menu_reachable as menu_rule

pytestmark = pytest.mark.browser

HIDDEN = "focus-in-hidden-content"
MENU = "keyboard-menu-reachable"
VISIBLE = "focus-indicator-visible"
JUDGES = {HIDDEN: hidden_rule.judge, MENU: menu_rule.judge}
NAMES = ("a.html", "b.html", "c.html", "d.html")
LINKS = '<a href="w.html">Water</a> <a href="h.html">Help</a> <a href="p.html">Phones</a>'
# Tells the server which keys each page gets.
HEARD = """addEventListener("keydown", ({ key }) => {
  const request = new XMLHttpRequest();
  request.open("GET", `heard-${location.pathname.split("/").at(-1)}-${key}`, false);
  request.send();
}, true);
"""
SHUT = (
    "<header><button>Search</button><input id=box type=checkbox hidden><label for=box>Menu</label>"
    "<nav>{links}</nav></header>"
)
SHUT_STYLE = "nav { display: none } #box:checked ~ nav { display: block }"
DRAWER = "<nav class=drawer>{links}</nav>"
DRAWER_STYLE = ".drawer { position: fixed; left: -500px; top: 0; width: 200px }"


SHUT_MENU = (MENU, SHUT_STYLE, SHUT)
HIDDEN_PART = (HIDDEN, DRAWER_STYLE, DRAWER)
SEEN_PART = (HIDDEN, f"{DRAWER_STYLE} .seen:focus-within {{ left: 0 }}", DRAWER)


def _page(content: str, title: str = "A page") -> str:
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
    <link rel="stylesheet" href="s.css"><script src="s.js"></script>
    {content}<main><h1>{title}</h1><p><a href="#x">A link</a></p><button>Send</button></main></html>"""


def _failed(evidence: object, rule: str) -> list[Fact]:
    assert isinstance(evidence, PageEvidence), evidence
    measured = [probe for probe in evidence.probes if probe.rule == rule]
    assert [probe.error for probe in measured if probe.error] == []
    facts = [fact for probe in measured for fact in probe.facts]
    return [fact for fact in facts if JUDGES[rule](fact.facts, None).outcome is Outcome.FAILED]


def _heard(browser: Any, address: str) -> list[str]:
    """Return the keys that pages have got, as "a.html-Tab"."""
    start = f"{urlsplit(address).path}heard-"
    return [path.removeprefix(start) for path in browser.server.paths if path.startswith(start)]


@pytest.mark.parametrize("failure", [SHUT_MENU, HIDDEN_PART], ids=["menu", "part"])
def test_what_keys_have_failed_in_on_two_pages_is_not_tried_again(
    shared_browser: Any, site: Any, audit: Any, pages_at: Any, failure: tuple[str, str, str]
) -> None:
    rule, style, content = failure
    pages = {name: _page(content.format(links=LINKS), name) for name in NAMES}
    address = site({"s.css": style, "s.js": HEARD, **pages})

    found = [
        _failed(evidence, rule)
        for evidence in audit(pages_at(address, *NAMES), rule, checked_share=0.0)
    ]

    assert [len(failed) for failed in found] == [1, 1, 1, 1]
    assert len({str(dict(failed[0].facts)) for failed in found}) == 1
    assert {key.split("-")[0] for key in _heard(shared_browser, address)} == {"a.html", "b.html"}


def test_what_is_taken_over_is_reported_with_the_links_of_each_page(
    site: Any, audit: Any, pages_at: Any
) -> None:
    more = f'{LINKS} <a href="l.html">Law</a>'
    pages = {name: _page(SHUT.format(links=more if name == "d.html" else LINKS)) for name in NAMES}
    address = site({"s.css": SHUT_STYLE, "s.js": "", **pages})

    *_, third, last = audit(pages_at(address, *NAMES), MENU, checked_share=0.0)

    assert _failed(third, MENU)[0].facts["links"] == 3
    assert _failed(last, MENU)[0].facts["links"] == 4


@pytest.mark.parametrize(
    ("failure", "better"),
    [
        (SHUT_MENU, SHUT.replace("Search", "Menu</button><button>Search")),
        (SHUT_MENU, SHUT.replace("hidden", "")),
        (SEEN_PART, DRAWER.replace("drawer", '"drawer seen"')),
    ],
    ids=["another control", "a box that Tab reaches", "another class"],
)
def test_a_page_that_differs_is_tried_with_keys(
    site: Any, audit: Any, pages_at: Any, failure: tuple[str, str, str], better: str
) -> None:
    rule, style, content = failure
    script = """addEventListener("click", ({ target }) => {
      if (target.matches("button") && target.textContent === "Menu")
        document.querySelector("nav").style.display = "block";
    });"""
    pages = {
        name: _page((better if name == "d.html" else content).format(links=LINKS)) for name in NAMES
    }
    address = site({"s.css": style, "s.js": script, **pages})

    *bad, good = audit(pages_at(address, *NAMES), rule, checked_share=0.0)

    assert all(_failed(evidence, rule) for evidence in bad)
    assert not _failed(good, rule)


def test_what_keys_disprove_on_a_page_that_is_checked_is_not_taken_over(
    site: Any, audit: Any, pages_at: Any
) -> None:
    script = """addEventListener("click", ({ target }) => {
      if (target.matches("button") && /[cd].html$/.test(location.pathname))
        document.querySelector("nav").style.display = "block";
    });"""
    pages = {name: _page(SHUT.format(links=LINKS)) for name in NAMES}
    address = site({"s.css": SHUT_STYLE, "s.js": script, **pages})

    found = [
        len(_failed(evidence, MENU))
        for evidence in audit(pages_at(address, *NAMES), MENU, checked_share=1.0)
    ]

    assert found == [1, 1, 0, 0]


def test_a_page_is_not_left_scrolling_to_what_had_the_focus(
    shared_browser: Any, site: Any, audit: Any, pages_at: Any
) -> None:
    style = (
        "html { scroll-behavior: smooth } p { margin-top: 3000px }"
        " a:focus { outline: none; background: linear-gradient(#000, #000) }"
    )
    script = """addEventListener("scroll", () => {
      if (scrollY === 0) return;
      const request = new XMLHttpRequest();
      request.open("GET", `heard-${location.pathname.split("/").at(-1)}-scroll`, false);
      request.send();
    });"""
    pages = {name: _page("", name) for name in NAMES}
    address = site({"s.css": style, "s.js": script, **pages})
    variants = ("desktop-light", "desktop-dark", "phone-light")

    audit(pages_at(address, *NAMES), VISIBLE, "control-contrast", names=variants)

    assert {scroll.split("-")[0] for scroll in _heard(shared_browser, address)} == {"a.html"}
