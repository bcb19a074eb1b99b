"""Text that something covers, or that leaves its box: a person is asked only where a doubt is left."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import Outcome, PageEvidence

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Code</title>
<style>body {{ background: #fff; color: #000 }} pre {{ overflow: auto; width: 10em; {box} }} {style}</style>
<main><h1>Code</h1><pre>{text}</pre></main>"""
CODE = 'print( <span id="one">"a long line"</span> + <span id="two">"that goes on and on"</span> )'


def _outcomes(evidence: object) -> dict[Outcome, set[str]]:
    assert isinstance(evidence, PageEvidence), evidence
    found: dict[Outcome, set[str]] = {}
    for result in evidence.axe:
        found.setdefault(result.outcome, set()).update(
            str(node.element.target[-1]) for node in result.nodes
        )
    return found


def test_code_that_scrolls_passes_if_its_colours_do(visit: Any) -> None:
    page = PAGE.format(box="background: #222; color: #eee", style="span { color: #fff }", text=CODE)

    assert _outcomes(visit(page, "color-contrast")) == {}


def _failures(evidence: object) -> dict[str, list[tuple[str, Any]]]:
    assert isinstance(evidence, PageEvidence), evidence
    return {
        str(node.element.target[-1]): [(check.message, check.data) for check in node.checks]
        for result in evidence.axe
        if result.outcome is Outcome.FAILED
        for node in result.nodes
    }


# Axe takes a box that scrolls in one direction only for one that its text leaves.
SCROLLED = "pre { position: relative; overflow: auto hidden } span { color: #bbb }"


def test_pale_code_that_scrolls_fails_as_code_that_does_not(visit: Any) -> None:
    style = f"{SCROLLED} #two {{ color: #999; font-weight: bold }}"
    scrolled = PAGE.format(box="background: #eee; color: #000", style=style, text=CODE)
    wide = scrolled.replace("10em", "60em")

    found = _failures(visit(scrolled, "color-contrast"))

    assert set(found) == {"#one", "#two"}
    assert found == _failures(visit(wide, "color-contrast"))


def test_pale_code_that_leaves_a_light_box_fails_by_the_best_of_its_backgrounds(visit: Any) -> None:
    style = f"{SCROLLED} code {{ display: block; background: #eee }}"
    page = PAGE.format(box="", style=style, text=f"<code>{CODE}</code>")

    found = _failures(visit(page, "color-contrast"))

    ((_, data),) = found["#one"]
    assert data["bgColor"] == "#ffffff"


@pytest.mark.parametrize(
    "style",
    [
        "pre { background: linear-gradient(#eee, #ddd) }",
        "pre { background: #eeee }",
        "pre { background-clip: content-box }",
        "code { display: block; background: #111 }",
        "main { opacity: .9 }",
        "span { text-shadow: 0 0 2px #000 }",
        "pre::before { content: ''; position: absolute; inset: 0; background: #222; z-index: -1 }",
        "pre { isolation: isolate } i { background: #222; z-index: -1 }",
        "i { background: #222 }",
        "i { opacity: .5; background: #222 }",
        "main { min-height: 300vh } i { position: fixed; background: #222 }",
        "i::after { content: ''; position: absolute; inset: 0; background: #222 }",
        "#one { color: #eee }",
        "#one { position: absolute; z-index: -1 }",
    ],
)
def test_pale_code_on_an_uncertain_background_does_not_fail(style: str, visit: Any) -> None:
    style = f"{SCROLLED} i {{ position: absolute; inset: 0; width: 60em }} {style}"
    text = f"<code><i></i>{CODE}</code>"
    page = PAGE.format(box="background: #eee; color: #000", style=style, text=text)

    assert "#one" not in _failures(visit(page, "color-contrast"))


SIDEBAR = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Contents</title>
<style>
  body {{ background: #fff; color: #000; margin: 0 }} #row {{ display: flex }}
  aside {{ order: 2; position: relative; width: 15em }}
  nav {{ position: fixed; width: 100%; left: 0; height: 10em; overflow: auto; {nav} }}
  main {{ order: 1; flex: 1; isolation: isolate; height: 20em; {main} }} i {{ {i} }}
</style>
<div id="row"><aside><nav><p id="title">On this page</p></nav></aside><main><i></i></main></div>"""


@pytest.mark.parametrize(
    ("styles", "outcomes"),
    [
        ({}, {}),
        ({"nav": "color: #bbb"}, {Outcome.FAILED: {"#title"}}),
        ({"nav": "color: #bbb; background: #222"}, {}),
        ({"main": "background: #222"}, {Outcome.CANT_TELL: {"#title"}}),
        (
            {"i": "position: absolute; inset: 0; background: #222"},
            {Outcome.CANT_TELL: {"#title"}},
        ),
    ],
)
def test_fixed_text_is_judged_where_what_overlaps_it_paints_nothing(
    styles: dict[str, str], outcomes: dict[Outcome, set[str]], visit: Any
) -> None:
    page = SIDEBAR.format(**({"nav": "", "main": "", "i": ""} | styles))

    assert _outcomes(visit(page, "color-contrast")) == outcomes


def test_text_that_leaves_a_dark_box_is_asked_about_and_fails_where_it_is_outside(
    visit: Any,
) -> None:
    style = "pre { overflow: visible; white-space: pre } main { overflow: visible }"
    page = PAGE.format(box="background: #222; color: #eee", style=style, text=CODE)

    found = _outcomes(visit(page, "color-contrast"))

    assert found[Outcome.CANT_TELL] == {"#one"}
    assert found[Outcome.FAILED] == {"#two"}


SLOTTED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Slots</title>
<style>body {{ background: #fff; color: #000 }}</style>
<main><h1>Slots</h1><div><template shadowrootmode="open"><style>
  p {{ background: #555; color: #fff }} slot {{ display: block; padding: 1em; {slot} }}
</style><p><slot></slot></p></template>Words in a slot</div></main>"""


@pytest.mark.parametrize(
    ("slot", "outcomes"),
    [
        ("", set()),
        ("color: #888", {Outcome.FAILED}),
        ("background: #fff; color: #444", set()),
        ("background: linear-gradient(#fff, #444)", {Outcome.CANT_TELL}),
    ],
)
def test_text_in_the_box_of_a_slot_is_judged_by_its_colours(
    slot: str, outcomes: set[Outcome], visit: Any
) -> None:
    assert set(_outcomes(visit(SLOTTED.format(slot=slot), "color-contrast"))) == outcomes
