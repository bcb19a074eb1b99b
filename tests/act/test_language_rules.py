"""The rules about language say of W3C's ACT test pages what W3C expects of them.

The pages are not part of this repository; where they are missing, nothing is tested here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.evaluate import evaluate
from a11ycheck.model import PageEvidence
from a11ycheck.rules import by_id

ACT = Path(__file__).resolve().parents[3] / "shared" / "act"
PAGES = ACT / "site" / "WAI" / "content-assets" / "wcag-act-rules"
# ACT's rule, and the one of ours or axe's that says what it asks.
RULES = {
    "ucwvc8": "lang-matches-text",
    "off6ek": "part-lang-matches-text",
    "b5c3f8": "html-has-lang",
    "bf051a": "html-lang-valid",
    "5b7ae0": "html-xml-lang-mismatch",
    "de46e4": "valid-lang",
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not ACT.is_dir(), reason="W3C's ACT test pages are not beside this copy."),
]


def _cases() -> Iterator[Mapping[str, Any]]:
    if ACT.is_dir():
        listed = json.loads((ACT / "testcases.json").read_text("utf-8"))["testcases"]
        yield from (case for case in listed if case["ruleId"] in RULES and _is_html(case))


def _is_html(case: Mapping[str, Any]) -> bool:
    """Return whether a case is an HTML page: a bare `math` gets an `html` around it where it is served."""
    source = (PAGES / case["relativePath"]).read_text("utf-8")
    return source.lstrip().lower().startswith("<!doctype html")


CASES = list(_cases())


@pytest.fixture(scope="module")
def suite(serve: Callable[[Path], str]) -> str:
    """The base address of the pages."""
    return serve(PAGES)


@pytest.fixture
def outcomes_of(
    suite: str, outcome_of: Callable[..., Any]
) -> Callable[[Mapping[str, Any]], frozenset[str]]:
    """Return a function that says which outcomes our rule has for a case; none where it is no page."""

    def outcomes_of(case: Mapping[str, Any]) -> frozenset[str]:
        rule = by_id(RULES[case["ruleId"]])
        assert rule is not None
        result = outcome_of(suite + case["relativePath"], rule.id)
        if not isinstance(result, PageEvidence):
            return frozenset()
        options = {rule.id: rule.options()} if rule.options else {}
        judged = evaluate([result], [rule], options)
        assert judged.errors == ()
        return frozenset(str(item.outcome) for item in judged.assertions)

    return outcomes_of


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['ruleId']}-{case['testcaseTitle']}" for case in CASES]
)
def test_a_case_has_the_outcome_that_w3c_expects(
    case: Mapping[str, Any], outcomes_of: Callable[[Mapping[str, Any]], frozenset[str]]
) -> None:
    outcomes = outcomes_of(case)

    if case["expected"] == "failed":
        assert outcomes & {"failed", "cantTell"}
    else:
        assert "failed" not in outcomes


@pytest.mark.parametrize("act", ["ucwvc8"])
def test_what_is_sure_fails_and_is_not_only_doubted(
    act: str, outcomes_of: Callable[[Mapping[str, Any]], frozenset[str]]
) -> None:
    cases = [case for case in CASES if (case["ruleId"], case["expected"]) == (act, "failed")]

    assert any("failed" in outcomes_of(case) for case in cases)


@pytest.mark.parametrize("act", ["ucwvc8", "off6ek"])
def test_our_rules_name_the_act_rule_and_its_criterion(act: str) -> None:
    rule = by_id(RULES[act])
    assert rule is not None
    wanted = {
        key.partition(":")[2]
        for case in CASES
        if case["ruleId"] == act
        for key in case["requirements"]
        if key.startswith("wcag2")
    }

    assert act in rule.act
    assert set(rule.criteria) == wanted
