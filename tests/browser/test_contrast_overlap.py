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


def test_pale_code_that_scrolls_does_not_pass(visit: Any) -> None:
    page = PAGE.format(box="background: #eee; color: #000", style="span { color: #bbb }", text=CODE)

    found = _outcomes(visit(page, "color-contrast"))

    assert {"#one", "#two"} <= set().union(*found.values())


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
