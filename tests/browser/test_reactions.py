"""A page that reacts late to a click is seen as it is then, whatever it waited for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

MENU = "keyboard-menu-reachable"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<style>nav:not(.open) {{ display: none }}</style>
<div id="menu" role="button">Menu</div>
<nav><a href="a.html">Water</a> <a href="b.html">Help</a></nav>
<main><h1>A page</h1><p>Text of the page, long enough to be the content of a page.</p></main>
<script>
  const nav = document.querySelector("nav");
  const sentinel = document.createElement("div");
  const show = () => nav.classList.toggle("open");
  const react = () => {{ {reaction} }};
  document.getElementById("menu").addEventListener("click", react);
</script>"""
REACTIONS = {
    "at once": "show();",
    "promise": "Promise.resolve().then(() => Promise.resolve()).then(show);",
    "timer": "setTimeout(show, 10);",
    "frame": "requestAnimationFrame(show);",
    "idle callback": "requestIdleCallback(show);",
    "message": "window.onmessage = show; postMessage('', '*');",
    "channel": "const c = new MessageChannel(); c.port1.onmessage = show; c.port2.postMessage('');",
    "animation": "nav.animate([{}, {}], 1).finished.then(show);",
    "data": "fetch('data:,').then(show);",
    "fragment": "window.onhashchange = show; location.hash = `m${performance.now()}`;",
    "image": "const i = new Image(); i.onerror = show; i.src = 'data:,'; document.body.append(i);",
    "observed": (
        "nav.before(sentinel);"
        "new IntersectionObserver(([{isIntersecting}], o) => { if (isIntersecting) show(); "
        "o.disconnect(); sentinel.remove(); }).observe(sentinel);"
    ),
}

Visit = Callable[..., PageEvidence]


@pytest.mark.parametrize("reaction", REACTIONS.values(), ids=REACTIONS.keys())
def test_a_menu_that_a_click_opens(visit: Visit, reaction: str) -> None:
    evidence = visit(PAGE.format(reaction=reaction), MENU)

    (result,) = (probe for probe in evidence.probes if probe.rule == MENU)
    toggles = [fact.facts for fact in result.facts if "links" in fact.facts]
    assert [(facts["links"], facts["goals"]) for facts in toggles] == [(2, 2)]


def test_a_click_that_does_nothing_later_opens_no_menu(visit: Visit) -> None:
    evidence = visit(PAGE.format(reaction="nav.title;"), MENU)

    (result,) = (probe for probe in evidence.probes if probe.rule == MENU)
    assert not any(fact.facts.get("links") for fact in result.facts)
