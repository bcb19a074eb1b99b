"""The rules about language agree with W3C on its ACT test pages.

The pages are not part of this repository. Where they are missing, the tests are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.evaluate import judge
from a11ycheck.model import NotTested, Outcome, PageEvidence
from a11ycheck.rules import every_rule, own_rules

ACT = Path(__file__).resolve().parents[3] / "shared" / "act"
PAGES = ACT / "site" / "WAI" / "content-assets" / "wcag-act-rules"
# The rule that implements each ACT rule.
RULES = {act: rule for rule in every_rule() if "cat.language" in rule.tags for act in rule.act}
OWN = {act: rule for rule in own_rules() for act in rule.act}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not ACT.is_dir(), reason=f"W3C's ACT test pages are not in {ACT}."),
]


def _every_case() -> Iterator[Mapping[str, Any]]:
    if ACT.is_dir():
        yield from json.loads((ACT / "testcases.json").read_text("utf-8"))["testcases"]


def _is_html(case: Mapping[str, Any]) -> bool:
    """Return whether a case is an HTML page: the server wraps a bare `math` in an `html`."""
    source = (PAGES / case["relativePath"]).read_text("utf-8")
    return source.lstrip().lower().startswith("<!doctype html")


EVERY_CASE = list(_every_case())
CASES = [case for case in EVERY_CASE if case["ruleId"] in RULES and _is_html(case)]


@pytest.fixture(scope="module")
def suite(serve: Callable[[Path], str]) -> str:
    """The base URL of the pages."""
    return serve(PAGES)


@pytest.fixture
def judged(
    suite: str, outcome_of: Callable[..., Any]
) -> Callable[[Mapping[str, Any]], Outcome | None]:
    """Return a function that returns the outcome of a case; None if it is not a page."""

    def judged(case: Mapping[str, Any]) -> Outcome | None:
        rule = RULES[case["ruleId"]]
        result = outcome_of(suite + case["relativePath"], rule.id)
        if not isinstance(result, PageEvidence):
            pytest.skip(
                f"not tested: {result.reason}" if isinstance(result, NotTested) else "no page"
            )
        options = {rule.id: rule.options()} if rule.options else {}
        evaluation = judge([result], [rule], options)
        assert evaluation.errors == ()
        return evaluation.outcomes[result.page][rule.id]

    return judged


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['ruleId']}-{case['testcaseTitle']}" for case in CASES]
)
def test_a_case_has_the_outcome_that_w3c_expects(
    case: Mapping[str, Any], judged: Callable[[Mapping[str, Any]], Outcome | None]
) -> None:
    outcome = judged(case)

    if case["expected"] == "failed":
        assert outcome in {Outcome.FAILED, Outcome.CANT_TELL}
    else:
        assert outcome is not Outcome.FAILED


def test_certain_failures_are_not_only_cant_tell(
    judged: Callable[[Mapping[str, Any]], Outcome | None],
) -> None:
    cases = [case for case in CASES if (case["ruleId"], case["expected"]) == ("ucwvc8", "failed")]

    assert any(judged(case) is Outcome.FAILED for case in cases)


@pytest.mark.parametrize("act", OWN)
def test_a_rule_has_the_criteria_of_its_act_rule(act: str) -> None:
    wanted = {
        key.partition(":")[2]
        for case in EVERY_CASE
        if case["ruleId"] == act
        for key, requirement in case["requirements"].items()
        if key.startswith("wcag2") and "secondary" not in requirement
    }

    assert set(OWN[act].criteria) >= wanted
