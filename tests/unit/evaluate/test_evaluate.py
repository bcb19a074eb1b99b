"""Evidence is judged: variants come together, open questions stay apart, nothing that throws is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.evaluate import evaluate
from a11ycheck.model import (
    EvidenceKind,
    Fact,
    Impact,
    Outcome,
    PageEvidence,
    Passed,
    ProbeResult,
    Verdict,
)

LIGHT, DARK = "phone-light", "phone-dark"


def _judge(facts: Any, _options: object) -> Verdict:
    return Verdict(outcome=Outcome(facts["outcome"]), message=facts.get("message", ""))


@pytest.fixture
def own(rule: Any) -> Any:
    return rule("own", evidence=EvidenceKind.FACTS, judge_fact=_judge)


@pytest.fixture
def probed(element: Any) -> Any:
    def probed(*outcomes: str, variants: tuple[str, ...] = (LIGHT,), error: str = "") -> Any:
        facts = tuple(
            Fact(element=element(target=f"#e{number}"), facts={"outcome": outcome})
            for number, outcome in enumerate(outcomes)
        )
        return ProbeResult(rule="own", variants=variants, facts=facts, error=error)

    return probed


def test_the_same_fault_in_several_variants_is_one_assertion(axe_result: Any, rule: Any) -> None:
    results = (axe_result(LIGHT), axe_result(DARK), axe_result("desktop-light", DARK))
    page = PageEvidence(page="a.html", axe=results)

    (found,) = evaluate([page], [rule()], {}).assertions

    assert found.variants == (LIGHT, DARK, "desktop-light")
    assert found.impact is Impact.CRITICAL
    assert found.message == "No text."


@pytest.mark.parametrize(
    "change",
    [
        {"messages": ("Another message.",)},
        {"impact": Impact.MINOR},
        {"element": None},
    ],
    ids=["message", "impact", "target"],
)
def test_what_differs_stays_apart(
    change: dict[str, Any], axe_result: Any, rule: Any, element: Any
) -> None:
    light, dark = axe_result(LIGHT), axe_result(DARK)
    change = {**change, **({"element": element(target="b")} if "element" in change else {})}
    dark = replace(dark, nodes=(replace(dark.nodes[0], **change),))

    assertions = evaluate([PageEvidence(page="a.html", axe=(light, dark))], [rule()], {}).assertions

    assert [item.variants for item in assertions] == [(LIGHT,), (DARK,)]


def test_an_open_question_is_kept_apart_from_a_failure(axe_result: Any, rule: Any) -> None:
    results = (axe_result(LIGHT), axe_result(DARK, outcome=Outcome.CANT_TELL))

    assertions = evaluate([PageEvidence(page="a.html", axe=results)], [rule()], {}).assertions

    assert [(item.outcome, item.variants) for item in assertions] == [
        (Outcome.FAILED, (LIGHT,)),
        (Outcome.CANT_TELL, (DARK,)),
    ]


def test_a_fault_in_axe_is_a_rule_error_and_no_outcome(axe_result: Any, rule: Any) -> None:
    broken = axe_result(error="x is not a function", nodes=(), outcome=Outcome.CANT_TELL)
    page = PageEvidence(page="a.html", axe=(broken, axe_result(rule="list")))

    evaluation = evaluate([page], [rule(), rule("list")], {})

    assert [str(item.rule) for item in evaluation.assertions] == ["list"]
    assert [(str(error.rule), error.page, error.message) for error in evaluation.errors] == [
        ("image-alt", "a.html", "x is not a function")
    ]


def test_a_node_without_impact_or_message_gets_those_of_its_rule(
    axe_result: Any, rule: Any
) -> None:
    result = axe_result()
    bare = replace(result, nodes=(replace(result.nodes[0], impact=None, messages=(" ",)),))

    (found,) = evaluate([PageEvidence(page="a.html", axe=(bare,))], [rule()], {}).assertions

    assert found.impact is Impact.SERIOUS
    assert found.message == "What the rule is for."


def test_messages_are_said_once(axe_result: Any, rule: Any) -> None:
    result = axe_result()
    twice = replace(result.nodes[0], messages=("A", "B ", "A", ""))

    page = PageEvidence(page="a.html", axe=(replace(result, nodes=(twice,)),))

    assert evaluate([page], [rule()], {}).assertions[0].message == "A; B"


def test_only_failures_and_open_questions_are_reported(own: Any, probed: Any) -> None:
    page = PageEvidence(page="a.html", probes=(probed(*Outcome),))

    outcomes = [item.outcome for item in evaluate([page], [own], {}).assertions]

    assert outcomes == [Outcome.FAILED, Outcome.CANT_TELL]


def test_a_judge_that_raises_is_an_error_of_its_rule_and_the_others_go_on(
    own: Any, probed: Any, axe_result: Any, rule: Any
) -> None:
    pages = [
        PageEvidence(page="a.html", probes=(probed("failed", "no outcome"),), axe=(axe_result(),)),
        PageEvidence(page="b.html", probes=(probed("failed"),)),
    ]

    evaluation = evaluate(pages, [own, rule()], {})

    assert [(str(item.rule), item.page) for item in evaluation.assertions] == [
        ("image-alt", "a.html"),
        ("own", "b.html"),
    ]
    (error,) = evaluation.errors
    assert (str(error.rule), error.page) == ("own", "a.html")
    assert error.message == "ValueError: 'no outcome' is not a valid Outcome"


def test_judges_of_pages_and_sites_that_raise_are_errors_too(rule: Any) -> None:
    def broken(*_arguments: object) -> Any:
        message = "a bug"
        raise KeyError(message)

    page = rule("page", evidence=EvidenceKind.RESOURCES, judge_page=broken)
    site = rule("site", evidence=EvidenceKind.SITE, judge_site=broken)

    evaluation = evaluate([PageEvidence(page="a.html")], [page, site], {})

    assert [(str(error.rule), error.page) for error in evaluation.errors] == [
        ("page", "a.html"),
        ("site", ""),
    ]


def test_a_probe_that_threw_is_an_error_and_its_facts_are_not_judged(own: Any, probed: Any) -> None:
    page = PageEvidence(page="a.html", probes=(probed("failed", error="TypeError: x"),))

    evaluation = evaluate([page], [own], {})

    assert evaluation.assertions == ()
    assert [error.message for error in evaluation.errors] == ["TypeError: x"]


def test_evidence_of_rules_that_are_not_asked_for_is_passed_over(
    axe_result: Any, probed: Any, rule: Any
) -> None:
    page = PageEvidence(page="a.html", axe=(axe_result(),), probes=(probed("failed"),))

    evaluation = evaluate([page], [rule("list")], {})

    assert evaluation.assertions == evaluation.errors == ()


def test_options_reach_the_rule_that_they_are_for(rule: Any, probed: Any) -> None:
    def judge(_facts: object, options: object) -> Verdict:
        return Verdict(outcome=Outcome.FAILED, message=str(options))

    page = PageEvidence(page="a.html", probes=(probed("x"),))

    (found,) = evaluate([page], [rule("own", judge_fact=judge)], {"own": 7, "other": 8}).assertions

    assert found.message == "7"


def test_what_passed_is_named_once_for_each_page(own: Any, probed: Any, rule: Any) -> None:
    pages = [
        PageEvidence(page="good.html", probes=(probed("passed", "passed"), probed("passed"))),
        PageEvidence(page="bad.html", probes=(probed("passed", "failed"),)),
        PageEvidence(page="open.html", probes=(probed("passed"), probed("cantTell"))),
        PageEvidence(page="none.html", probes=(probed("inapplicable"),)),
        PageEvidence(page="axe.html", passed=(str(rule().id), "not-selected")),
    ]

    found = evaluate(pages, [own, rule()], {}).passed

    assert found == (
        Passed(rule=own.id, page="good.html"),
        Passed(rule=rule().id, page="axe.html"),
    )


def test_a_rule_that_throws_has_passed_nowhere(probed: Any, rule: Any) -> None:
    def judge(facts: Any, _options: object) -> Verdict:
        return _judge({**facts}["missing"], None)

    broken = rule("own", evidence=EvidenceKind.FACTS, judge_fact=judge)

    found = evaluate([PageEvidence(page="a.html", probes=(probed("passed"),))], [broken], {})

    assert found.passed == ()
    assert len(found.errors) == 1
