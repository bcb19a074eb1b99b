"""A page is judged in each variant as if it had been loaded in it, whatever its scripts make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.model import ColourScheme, Outcome, Page, PageEvidence, Variant, Viewport
from a11ycheck.rules import focus_in_hidden_content as hidden_rule

pytestmark = pytest.mark.browser

HIDDEN = "focus-in-hidden-content"
IMAGE = "image-alt"
REFLOW = "reflow"
SPACING = "text-clipped-when-spaced"
NAMES = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")
PHONES, DESKTOPS = set(NAMES[:2]), set(NAMES[2:])
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
# Like many a sidebar: what becomes narrow is shut, and nothing opens it again.
SHUTS = """
const isNarrow = () => innerWidth < 600;
let wasNarrow = isNarrow();
function answer() {
  if (isNarrow() && !wasNarrow) document.querySelector("nav").className = "shut";
  wasNarrow = isNarrow();
}
// Only a key shows that this one is seen with the focus on it.
const skip = document.querySelector("#skip");
skip.onfocus = () => skip.className = "seen";
"""
LOADED = [
    ("innerWidth > 600", DESKTOPS),
    ("innerWidth < 600", PHONES),
    ('matchMedia("(prefers-color-scheme: dark)").matches', {"phone-dark", "desktop-dark"}),
]
LISTENERS = {
    "resize": 'addEventListener("resize", answer);',
    "onresize": "onresize = answer;",
    "media query": 'matchMedia("(width < 600px)").addEventListener("change", answer);',
    "old media query": 'matchMedia("(max-width: 600px)").addListener(answer);',
    "observer": "new ResizeObserver(answer).observe(document.documentElement);",
    "visual viewport": 'visualViewport.addEventListener("resize", answer);',
}


def _page(script: str, title: str = "A page", skip: str = "") -> str:
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
    <meta name="viewport" content="width=device-width">
    <style>.shut {{ width: 0; height: 0; overflow: hidden }}
    #skip:not(.seen) {{ position: absolute; left: -999px }}</style>
    {skip}<nav><a href="w.html">Water</a> <a href="h.html">Help</a></nav>
    <main><h1>{title}</h1><p>Read <a href="#x">more about water</a> here.</p>
    <details><summary>Wells</summary><ul><li>Near the market<li>By the school</ul></details></main>
    <script>{script}</script></html>"""


def _hidden_in(evidence: object) -> set[str]:
    """Return the variants in which a part with the focus in it is hidden."""
    assert isinstance(evidence, PageEvidence), evidence
    mine = [result for result in evidence.probes if result.rule == HIDDEN]
    assert [result.error for result in mine if result.error] == []
    return {
        name
        for result in mine
        for name in result.variants
        for fact in result.facts
        if hidden_rule.judge(fact.facts, None).outcome is Outcome.FAILED
    }


def _unnamed_in(evidence: object) -> set[str]:
    """Return the variants in which axe reports an image."""
    assert isinstance(evidence, PageEvidence), evidence
    return {name for result in evidence.axe if result.rule == IMAGE for name in result.variants}


@pytest.mark.parametrize("listener", LISTENERS)
def test_what_a_script_shuts_when_the_window_narrows_is_open_on_a_phone(
    site: Any, audit: Any, pages_at: Any, listener: str
) -> None:
    skip = '<a id="skip" href="#x">Skip</a>'
    address = site(_page(SHUTS + LISTENERS[listener], skip=skip))

    (evidence,) = audit(pages_at(address, "index.html"), HIDDEN, names=NAMES)

    assert _hidden_in(evidence) == set()


def test_what_stays_shut_is_found_where_the_window_is_that_wide_at_first(
    site: Any, audit: Any, pages_at: Any
) -> None:
    address = site(_page('if (innerWidth < 600) document.querySelector("nav").className = "shut";'))

    (evidence,) = audit(pages_at(address, "index.html"), HIDDEN, names=NAMES)

    assert _hidden_in(evidence) == PHONES


@pytest.mark.parametrize("at", LOADED, ids=["wide", "narrow", "dark"])
@pytest.mark.parametrize("order", [NAMES, NAMES[::-1]], ids=["phone first", "desktop first"])
def test_what_a_script_adds_when_it_loads_is_judged_where_it_does(
    site: Any, audit: Any, pages_at: Any, at: tuple[str, set[str]], order: tuple[str, ...]
) -> None:
    condition, shown_in = at
    image = f'<img src="{PIXEL}">'
    adds = f"if ({condition}) document.querySelector('main').innerHTML += '{image}'"
    names = ("a.html", "b.html", "c.html")
    address = site({name: _page(f'const title = "{name}"; {adds}', name) for name in names})

    found = audit(pages_at(address, *names), IMAGE, names=order)

    assert [_unnamed_in(evidence) for evidence in found] == [shown_in] * 3


def test_one_of_the_pages_with_the_same_scripts_is_loaded_in_another_variant(
    shared_browser: Any, site: Any, audit: Any, pages_at: Any
) -> None:
    alike, others = ("a.html", "b.html", "c.html"), ("d.html", "e.html")
    script = 'const name = "{}"; addEventListener("resize", () => console.log(name))'
    pages = {name: _page(script.replace("{}", name), name) for name in alike}
    address = site({**pages, "d.html": _page("document.title += 1"), "e.html": _page("")})

    audit(pages_at(address, *alike, *others), IMAGE, names=NAMES, checked_share=0.0)

    start = urlsplit(address).path
    requested = [path.removeprefix(start) for path in shared_browser.server.paths]
    assert [requested.count(name) for name in (*alike, *others)] == [3, 1, 1, 3, 1]


# Two columns of 700 px, which stand one below the other where a scroll bar takes a part of their width.
KEEPS_BAR = f"""<style>
  #box {{ position: fixed; inset-block: 0; width: 300px; overflow: auto; font: 16px/20px sans-serif }}
  #box p {{ float: left; width: 150px; margin: 0 }}
  @media (width < 600px) {{ #box {{ display: none }} }}
</style>
<div id="box"><p>{35 * "Wells<br>"}</p><p>{35 * "Water<br>"}</p></div>"""


@pytest.mark.parametrize("rule", [IMAGE, SPACING])
@pytest.mark.parametrize("order", [NAMES, NAMES[::-1]], ids=["phone first", "desktop first"])
def test_a_box_has_a_scroll_bar_only_where_it_has_one_when_loaded(
    shared_browser: Any, site: Any, audit: Any, rule: str, order: tuple[str, ...]
) -> None:
    address = site(_page("matchMedia('(width < 600px)')") + KEEPS_BAR)

    audit([Page(path="index.html", url=f"{address}index.html")], rule, REFLOW, names=order)

    # Once to measure it, and once in two variants to see whether it is shown as if loaded in each.
    start = urlsplit(address).path
    assert [path.startswith(start) for path in shared_browser.server.paths].count(True) == 3


SET_SCHEME = """
const main = document.querySelector("main"), dark = matchMedia("(prefers-color-scheme: dark)");
const show = () => {
  document.body.classList.toggle("dark", dark.matches);
  main.classList.toggle("dark", dark.matches);
  main.toggleAttribute("data-dark", dark.matches);
};
show();
dark.onchange = show;
document.body.classList.add("ready");
main.id = "main";
"""


def test_the_order_of_classes_and_attributes_is_no_difference(
    shared_browser: Any, site: Any, audit: Any, pages_at: Any
) -> None:
    address = site(_page(SET_SCHEME))

    audit(pages_at(address, "index.html"), IMAGE, names=NAMES)

    start = urlsplit(address).path
    assert [path.startswith(start) for path in shared_browser.server.paths].count(True) == 3


TALL = '<div style="height: 2000px; width: 320px">Wide as the window</div>'


def _widths(evidence: object) -> list[object]:
    """Return the widths of window and page that the rule on reflow measured."""
    assert isinstance(evidence, PageEvidence), evidence
    facts = [fact for result in evidence.probes if result.rule == REFLOW for fact in result.facts]
    return [(fact.facts["window_width"], fact.facts["page_width"]) for fact in facts]


def test_a_page_that_is_loaded_in_a_narrow_window_has_no_scroll_bar_there(
    site: Any, audit: Any, pages_at: Any
) -> None:
    script = f"document.body.innerHTML += innerWidth > 600 ? `{TALL}` : `<p>Narrow</p>{TALL}`"
    style = "<style>body { margin: 0 }</style>"
    address = site(_page(script) + style)

    (evidence,) = audit(pages_at(address, "index.html"), REFLOW, names=NAMES[::-1])

    assert _widths(evidence) == [(320, 320)]


def test_a_variant_as_narrow_as_that_window_has_scroll_bars_of_its_own(
    site: Any, shared_browser: Any, plan_for: Any
) -> None:
    size = Viewport(name="small", width=320, height=256)
    small = Variant(viewport=size, colour_scheme=ColourScheme.LIGHT)
    url = site(f"<!doctype html><title>x</title><style>body {{ margin: 0 }}</style>{TALL}")

    plan = replace(plan_for((REFLOW,)), variants=(small,))
    evidence = shared_browser.visit(Page(path="index.html", url=url), plan)

    assert _widths(evidence) == [(320, 320)]


@pytest.mark.parametrize("id_of", ["0", "Math.random()"], ids=["same", "other each time"])
def test_what_comes_late_is_awaited_each_time_that_a_page_is_loaded(
    site: Any, audit: Any, pages_at: Any, id_of: str
) -> None:
    """The document differs by the colour scheme, so that the page is loaded for each variant."""
    script = (
        "document.body.dataset.dark = matchMedia('(prefers-color-scheme: dark)').matches;"
        "matchMedia('(prefers-color-scheme: dark)').onchange = () => {};"
        f"document.body.dataset.id = {id_of};"
        "fetch('late.txt').then((answer) => answer.text()).then((text) => setTimeout(() => {"
        " document.querySelector('main').insertAdjacentHTML('beforeend', text); }, 90));"
    )
    late = '<img src="%s"><a href="#x"></a><div style="height: 0; overflow: hidden">%s</div>'
    address = site({"index.html": _page(script), "late.txt": late % (PIXEL, '<a href="#y">Y</a>')})

    (evidence,) = audit(pages_at(address, "index.html"), IMAGE, HIDDEN, names=NAMES)

    assert _unnamed_in(evidence) == set(NAMES)
    assert _hidden_in(evidence) == set(NAMES)
