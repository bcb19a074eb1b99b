"""What holds for an unchanged element in one variant is carried over, and a sample proves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.model import AxeNode, Page, PageEvidence
from a11ycheck.rules import axe_rules, default_rules

pytestmark = pytest.mark.browser

RULES = sorted({rule.id for rule in axe_rules()} & {rule.id for rule in default_rules()})
NAMES = ("desktop-light", "desktop-dark", "phone-light", "phone-dark")
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
STYLE = """<style>
  @media (width < 600px) { .wide { display: none } }
  @media (width >= 600px) { .narrow { display: none } }
  @media (prefers-color-scheme: dark) { .light { display: none } body { background: #111; color: #eee } }
  @media not (prefers-color-scheme: dark) { .dark { display: none } }
  svg { width: 20px; height: 20px }
</style>"""
PAGE = (
    f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>{STYLE}'
    '<meta name="viewport" content="width=device-width">'
    "<main><h1>A page</h1>{}</main>"
)
FAULTS = f"""
  <img src="{PIXEL}" id="always"><img src="{PIXEL}" class="wide"><img src="{PIXEL}" class="narrow">
  <a href="#a"><span class="wide">Named on a desktop</span></a>
  <a href="#b"><span class="dark">Named in the dark</span></a>
  <button aria-labelledby="name"></button><p><b id="name"><i class="narrow">Named on a phone</i></b></p>
  <label for="field"><span class="light">Named in the light</span></label><input id="field">
  <label>Wrapped <em class="wide">more</em> <input></label><input class="narrow">
  <ul><li>One</li><div class="wide">Two</div></ul>
  <a href="#c"><img src="{PIXEL}" alt="Same"> <span class="wide">Same</span></a>
  <div role="list"><div class="narrow">No item</div><div role="listitem">Item</div></div>
  <button><svg class="light"><circle r="9"/></svg><svg class="dark"><rect width="9"/></svg> Theme</button>
  <h2><span class="wide">Heading</span></h2>
"""


@pytest.fixture
def visit_in_all(site: Any, shared_browser: Any, plan_for: Any) -> Callable[..., PageEvidence]:
    """Return a function that visits a page in all variants, with a plan that differs in some fields."""

    def visit_in_all(body: str, *rules: str, **fields: Any) -> PageEvidence:
        page = Page(path="index.html", url=site(PAGE.replace("{}", body)) + "index.html")
        plan = replace(plan_for(rules, NAMES), **{"checked_share": 0.0, **fields})
        evidence = shared_browser.visit(page, plan)
        assert isinstance(evidence, PageEvidence)
        return evidence

    return visit_in_all


def _found(evidence: PageEvidence) -> dict[tuple[str, str, str], tuple[AxeNode, ...]]:
    """Return each rule's elements, in order, as they were reported with an outcome in each variant."""
    return {
        (result.rule, str(result.outcome), name): result.nodes
        for result in evidence.axe
        for name in result.variants
    }


def test_carried_results_are_those_of_a_full_run(visit_in_all: Any) -> None:
    carried = visit_in_all(FAULTS, *RULES)
    full = visit_in_all(FAULTS, *RULES, carried_rules=frozenset())

    assert _found(carried) == _found(full)
    assert (carried.passed, carried.inapplicable) == (full.passed, full.inapplicable)
    in_the_light, on_a_phone = (
        [node.element.target for node in _found(carried)["link-name", "failed", name]]
        for name in ("desktop-light", "phone-light")
    )
    assert in_the_light == [('a[href="#b"]',)]
    assert on_a_phone == [('a[href="#a"]',), ('a[href="#b"]',)]


def test_a_sample_finds_no_difference(visit_in_all: Any) -> None:
    evidence = visit_in_all(FAULTS, *RULES, checked_share=1.0)

    assert [(result.rule, result.error) for result in evidence.axe if result.error] == []


def test_a_rule_that_reads_more_than_it_declares_is_an_error(visit_in_all: Any) -> None:
    body = '</main><p>Between</p><main class="wide"><p>Another</p>'
    rule = "landmark-no-duplicate-main"

    evidence = visit_in_all(body, rule, carried_rules=frozenset({rule}), checked_share=1.0)

    errors = [result for result in evidence.axe if result.error]
    assert {result.rule for result in errors} == {rule}
    assert "carried over" in errors[0].error


def test_variants_that_only_swap_an_icon_are_one(visit_in_all: Any) -> None:
    icons = '<button><svg class="light"></svg><svg class="dark"></svg> Theme</button>'

    evidence = visit_in_all(f"{icons}<img src='{PIXEL}'>", "image-alt", checked_share=1.0)

    (result,) = evidence.axe
    assert (result.variants, result.error) == (NAMES, "")
