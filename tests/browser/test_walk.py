"""The walk through all stops: when it happens, what it presses, and what it takes over from other pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

VISIBLE = "focus-indicator-visible"
OBSCURED = "focus-obscured"
TRAP = "keyboard-trap"
SHORTCUT = "character-key-shortcut"
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
"""
HEARD = """<script>
  for (const kind of ["keydown", "focusin"])
    document.addEventListener(kind, (event) => {
      const request = new XMLHttpRequest();
      const name = kind === "keydown" ? `${event.shiftKey ? "Shift-" : ""}${event.key}` : event.target.id;
      request.open("GET", `heard-${kind}-${event.isTrusted}-${name}`, false);
      request.send();
    });
</script>"""


def _heard(browser: Any, address: str) -> list[str]:
    """Return the events that pages below this address have sent to their server."""
    start = f"{urlsplit(address).path}heard-"
    return [path.removeprefix(start) for path in browser.server.paths if path.startswith(start)]


def _facts(evidence: object, rule: str) -> list[tuple[str, dict[str, Any]]]:
    """Return what was measured, by selector."""
    assert isinstance(evidence, PageEvidence), evidence
    measured = [probe for probe in evidence.probes if probe.rule == rule]
    assert [probe.error for probe in measured if probe.error] == []
    return [(fact.element.selector, dict(fact.facts)) for probe in measured for fact in probe.facts]


def test_no_rule_of_the_walk_means_no_key(shared_browser: Any, site: Any, outcome_of: Any) -> None:
    address = site(f'{HEAD}<main><h1>A page</h1><a href="#one">One</a></main>{HEARD}')

    assert isinstance(outcome_of(address + "index.html", "reflow"), PageEvidence)

    assert _heard(shared_browser, address) == []


def test_the_walk_presses_real_keys_in_the_order_of_the_page(
    shared_browser: Any, site: Any, outcome_of: Any
) -> None:
    links = '<a id="one" href="#1">One</a> <button id="two">Two</button> <input id="three">'
    address = site(f"{HEAD}<main><h1>A page</h1>{links}</main>{HEARD}")

    ((_, whole),) = _facts(outcome_of(address + "index.html", TRAP), TRAP)

    assert whole == {"stops": 3, "traps": 0}
    heard = _heard(shared_browser, address)
    assert "keydown-true-Tab" in heard
    focused = [event.rpartition("-")[2] for event in heard if event.startswith("focusin")]
    assert focused[:3] == ["one", "two", "three"]
    assert not [event for event in heard if "false" in event]


def test_a_tab_index_and_a_shadow_tree_are_followed(site: Any, outcome_of: Any) -> None:
    page = f"""{HEAD}<main><h1>A page</h1><a href="#one" style="outline: none">One</a>
    <a href="#two" tabindex="-1">Two</a> <span id="host"></span></main>
    <script>
      host.attachShadow({{ mode: "open" }}).innerHTML = "<button style='outline: none'>Three</button>";
    </script>"""

    whole, *found = _facts(outcome_of(site(page) + "index.html", VISIBLE), VISIBLE)

    assert whole[1]["stops"] == 2
    assert [(selector, facts["visible"]) for selector, facts in found] == [
        ('a[href$="#one"]', False),
        ("#host >>> button", False),
    ]


def test_a_page_that_moves_the_focus_when_it_loads_is_walked_as_a_whole(
    site: Any, outcome_of: Any
) -> None:
    page = f"""{HEAD}<main><h1>A page</h1><a href="#one">One</a> <button autofocus>Two</button>
    <a href="#three">Three</a></main>"""

    ((_, whole),) = _facts(outcome_of(site(page) + "index.html", TRAP), TRAP)

    assert whole == {"stops": 3, "traps": 0}


PARTS = """<style>button:focus { outline: none }</style><main><h1>A trip</h1>
<label>From <input type="date"></label> <label>At <input type="time" step="0.001"></label>
<label>Both <input type="datetime-local"></label> <label>In <input type="month"></label>
<video controls></video> <audio controls></audio> <two-fields></two-fields> <button>Send</button></main>
<script>
  document.querySelector("two-fields").attachShadow({ mode: "closed" }).innerHTML = "<input><input><input>";
  document.addEventListener("keydown", () => {});
</script>"""
HELD = """<main><h1>A trip</h1><label>From <input type="date"></label> <button>Send</button></main>
<script>
  const field = document.querySelector("input");
  field.addEventListener("blur", () => setTimeout(() => field.focus()));
</script>"""


def test_tab_inside_of_a_date_a_player_or_a_component_is_no_trap(
    site: Any, outcome_of: Any
) -> None:
    evidence = outcome_of(site(HEAD + PARTS) + "index.html", TRAP, VISIBLE)

    assert _facts(evidence, TRAP) == [("html", {"stops": 7, "traps": 0})]
    _, *stops = _facts(evidence, VISIBLE)
    assert ("button", False) in [(target, facts["visible"]) for target, facts in stops]


def test_a_date_that_takes_the_focus_back_is_a_trap(site: Any, outcome_of: Any) -> None:
    evidence = outcome_of(site(HEAD + HELD) + "index.html", TRAP)

    _, (target, trap) = _facts(evidence, TRAP)
    assert (target, trap["size"]) == ("input", 1)


def test_a_field_that_takes_the_tab_key_is_left_with_shift(site: Any, outcome_of: Any) -> None:
    page = f"""{HEAD}<main><h1>A page</h1><a href="#one">One</a>
    <textarea onkeydown="if (event.key === 'Tab' && !event.shiftKey) event.preventDefault()"></textarea>
    <a href="#two">Two</a></main>"""

    ((_, whole),) = _facts(outcome_of(site(page) + "index.html", TRAP), TRAP)

    assert whole["traps"] == 0


FIELDS = "<input aria-label=One><input id=held aria-label=Two><input aria-label=Three>"
HOLD = """for (const field of root.querySelectorAll("#held"))
    field.onkeydown = (event) => { if (event.key === "Tab") event.preventDefault(); };"""
CLOSED_ROOT = """<x-form></x-form><script>
    const root = document.querySelector("x-form").attachShadow({ mode: "closed" });
    root.innerHTML = `%s`; %s</script>"""
FRAME = (
    "<iframe title=Form srcdoc='<html lang=en><title>Form</title>%s"
    "<script>const root = document; %s</script>'></iframe>"
)
INSIDE = {"x-form": CLOSED_ROOT, "iframe": FRAME}
LINKS = "".join(f"<a href=#{number}>Link {number}</a> " for number in range(60))


def _traps(outcome: object) -> list[str]:
    return [selector for selector, facts in _facts(outcome, TRAP) if "size" in facts]


@pytest.mark.parametrize("holder", INSIDE)
def test_a_trap_in_a_frame_or_closed_shadow_root_is_found(
    holder: str, site: Any, outcome_of: Any
) -> None:
    inside = INSIDE[holder] % (FIELDS, HOLD)
    page = f'{HEAD}<main><h1>A page</h1>{inside}<a href="#two">Two</a></main>'

    assert _traps(outcome_of(site(page) + "index.html", TRAP)) == [holder]


@pytest.mark.parametrize("content", [FIELDS, LINKS], ids=["fields", "links"])
@pytest.mark.parametrize("holder", INSIDE)
def test_stops_in_a_frame_or_closed_shadow_root_are_no_trap(
    holder: str, content: str, site: Any, outcome_of: Any
) -> None:
    # Pages without listeners are seen without keys.
    inside = INSIDE[holder] % (
        content,
        "root.onkeydown = () => {}; root.addEventListener(`keydown`, () => {})",
    )
    page = f'{HEAD}<main><h1>A page</h1>{inside}<a href="#two">Two</a></main>'

    assert _traps(outcome_of(site(page) + "index.html", TRAP)) == []


def test_a_link_that_leads_away_does_not_end_the_walk(site: Any, outcome_of: Any) -> None:
    page = f"""{HEAD}<main><h1>A page</h1><a href="elsewhere.html">One</a>
    <input onblur="this.focus()"></main>"""

    _, (_, trap) = _facts(outcome_of(site(page) + "index.html", TRAP), TRAP)

    assert (trap["size"], trap["standard_key"]) == (1, "")


def test_radio_buttons_that_belong_together_are_one_stop(site: Any, outcome_of: Any) -> None:
    radios = "".join(
        f'<input type="radio" name="{name}" aria-label="{value}"{" checked" * (name + value == "b2")}>'
        for name in "ab"
        for value in "123"
    )
    page = f"{HEAD}<style>:focus {{ outline: none }}</style><form>{radios}</form>"

    whole, (first, facts) = _facts(outcome_of(site(page) + "index.html", VISIBLE), VISIBLE)

    assert whole == ("html", {"stops": 2, "in_doubt": 1})
    assert (first, facts["same"]) == ('input[aria-label="1"][name="a"]', 2)


def test_a_scroll_bar_that_fades_out_does_not_show_the_focus(site: Any, outcome_of: Any) -> None:
    links = "".join(
        f'<p style="height: 3000px"><a class="k{number}" href="#x">Link {number}</a></p>'
        for number in range(8)
    )
    page = f"""{HEAD}<meta name="viewport" content="width=device-width">
    <style>:focus {{ outline: none }}</style>{links}"""

    _, *found = _facts(outcome_of(site(page) + "index.html", VISIBLE), VISIBLE)

    assert [facts["visible"] for _, facts in found] == [False] * 8


TOOLTIP = """<p id="tip" hidden>What the button does</p><script>
  const tip = document.querySelector("#tip");
  const after = (delay, isHidden) => () => setTimeout(() => { tip.hidden = isHidden; }, delay);
  document.querySelector("button").addEventListener("focus", after(%s, false));
  document.querySelector("button").addEventListener("blur", after(%s, true));
</script>"""


@pytest.mark.parametrize("delays", [(0, 200), (200, 0), (200, 200), (500, 100)])
def test_a_tooltip_that_comes_or_goes_after_a_moment_shows_the_focus(
    site: Any, outcome_of: Any, delays: tuple[int, int]
) -> None:
    page = f"{HEAD}<style>:focus {{ outline: none }}</style><button>Send</button>{TOOLTIP % delays}"

    _, (_, facts) = _facts(outcome_of(site(page) + "index.html", VISIBLE), VISIBLE)

    assert facts["visible"]


# --- stops that pages share -----------------------------------------------------------------------------


def _page(text: str, style: str = "") -> str:
    links = "".join(f'<li><a href="{name}.html">{name}</a></li>' for name in "abcdefgh")
    return f"""{HEAD}<style>{style}</style><nav><ul>{links}</ul></nav>
    <main><h1>{text}</h1><p><a href="#x">{text}</a></p></main>{HEARD}"""


def test_stops_that_another_page_has_shown_are_not_walked_again(
    shared_browser: Any, site: Any, audit: Any, pages_at: Any
) -> None:
    address = site({"a.html": _page("First"), "b.html": _page("Second page")})
    pages = pages_at(address, "a.html", "b.html")

    together = audit(pages, VISIBLE, TRAP)
    pressed = _heard(shared_browser, address).count("keydown-true-Tab")
    alone = [audit([page], VISIBLE, TRAP)[0] for page in pages]

    assert together == alone
    assert all(_facts(evidence, TRAP)[0][1]["stops"] == 9 for evidence in together)
    assert pressed < _heard(shared_browser, address).count("keydown-true-Tab") - pressed


def test_what_fails_in_shared_parts_is_found_on_each_page(
    site: Any, audit: Any, pages_at: Any
) -> None:
    style = "nav a { outline: none }"
    address = site({name: _page(name, style) for name in ("a.html", "b.html", "c.html")})

    results = audit(pages_at(address, "a.html", "b.html", "c.html"), VISIBLE)

    for evidence in results:
        _, (selector, facts) = _facts(evidence, VISIBLE)
        assert selector == 'a[href="a.html"]'
        assert not facts["visible"]


def test_another_stylesheet_is_walked_by_itself(site: Any, audit: Any, pages_at: Any) -> None:
    address = site({"a.html": _page("Good"), "b.html": _page("Bad", "a { outline: none }")})

    good, bad = audit(pages_at(address, "a.html", "b.html"), VISIBLE)

    assert len(_facts(good, VISIBLE)) == 1
    assert len(_facts(bad, VISIBLE)) == 3


def test_a_script_that_catches_the_focus_is_found_on_each_page(
    site: Any, audit: Any, pages_at: Any
) -> None:
    trap = '<aside><input aria-label="Name" onblur="this.focus()"></aside>'
    address = site(
        {name: _page(name).replace("</nav>", f"</nav>{trap}") for name in ("a.html", "b.html")}
    )

    for evidence in audit(pages_at(address, "a.html", "b.html"), TRAP):
        _, (selector, facts) = _facts(evidence, TRAP)
        assert selector.startswith("input")
        assert facts["size"] == 1


# --- pages that try to go elsewhere --------------------------------------------------------------------

AWAY = {"back": "history.back()", "close": "window.close()", "fragment": "location.hash = 'x'"}


@pytest.mark.parametrize("call", AWAY.values(), ids=AWAY)
def test_a_key_that_leads_away_does_not_end_the_walk(call: str, site: Any, outcome_of: Any) -> None:
    page = f"""{HEAD}<main><h1>A page</h1><a href="#one">One</a> <a href="#two">Two</a></main>
    <script>document.addEventListener("keydown", () => {{ {call}; }});</script>"""

    ((_, whole),) = _facts(outcome_of(site(page) + "index.html", TRAP), TRAP)

    assert whole == {"stops": 2, "traps": 0}


def test_a_focus_that_replaces_the_document_is_named_as_what_ended_the_walk(
    site: Any, outcome_of: Any
) -> None:
    page = f"""{HEAD}<main><h1>A page</h1><input onfocus="document.write('<p>Gone')"></main>"""

    evidence = outcome_of(site(page) + "index.html", TRAP, SHORTCUT)

    assert isinstance(evidence, PageEvidence), evidence
    errors = {probe.rule: str(probe.error) for probe in evidence.probes}
    assert errors == dict.fromkeys(
        (TRAP, SHORTCUT), "a key press or a click navigated to another URL"
    )


# A phone hides the search field.
SEARCH = """<meta name="viewport" content="width=device-width, initial-scale=1"><style>
  @media (max-width: 600px) { input { display: none } }
</style><main><h1>Manual</h1><p><a href="#more">More</a></p><input aria-label="Search"></main><script>
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !isAsked()) return;
    document.querySelector("input").focus();
    event.preventDefault();
  });
</script>"""


@pytest.mark.parametrize("rules", [(SHORTCUT,), (SHORTCUT, TRAP, VISIBLE)])
def test_a_shortcut_that_only_another_viewport_shows_is_found_on_each_page(
    site: Any, audit: Any, pages_at: Any, rules: tuple[str, ...]
) -> None:
    shows = {"none.html": "false", "a.html": "true", "b.html": "true"}
    sources = {
        name: HEAD + f"<script>const isAsked = () => {is_asked};</script>{SEARCH}"
        for name, is_asked in shows.items()
    }
    names = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")

    results = audit(pages_at(site(sources), *sources), *rules, names=names)

    found = [
        {
            one.variants: fact.facts["left"]
            for one in page.probes
            if one.rule == SHORTCUT
            for fact in one.facts
        }
        for page in results
    ]
    phone, desktop = ("phone-light",), ("desktop-light", "desktop-dark")
    assert found == [
        {phone: [], desktop: []},
        {phone: [], desktop: ["/"]},
        {phone: [], desktop: ["/"]},
    ]


def test_a_shortcut_that_the_first_viewport_shows_is_looked_for_in_no_other(visit: Any) -> None:
    page = HEAD + "<script>const isAsked = () => true;</script>" + SEARCH.replace("max-", "min-")

    evidence = visit(page, SHORTCUT, names=("phone-light", "desktop-light"))

    measured = [(one.variants, fact.facts["left"]) for one in evidence.probes for fact in one.facts]
    assert measured == [(("phone-light",), ["/"])]


# As in Material for MkDocs: any character goes to the search while that is open.
OPEN_SEARCH = """<main><h1>Manual</h1><p><a href="#more">More</a></p></main>
<label hidden>Search <input></label><script>
  const label = document.querySelector("label");
  addEventListener("keydown", ({ key, target }) => {
    if (target.matches("input")) return;
    if (key === "Escape") label.hidden = true;
    else if (key === "/" || !label.hidden) {
      label.hidden = false;
      setTimeout(() => label.firstElementChild.focus());
    }
  });
</script>"""


def test_what_a_search_that_is_open_does_with_a_character_is_no_shortcut(
    site: Any, outcome_of: Any
) -> None:
    evidence = outcome_of(site(HEAD + OPEN_SEARCH) + "index.html", SHORTCUT)

    ((_, facts),) = _facts(evidence, SHORTCUT)
    assert facts["keys"] == ["/"]
