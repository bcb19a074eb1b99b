"""An exception in axe costs one rule on one element, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.evaluate import judge
from a11ycheck.model import Outcome, PageEvidence
from a11ycheck.rules import by_id

pytestmark = pytest.mark.browser

RULES = ("color-contrast", "image-alt")
# Chromium computes the offset as 1e+06px, which axe does not parse.
HUGE = "text-shadow: 1000000px 0 red"
PALE = '<p id="pale" style="color: #aaa; background: #fff">Too pale</p>'
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><main><h1>A page</h1>
<p id="shadow" style="{HUGE}">With a shadow</p><p style="{HUGE}">Another one</p>{PALE}<img src="data:,">"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90">
<title>A drawing</title><text x="9" y="20">First</text><text x="9" y="40">Second</text>
<circle id="empty" role="img" cx="40" cy="60" r="9"/></svg>"""


def _evaluate(evidence: PageEvidence, *rules: str) -> Any:
    found = [by_id(rule) for rule in rules]
    return judge([evidence], [rule for rule in found if rule is not None], {})


def test_other_elements_and_other_rules_keep_their_results(visit: Any) -> None:
    evaluation = _evaluate(visit(PAGE, *RULES), *RULES)

    found = {(str(item.rule), item.element.selector) for item in evaluation.assertions}
    assert found == {("color-contrast", "#pale"), ("image-alt", "img")}


def test_the_error_is_reported_once_with_element_and_variants(visit: Any) -> None:
    evidence = visit(PAGE, *RULES, names=("phone-light", "phone-dark"))

    (error,) = _evaluate(evidence, *RULES).errors

    assert (error.rule, error.page) == ("color-contrast", "index.html")
    assert error.element.selector == "#shadow"
    assert error.variants == ("phone-light", "phone-dark")
    assert str(error.message).startswith(
        "axe-core raised an error on `#shadow` in phone-light, phone-dark: Unable to process"
    )


def test_a_rule_with_an_error_has_no_outcome_and_the_others_have(visit: Any) -> None:
    evaluation = _evaluate(visit(PAGE, *RULES), *RULES)

    assert evaluation.outcomes["index.html"] == {"image-alt": Outcome.FAILED}


def test_an_svg_document_has_no_text_to_judge_by_contrast(visit: Any) -> None:
    rules = ("color-contrast", "svg-img-alt")

    evaluation = _evaluate(visit({"drawing.svg": SVG}, *rules, page="drawing.svg"), *rules)

    assert evaluation.errors == ()
    assert [item.element.selector for item in evaluation.assertions] == ["#empty"]
    assert evaluation.outcomes["drawing.svg"]["color-contrast"] is Outcome.INAPPLICABLE


def test_an_error_in_a_frame_costs_one_element_there(visit: Any) -> None:
    inside = f"<!doctype html><html lang=en><title>Inside</title><p style='{HUGE}'>x</p>{PALE}<img>"
    frame = '<iframe title="f" src="inside.html">'
    page = f'<!doctype html><html lang="en"><title>x</title><main><h1>x</h1>{frame}'

    evidence = visit({"index.html": page, "inside.html": inside}, *RULES)

    evaluation = _evaluate(evidence, *RULES)
    found = {(str(item.rule), item.element.selector) for item in evaluation.assertions}
    assert found == {("color-contrast", "iframe → #pale"), ("image-alt", "iframe → img")}
    (error,) = evaluation.errors
    assert error.element.selector == "iframe → p:nth-child(1)"


# Axe descends into elements by recursion.
DEEP = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Deep</title><p>Text</p><script>
addEventListener("load", () => {
  let at = document.body;
  for (let depth = 0; depth < 4000; depth += 1) at = at.appendChild(document.createElement("i"));
});</script>"""
INSIDE = f'<!doctype html><html lang="en"><title>Inside</title>{PALE}'
FRAMED = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Frames</title><main><h1>Frames</h1>
{PALE}<iframe id="deep" title="Deep" src="deep.html"></iframe>
<iframe id="inside" title="Inside" src="inside.html"></iframe></main>"""


@pytest.fixture(scope="module")
def framed() -> dict[str, str]:
    outer = '<!doctype html><title>Outer</title><iframe id="outer" title="Outer" src="framed.html">'
    return {
        "framed.html": FRAMED,
        "outer.html": outer,
        "deep.html": DEEP,
        "inside.html": INSIDE,
    }


def test_a_frame_in_which_axe_fails_costs_the_others_nothing(
    visit: Any, framed: dict[str, str]
) -> None:
    rules = ("color-contrast", "frame-tested", "landmark-one-main")

    evidence = visit(framed, *rules, page="framed.html")

    evaluation = _evaluate(evidence, *rules)
    found = {(str(item.rule), item.element.selector) for item in evaluation.assertions}
    assert found == {
        ("color-contrast", "#pale"),
        ("color-contrast", "#inside → #pale"),
        ("frame-tested", "#deep"),
    }
    assert evaluation.outcomes["framed.html"] == {
        "color-contrast": Outcome.FAILED,
        "landmark-one-main": Outcome.PASSED,
    }
    (error,) = evaluation.errors
    assert (error.rule, error.element.selector) == ("frame-tested", "#deep")


def test_a_notice_names_the_frame_in_which_axe_failed(visit: Any, framed: dict[str, str]) -> None:
    evidence = visit(framed, "color-contrast", page="outer.html")

    (notice,) = evidence.notices
    assert str(notice) == (
        "axe-core raised an error in the frame `iframe#outer → iframe#deep`, which it did not test: "
        "Maximum call stack size exceeded"
    )
    found = {node.element.selector for result in evidence.axe for node in result.nodes}
    assert found == {"#outer → #pale", "#outer → #inside → #pale"}


def test_what_is_missing_may_be_in_a_frame_in_which_axe_fails(
    visit: Any, framed: dict[str, str]
) -> None:
    bare = {**framed, "framed.html": FRAMED.replace("h1>", "h2>")}

    evidence = visit(bare, "page-has-heading-one", page="framed.html")

    asked = _evaluate(evidence, "page-has-heading-one").assertions
    assert {item.element.selector for item in asked} == {"html", "#inside → html"}
    for item in asked:
        assert item.outcome is Outcome.CANT_TELL
        assert str(item.messages[0]).endswith("may have one: iframe#deep.")
