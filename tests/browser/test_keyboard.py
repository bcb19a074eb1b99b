"""The walk with real keys: where it goes, what a page hears of it, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.model import Fact, Outcome, PageEvidence
from a11ycheck.rules import focus_in_hidden_content as focus_rule
from a11ycheck.rules import keyboard_menu_reachable as menu_rule

pytestmark = pytest.mark.browser

HIDDEN = "focus-in-hidden-content"
MENU = "keyboard-menu-reachable"
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A page</title>
"""
LINKS = '<a href="a.html">Water</a> <a href="b.html">Help</a>'
# Below 600 pixels the navigation is a drawer, pushed aside and opened by a check box; above it is a column.
RESPONSIVE = f"""{HEAD}<style>
  #box, label {{ display: none }}
  @media (max-width: 600px) {{
    label {{ display: inline-block; margin: 12rem 0 0 }}
    nav {{ position: fixed; top: 0; left: -15rem; width: 12rem }}
    #box:checked ~ nav {{ left: 0 }}
  }}
</style>
<input id="box" type="checkbox"><label for="box">Menu</label>
<nav>{LINKS}</nav>
<main><h1>Responsive</h1></main>"""
HEARD = """<script>
  for (const kind of ["focusin", "focusout", "keydown", "keyup", "click"])
    document.addEventListener(kind, (event) => {
      const request = new XMLHttpRequest();
      request.open("GET", `heard-${kind}-${event.isTrusted}-${event.key ?? ""}`, false);
      request.send();
    });
</script>"""

Visit = Callable[..., PageEvidence]


JUDGES = {HIDDEN: focus_rule.judge, MENU: menu_rule.judge}


def _failed(evidence: PageEvidence, rule: str) -> list[tuple[Fact, tuple[str, ...]]]:
    """Return what fails, with the variants that show it."""
    measured = [probe for probe in evidence.probes if probe.rule == rule]
    assert [probe.error for probe in measured if probe.error] == []
    return [
        (fact, probe.variants)
        for probe in measured
        for fact in probe.facts
        if JUDGES[rule](fact.facts, None).outcome is Outcome.FAILED
    ]


def test_each_window_size_is_walked_by_itself(visit: Visit) -> None:
    names = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")
    evidence = visit(RESPONSIVE, HIDDEN, MENU, names=names)

    ((hidden, where_hidden),) = _failed(evidence, HIDDEN)
    ((menu, where_menu),) = _failed(evidence, MENU)
    assert where_hidden == where_menu == ("phone-light", "phone-dark")
    assert (hidden.facts["stops"], hidden.facts["single"]) == (2, False)
    assert hidden.facts["names"] == ["Water", "Help"]
    assert hidden.facts["focused"]["rendered"]
    assert not hidden.facts["focused"]["on_screen"]
    assert menu.element.html.startswith("<label")


def test_what_lies_under_the_scroll_bar_of_the_window_is_out_of_sight(visit: Visit) -> None:
    # The drawer begins where the bar does, and scrolls to links below the window.
    links = "".join(f'<p><a href="{number}.html">Part {number}</a></p>' for number in range(50))
    page = f"""{HEAD}<style>
      main {{ height: 200vh }}
      aside {{ position: fixed; top: 0; bottom: 0; left: 100%; width: 15rem; overflow: auto }}
      p {{ margin: 1rem 2rem }}
    </style><main><h1>Manual</h1></main><aside>{links}</aside>"""

    ((hidden, _),) = _failed(visit(page, HIDDEN, names=("desktop-light",)), HIDDEN)

    assert hidden.element.html == "<aside></aside>"
    assert hidden.facts["stops"] == 50


# A menu that is aside in each window size, and has one more link in a wide one.
ASIDE = f"""{HEAD}<style>
  nav {{ position: fixed; top: 0; left: -25rem; width: 12rem }}
  @media (max-width: 600px) {{ .wide {{ display: none }} }}
  #box {{ display: none }} #box:checked ~ nav {{ left: 0 }}
</style>
<input id="box" type="checkbox"><label for="box">Menu</label>
<nav>{LINKS} <a class="wide" href="c.html">Work</a></nav><main><h1>A page</h1></main>"""
BOTH_SIZES = ("phone-light", "desktop-light")


def test_a_page_that_keys_leave_as_it_was_is_not_loaded_again(
    shared_browser: Any, site: Any, outcome_of: Any
) -> None:
    address = site(ASIDE)

    found = outcome_of(address + "index.html", HIDDEN, MENU, names=BOTH_SIZES)

    assert [names for _, names in _failed(found, MENU)] == [("phone-light",), ("desktop-light",)]
    assert shared_browser.server.paths.count(f"{urlsplit(address).path}index.html") == 1


def test_a_menu_that_a_key_has_opened_is_shut_again_for_the_next_window_size(visit: Visit) -> None:
    opener = """<button>Open</button><script>
      document.querySelector("button").onclick = () => { if (innerWidth < 600) box.checked = true };
    </script>"""

    found = visit(ASIDE + opener, MENU, names=BOTH_SIZES)

    assert [names for _, names in _failed(found, MENU)] == [("desktop-light",)]


def test_a_menu_that_a_shadow_root_holds_is_shut_again_for_the_next_window_size(
    visit: Visit,
) -> None:
    component = f"""{HEAD}<style>@media (max-width: 600px) {{ .wide {{ display: none }} }}</style>
    <input id="box" type="checkbox" hidden><label for="box">Menu</label> <button>Open</button>
    <app-menu>{LINKS} <a class="wide" href="c.html">Work</a></app-menu><main><h1>A page</h1></main><script>
      const root = document.querySelector("app-menu").attachShadow({{ mode: "open" }});
      root.innerHTML = `<style>nav {{ position: fixed; top: 0; left: -25rem }} .open {{ left: 0 }}</style>
        <nav><slot></slot></nav>`;
      const show = (isOpen) => root.querySelector("nav").classList.toggle("open", isOpen);
      box.onchange = () => show(box.checked);
      document.querySelector("button").onclick = () => {{ if (innerWidth < 600) show(true) }};
    </script>"""

    found = visit(component, MENU, names=BOTH_SIZES)

    assert [names for _, names in _failed(found, MENU)] == [("desktop-light",)]


def test_a_link_to_the_top_that_comes_with_scrolling_is_no_link_of_the_menu(visit: Visit) -> None:
    comes = """<style>#up { position: fixed; right: 0; top: 0 }</style>
<a id="up" href="#" hidden>To the top</a>
<script>box.addEventListener("change", () => { up.hidden = !up.hidden })</script>"""

    ((menu, _),) = _failed(visit(RESPONSIVE + comes, MENU, names=("phone-light",)), MENU)

    assert (menu.facts["links"], menu.facts["names"]) == (2, ["Water", "Help"])


def test_no_rule_of_the_keyboard_means_no_walk(visit: Visit) -> None:
    evidence = visit(RESPONSIVE, "reflow")

    assert {probe.rule for probe in evidence.probes} == {"reflow"}


def test_what_is_on_the_screen_needs_no_key(
    shared_browser: Any, site: Any, outcome_of: Any
) -> None:
    skip = (
        "<style>.skip { position: absolute; left: -99rem } .skip:focus { left: 0 }</style>"
        '<a class="skip" href="#main">Skip</a>'
    )
    address = site(f'{HEAD}{skip}<main id="main"><h1>A page</h1>{LINKS}</main>{HEARD}')

    assert isinstance(outcome_of(address + "index.html", HIDDEN, MENU), PageEvidence)

    assert _heard(shared_browser, address) == []


def test_many_hidden_links_of_one_kind_take_no_place_of_another(site: Any, outcome_of: Any) -> None:
    style = "<style>.away { position: absolute; left: -9999px }</style>"
    lines = "".join(f'<a class="line away" href="#l{number}">{number}</a>' for number in range(70))
    page = (
        f'{HEAD}{style}<main><h1>A</h1>{lines}<p class="away"><a href="b.html">Help</a></p></main>'
    )

    found = _failed(outcome_of(site(page) + "index.html", HIDDEN), HIDDEN)

    assert 'a[href="b.html"]' in {fact.element.selector for fact, _ in found}


def test_what_is_out_of_sight_is_reached_by_real_keys(
    shared_browser: Any, site: Any, outcome_of: Any
) -> None:
    drawer = f'<div style="position: fixed; left: -20rem">{LINKS}</div>'
    address = site(f"{HEAD}<main><h1>A page</h1></main>{drawer}{HEARD}")

    ((hidden, _),) = _failed(outcome_of(address + "index.html", HIDDEN), HIDDEN)

    assert hidden.facts["stops"] == 2
    heard = _heard(shared_browser, address)
    assert heard.count("keydown-true-Tab") == 1
    assert not [event for event in heard if "false" in event]


def test_a_link_whose_image_is_of_another_host_is_left_out(outcome_of: Any, site: Any) -> None:
    link = '<h1>Hives</h1><p><a href="b.html"><img src="{src}" alt=""></a></p>'
    there, here = (link.format(src=src) for src in ("http://other.invalid/hive.jpg", "missing.jpg"))
    address = site({"there.html": HEAD + there, "here.html": HEAD + here})

    assert _failed(outcome_of(address + "there.html", HIDDEN), HIDDEN) == []
    assert len(_failed(outcome_of(address + "here.html", HIDDEN), HIDDEN)) == 1


def test_a_page_whose_menu_leads_away_is_looked_at_to_its_end(visit: Visit) -> None:
    away = f"""{HEAD}<main><h1>A page</h1>
    <span style="cursor: pointer" onclick="location.href = 'elsewhere.html'">Elsewhere</span>
    <nav hidden>{LINKS}</nav></main>"""

    evidence = visit(away, HIDDEN, MENU)

    assert _failed(evidence, MENU) == []


# A theme's page: its menu lies aside, and only a pointer opens it; scripts hear what is pressed.
def _themed(links: str) -> str:
    return f"""{HEAD}<style>
      #box {{ display: none }}
      label {{ display: inline-block; margin: 12rem 0 0 }}
      nav {{ position: fixed; top: 0; left: -15rem; width: 12rem }}
      #box:checked ~ nav {{ left: 0 }}
    </style>
    <input id="box" type="checkbox"><label for="box">Menu</label>
    <nav>{links}</nav>
    <main><h1>A page of the theme</h1></main><footer><button>Open</button></footer>{HEARD}"""


OTHER_LINKS = '<a href="c.html">Phone</a> <a href="d.html">Work</a> <a href="e.html">School</a>'
BY_KEY = '<script>document.querySelector("button").onclick = () => { box.checked = !box.checked }</script>'


def test_a_page_with_another_script_is_judged_by_itself(site: Any, outcome_of: Any) -> None:
    page = _themed(LINKS)
    address = site({"shut.html": page, "open.html": page + BY_KEY})

    shut = outcome_of(address + "shut.html", MENU)
    opened = outcome_of(address + "open.html", MENU)

    assert len(_failed(shut, MENU)) == 1
    assert _failed(opened, MENU) == []


# Equal but for a text that the script reads: it decides whether a key opens the menu.
def _moody(word: str) -> str:
    script = """<script>
      const words = document.querySelector("main").textContent;
      document.querySelector("button").onclick = () => {
        if (words.includes("open")) box.checked = !box.checked;
      };
    </script>"""
    return _themed(LINKS).replace("A page of the theme", f"A page that is {word}") + script


@pytest.mark.parametrize("names", [("shut", "open"), ("open", "shut")], ids=str)
@pytest.mark.parametrize("jobs", [1, 2])
def test_evidence_depends_on_no_other_page(
    names: tuple[str, str], jobs: int, site: Any, audit: Any, pages_at: Any
) -> None:
    # Pages of one size are visited in the order of their paths.
    address = site({"a.html": _moody(names[0]), "b.html": _moody(names[1])})
    pages = pages_at(address, "a.html", "b.html")

    together = audit(pages, HIDDEN, MENU, jobs=jobs)
    alone = [audit([page], HIDDEN, MENU)[0] for page in pages]

    assert together == alone
    by_name = dict(zip(names, together, strict=True))
    assert len(_failed(by_name["shut"], MENU)) == 1
    assert _failed(by_name["open"], MENU) == []
    assert all(len(_failed(evidence, HIDDEN)) == 1 for evidence in together)


def test_a_menu_with_too_little_in_it_is_none_where_another_page_has_one(
    site: Any, outcome_of: Any
) -> None:
    full = _themed(OTHER_LINKS)
    single = _themed('<a href="c.html">Phone</a>')
    address = site({"single.html": single, "full.html": full, "again.html": single})

    found = [
        len(_failed(outcome_of(address + name, MENU), MENU))
        for name in ("single.html", "full.html", "again.html")
    ]

    assert found == [0, 1, 0]


def test_links_that_come_into_sight_by_scrolling_are_no_part_of_a_menu(visit: Visit) -> None:
    """A table of contents that follows the reader brings other links into sight, and keeps them there."""
    following = f"""{HEAD}<style>
      aside {{ position: fixed; right: 0; top: 0; height: 3rem; overflow: hidden }}
      aside a {{ display: block; line-height: 3rem }}
      #menu:not(.open) {{ display: none }}
      .toggle {{ display: inline-block; margin: 150vh 0; cursor: pointer }}
    </style>
    <aside><a href="#a">A</a><a href="#b">B</a><a href="#c">C</a></aside>
    <main><h1>A page</h1><span class="toggle">Menu</span><div id="menu">{LINKS}</div></main>
    <script>
      document.querySelector(".toggle").onclick = () => menu.classList.toggle("open");
      addEventListener("scroll", () => {{ document.querySelector("aside").style.height = "9rem" }});
    </script>"""

    ((menu, _),) = _failed(visit(following, MENU), MENU)

    assert menu.facts["names"] == ["Water", "Help"]


def test_links_that_a_menu_has_scrolled_away_are_links_of_the_menu(visit: Visit) -> None:
    links = "".join(f'<a href="{number}.html">Page {number}</a>' for number in range(12))
    scrolled = f"""{HEAD}<style>
      #box {{ display: none }}
      nav {{ position: fixed; top: 0; left: -15rem; width: 12rem; background: white }}
      #box:checked ~ nav {{ left: 0 }}
      nav p {{ margin: 0; height: 250px }}
      nav div {{ height: 120px; overflow-y: auto }}
      nav a {{ display: block; height: 40px }}
    </style>
    <input id="box" type="checkbox"><label for="box">Menu</label>
    <nav><p>The pages of this part</p><div>{links}</div></nav><main><h1>A page</h1></main>
    <script>document.querySelector("nav div").scrollTop = 240</script>"""

    ((menu, _),) = _failed(visit(scrolled, MENU, names=("phone-light",)), MENU)

    assert (menu.facts["links"], menu.facts["names"][0]) == (12, "Page 0")


def test_a_menu_that_lies_outside_of_the_box_that_scrolls_around_it_is_in_sight(
    visit: Visit,
) -> None:
    escaping = f"""{HEAD}<style>
      .bar {{ overflow: auto; height: 40px }}
      #box {{ display: none }}
      nav {{ position: absolute; top: 90px; left: -25rem; width: 12rem; background: white }}
      #box:checked ~ nav {{ left: 0 }}
    </style>
    <div class="bar"><input id="box" type="checkbox"><label for="box">Menu</label><nav>{LINKS}</nav></div>
    <main><h1>A page</h1></main>"""

    ((menu, _),) = _failed(visit(escaping, MENU, names=("phone-light",)), MENU)

    assert menu.facts["names"] == ["Water", "Help"]


def test_links_that_a_script_shows_one_after_the_other_are_all_part_of_the_menu(
    visit: Visit,
) -> None:
    gradual = f"""{HEAD}<style>nav a:not(.shown) {{ display: none }} span {{ cursor: pointer }}</style>
    <main><h1>A page</h1><span>Menu</span></main>
    <nav><a href="a.html"></a>{LINKS} {OTHER_LINKS}</nav><script>
      const links = [...document.querySelectorAll("nav a")];
      const isShown = (link) => link.matches(".shown");
      function showNext() {{
        links.find((link) => !isShown(link))?.classList.add("shown");
        if (!links.every(isShown)) requestAnimationFrame(showNext);
      }}
      document.querySelector("span").onclick = () => {{
        if (links.some(isShown)) links.forEach((link) => link.classList.remove("shown"));
        else {{ links[0].classList.add("shown"); links[1].classList.add("shown"); showNext(); }}
      }};
    </script>"""

    ((menu, _),) = _failed(visit(gradual, MENU), MENU)

    assert menu.facts["links"] == 5
    assert menu.facts["names"] == ["Water", "Help", "Phone"]


def test_a_menu_that_hears_no_click_of_a_script_is_clicked_by_a_mouse(visit: Visit) -> None:
    pressed = f"""{HEAD}<main><h1>A page</h1><span role="button">Menu</span></main>
    <nav hidden>{LINKS}</nav><script>
      const nav = document.querySelector("nav");
      document.querySelector("span").onpointerdown = () => {{ nav.hidden = false; }};
      document.querySelector("span").onclick = (event) => {{ nav.hidden = !event.isTrusted; }};
    </script>"""

    ((menu, _),) = _failed(visit(pressed, MENU), MENU)

    assert menu.facts["names"] == ["Water", "Help"]
    assert not menu.facts["label"]


def _heard(browser: Any, address: str) -> list[str]:
    """Return the events that the page at this address has sent to its server."""
    start = f"{urlsplit(address).path}heard-"
    return [path.removeprefix(start) for path in browser.server.paths if path.startswith(start)]


def test_an_icon_that_is_removed_with_the_message_it_was_in_is_passed_over(visit: Visit) -> None:
    page = f"""{HEAD}<style>span {{ cursor: pointer }}</style><header>
    <div><span onclick="this.parentNode.remove()">Later</span> <span>Never</span></div>
    <span id="menu">Menu</span></header><nav hidden>{LINKS} <a href="c.html">Phones</a></nav>
    <main><h1>A message</h1></main>
    <script>
      const nav = document.querySelector("nav");
      document.querySelector("#menu").addEventListener("click", () => {{ nav.hidden = !nav.hidden; }});
    </script>"""

    evidence = visit(page, MENU, names=("desktop-light",))

    assert len(_failed(evidence, MENU)) == 1
