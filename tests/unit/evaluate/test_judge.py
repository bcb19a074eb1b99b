"""Evidence is judged: variants are merged, every rule has an outcome, and no exception is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.evaluate import group, judge
from a11ycheck.model import (
    AxeCheck,
    Fact,
    FactRule,
    Impact,
    InteractionRule,
    MarkupRule,
    MessageTemplate,
    Outcome,
    PageEvidence,
    ParseError,
    PolicyRule,
    Precision,
    ProbeResult,
    Request,
    ResourceRule,
    SiteRule,
    SourceFact,
    SourceKind,
    SourceLocation,
    SourceRule,
    Verdict,
    plain_message,
)

LIGHT, DARK = "phone-light", "phone-dark"
PROBE = Path("probe.js")
FOUND = MessageTemplate("found", "Found {what}.")


def _judge(facts: Any, _options: object) -> Verdict:
    return Verdict(outcome=Outcome(facts["outcome"]), message=FOUND.format(what="it"))


def text_of(item: Any) -> str:
    return "; ".join(map(str, item.messages))


@pytest.fixture
def own(rule: Any) -> Any:
    return rule("own", FactRule, probe=PROBE, judge=_judge)


@pytest.fixture
def probed(element: Any) -> Any:
    def probed(
        *outcomes: str, variants: tuple[str, ...] = (LIGHT,), error: str = "", rule: str = "own"
    ) -> Any:
        facts = tuple(
            Fact(element=element(target=f"#e{number}"), facts={"outcome": outcome})
            for number, outcome in enumerate(outcomes)
        )
        return ProbeResult(rule=rule, variants=variants, facts=facts, error=error)

    return probed


# --- assertions -------------------------------------------------------------------------------------


def test_the_same_failure_in_several_variants_is_one_assertion(axe_result: Any, rule: Any) -> None:
    results = (axe_result(LIGHT), axe_result(DARK), axe_result("desktop-light", DARK))
    page = PageEvidence(page="a.html", axe=results)

    (found,) = judge([page], [rule()], {}).assertions

    assert found.variants == (LIGHT, DARK, "desktop-light")
    assert found.impact is Impact.CRITICAL
    assert text_of(found) == "No text."


@pytest.mark.parametrize(
    "together",
    [
        [(LIGHT, "desktop-light"), (DARK, "desktop-dark")],
        [(LIGHT, DARK), ("desktop-dark",), ("desktop-light",)],
    ],
)
def test_variants_are_in_the_order_of_the_plan_whichever_were_measured_together(
    axe_result: Any, rule: Any, together: list[tuple[str, ...]]
) -> None:
    plan = (LIGHT, DARK, "desktop-light", "desktop-dark")
    page = PageEvidence(page="a.html", axe=tuple(axe_result(*names) for names in together))

    (found,) = judge([page], [rule()], {}, variants=plan).assertions

    assert found.variants == plan


def test_pages_that_share_an_element_share_its_assertion(axe_result: Any, rule: Any) -> None:
    shared = axe_result(LIGHT)
    equal = axe_result(LIGHT)
    pages = [
        PageEvidence(page=name, axe=(result,))
        for name, result in (("a.html", shared), ("b.html", shared), ("c.html", equal))
    ]

    together, apart = judge(pages, [rule()], {}).assertions

    assert together.pages == ("a.html", "b.html")
    assert apart.pages == ("c.html",)
    (finding,) = group([together, apart], {"image-alt": rule()}, [page.page for page in pages])
    assert [item.pages for item in finding.locations] == [("a.html", "b.html", "c.html")]


@pytest.mark.parametrize(
    "change",
    [
        {"checks": (AxeCheck(id="has-alt", message="Another message."),)},
        {"impact": Impact.MINOR},
        {"element": None},
    ],
    ids=["message", "impact", "target"],
)
def test_different_results_stay_apart(
    change: dict[str, Any], axe_result: Any, rule: Any, element: Any
) -> None:
    light, dark = axe_result(LIGHT), axe_result(DARK)
    change = {**change, **({"element": element(target="b")} if "element" in change else {})}
    dark = replace(dark, nodes=(replace(dark.nodes[0], **change),))

    assertions = judge([PageEvidence(page="a.html", axe=(light, dark))], [rule()], {}).assertions

    assert [item.variants for item in assertions] == [(LIGHT,), (DARK,)]


def test_cant_tell_is_kept_apart_from_failed(axe_result: Any, rule: Any) -> None:
    results = (axe_result(LIGHT), axe_result(DARK, outcome=Outcome.CANT_TELL))

    assertions = judge([PageEvidence(page="a.html", axe=results)], [rule()], {}).assertions

    assert [(item.outcome, item.variants) for item in assertions] == [
        (Outcome.FAILED, (LIGHT,)),
        (Outcome.CANT_TELL, (DARK,)),
    ]


def test_a_node_without_impact_or_message_gets_those_of_its_rule(
    axe_result: Any, rule: Any
) -> None:
    result = axe_result()
    checks = (AxeCheck(id="has-alt", message=" "),)
    bare = replace(result, nodes=(replace(result.nodes[0], impact=None, checks=checks),))

    (found,) = judge([PageEvidence(page="a.html", axe=(bare,))], [rule()], {}).assertions

    assert found.impact is Impact.SERIOUS
    assert text_of(found) == "What the rule is for."


def test_a_message_is_given_once(axe_result: Any, rule: Any) -> None:
    result = axe_result()
    checks = tuple(AxeCheck(id="x", message=text) for text in ("A", "B ", "A", ""))
    twice = replace(result.nodes[0], checks=checks)

    page = PageEvidence(page="a.html", axe=(replace(result, nodes=(twice,)),))

    assert text_of(judge([page], [rule()], {}).assertions[0]) == "A; B"


def test_only_failed_and_cant_tell_are_asserted(own: Any, probed: Any) -> None:
    page = PageEvidence(page="a.html", probes=(probed(*Outcome),))

    outcomes = [item.outcome for item in judge([page], [own], {}).assertions]

    assert outcomes == [Outcome.FAILED, Outcome.CANT_TELL]


def test_evidence_of_rules_that_are_not_selected_is_ignored(
    axe_result: Any, probed: Any, rule: Any
) -> None:
    page = PageEvidence(page="a.html", axe=(axe_result(),), probes=(probed("failed"),))

    evaluation = judge([page], [rule("list")], {})

    assert evaluation.assertions == evaluation.errors == ()
    assert evaluation.outcomes == {"a.html": {}}


def test_options_reach_their_rule(rule: Any, probed: Any) -> None:
    def judge_option(_facts: object, options: object) -> Verdict:
        return Verdict(outcome=Outcome.FAILED, message=FOUND.format(what=options))

    page = PageEvidence(page="a.html", probes=(probed("x"),))
    own = rule("own", FactRule, probe=PROBE, judge=judge_option)

    (found,) = judge([page], [own], {"own": 7, "other": 8}).assertions

    assert text_of(found) == "Found 7."


def test_a_source_rule_judges_facts_of_its_kind_at_their_location(rule: Any) -> None:
    location = SourceLocation(file="a.md", line=3, precision=Precision.EXACT)
    facts = tuple(
        SourceFact(kind=kind, location=location, snippet="text", facts={"outcome": "failed"})
        for kind in (SourceKind.IMAGE, SourceKind.LINK)
    )
    own = rule("own", SourceRule, source_kind=SourceKind.LINK, judge=_judge)

    (found,) = judge([PageEvidence(page="a.html", source=facts)], [own], {}).assertions

    assert (found.source, found.snippet) == (location, "text")
    assert found.judges_source


def test_a_markup_rule_gives_the_source_of_its_errors(rule: Any) -> None:
    location = SourceLocation(file="a.md", line=3, precision=Precision.EXACT)

    def judge_markup(page: PageEvidence, _options: object) -> list[Verdict]:
        return [
            Verdict(outcome=Outcome.FAILED, message=error.message, source=error.source)
            for error in page.markup or ()
        ]

    error = ParseError(message=plain_message("x"), line=9, source=location)
    own = rule("own", MarkupRule, judge=judge_markup)

    (found,) = judge([PageEvidence(page="a.html", markup=(error,))], [own], {}).assertions

    assert found.source == location


# --- errors -----------------------------------------------------------------------------------------


def test_an_error_in_axe_is_a_rule_error_and_not_an_outcome(axe_result: Any, rule: Any) -> None:
    broken = axe_result(error="x is not a function", nodes=(), outcome=Outcome.CANT_TELL)
    page = PageEvidence(page="a.html", axe=(broken, axe_result(rule="list")))

    evaluation = judge([page], [rule(), rule("list")], {})

    assert [str(item.rule) for item in evaluation.assertions] == ["list"]
    assert [(str(error.rule), error.page, str(error.message)) for error in evaluation.errors] == [
        ("image-alt", "a.html", "axe-core raised an error in phone-light: x is not a function")
    ]
    assert evaluation.outcomes == {"a.html": {"list": Outcome.FAILED}}


def test_a_rule_that_raises_does_not_stop_the_others(
    own: Any, probed: Any, axe_result: Any, rule: Any
) -> None:
    pages = [
        PageEvidence(page="a.html", probes=(probed("failed", "no outcome"),), axe=(axe_result(),)),
        PageEvidence(page="b.html", probes=(probed("failed"),)),
    ]

    evaluation = judge(pages, [own, rule()], {})

    assert [(str(item.rule), item.page) for item in evaluation.assertions] == [
        ("own", "b.html"),
        ("image-alt", "a.html"),
    ]
    (error,) = evaluation.errors
    assert (str(error.rule), error.page) == ("own", "a.html")
    assert str(error.message) == "ValueError: 'no outcome' is not a valid Outcome"
    assert evaluation.outcomes["a.html"] == {"image-alt": Outcome.FAILED}


def test_exceptions_of_page_and_site_rules_are_rule_errors(rule: Any) -> None:
    def broken(*_arguments: object) -> Any:
        message = "a bug"
        raise KeyError(message)

    page = rule("page", ResourceRule, judge=broken)
    site = rule("site", SiteRule, probe=PROBE, judge=broken)

    evaluation = judge([PageEvidence(page="a.html")], [page, site], {})

    assert [(str(error.rule), error.page) for error in evaluation.errors] == [
        ("page", "a.html"),
        ("site", ""),
    ]


def test_facts_of_a_probe_that_threw_are_not_judged(own: Any, probed: Any) -> None:
    page = PageEvidence(page="a.html", probes=(probed("failed", error="TypeError: x"),))

    evaluation = judge([page], [own], {})

    assert evaluation.assertions == ()
    assert [str(error.message) for error in evaluation.errors] == ["TypeError: x"]
    assert evaluation.outcomes == {"a.html": {}}


@pytest.mark.parametrize(
    ("pages", "sites"),
    [
        ({"one/a.html": "/a.html", "one/b.html": "/b.html", "two/a.html": "/a.html"}, {2, 1}),
        ({"a.html": "/docs/a.html", "sub/b.html": "/docs/sub/b.html"}, {2}),
        ({"en/a b.html": "/en/a%20b.html", "ar/a b.html": "/ar/a%20b.html"}, {2}),
        ({"x/": "https://one.example/x/", "y/": "https://two.example/y/"}, {1}),
    ],
)
def test_pages_are_compared_with_those_of_their_own_site(
    rule: Any, probed: Any, pages: dict[str, str], sites: set[int]
) -> None:
    def compared(facts: Any, _options: object) -> list[Verdict]:
        found = FOUND.format(what=str(len(facts)))
        return [Verdict(outcome=Outcome.FAILED, message=found, page=page) for page in facts]

    together = rule("site", SiteRule, probe=PROBE, judge=compared)
    evidence = [
        PageEvidence(
            page=page,
            requests=(Request(url=url, kind="document"),),
            probes=(probed("passed", rule="site"),),
        )
        for page, url in pages.items()
    ]

    found = judge(evidence, [together], {}).assertions

    assert {text_of(item) for item in found} == {f"Found {count}." for count in sites}


def test_a_page_has_what_several_variants_show_at_other_selectors_once(
    rule: Any, element: Any
) -> None:
    def counted(pages: Any, _options: object) -> list[Verdict]:
        return [
            Verdict(outcome=Outcome.FAILED, message=FOUND.format(what=str(len(facts))), page=page)
            for page, facts in pages.items()
        ]

    def result(variant: Any, *targets: str) -> ProbeResult:
        facts = tuple(
            Fact(element=element(target=target), facts={"title": "Tides"}) for target in targets
        )
        return ProbeResult(rule="site", variants=(variant,), facts=facts)

    site = rule("site", SiteRule, probe=PROBE, judge=counted)
    page = PageEvidence(
        page="a.html", probes=(result(LIGHT, "title"), result(DARK, "head > title", ".title"))
    )

    (found,) = judge([page], [site], {}).assertions

    assert text_of(found) == "Found 2."


# --- outcomes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((), Outcome.INAPPLICABLE),
        (("inapplicable",), Outcome.INAPPLICABLE),
        (("passed", "inapplicable"), Outcome.PASSED),
        (("passed", "cantTell"), Outcome.CANT_TELL),
        (("cantTell", "passed", "failed"), Outcome.FAILED),
    ],
)
@pytest.mark.parametrize("kind", [FactRule, InteractionRule])
def test_the_worst_target_decides_the_outcome_of_a_page(
    outcomes: tuple[str, ...], expected: Outcome, kind: type[Any], probed: Any, rule: Any
) -> None:
    state = {"interaction": "narrow"} if kind is InteractionRule else {}
    own = rule("own", kind, probe=PROBE, judge=_judge, **state)
    page = PageEvidence(page="a.html", probes=(probed(*outcomes),))

    assert judge([page], [own], {}).outcomes == {"a.html": {"own": expected}}


def test_axe_rules_have_the_outcomes_that_axe_gave(axe_result: Any, rule: Any) -> None:
    rules = [rule(name) for name in ("failed", "unsure", "passed", "none")]
    page = PageEvidence(
        page="a.html",
        axe=(
            axe_result(rule="failed"),
            axe_result(rule="unsure", outcome=Outcome.CANT_TELL),
        ),
        passed=("failed", "passed", "not-selected"),
        inapplicable=("none",),
    )

    assert judge([page], rules, {}).outcomes["a.html"] == {
        "failed": Outcome.FAILED,
        "unsure": Outcome.CANT_TELL,
        "passed": Outcome.PASSED,
        "none": Outcome.INAPPLICABLE,
    }


def test_a_rule_has_an_outcome_where_a_page_has_its_kind_of_evidence(
    rule: Any, probed: Any
) -> None:
    def passed(*_arguments: object) -> list[Verdict]:
        return [Verdict(outcome=Outcome.PASSED)]

    rules = [
        rule("axe"),
        rule("facts", FactRule, probe=PROBE, judge=_judge),
        rule("keys", InteractionRule, interaction="keyboard", probe=PROBE, judge=_judge),
        rule("resources", ResourceRule, judge=passed),
        rule("markup", MarkupRule, judge=passed),
        rule("source", SourceRule, source_kind=SourceKind.LINK, judge=_judge),
        rule("site", SiteRule, probe=PROBE, judge=lambda _pages, _options: []),
        rule("policy", PolicyRule),
    ]
    pages = [
        PageEvidence(
            page="a.html",
            inapplicable=("axe",),
            probes=(probed(rule="facts"), probed(rule="keys"), probed("passed", rule="site")),
            requests=(Request(url="/a.html", kind="document"),),
            markup=(),
            source=(),
        ),
        PageEvidence(page="b.html"),
    ]

    outcomes = judge(pages, rules, {}).outcomes

    assert outcomes["a.html"] == {
        **dict.fromkeys(("axe", "facts", "keys", "source", "policy"), Outcome.INAPPLICABLE),
        **dict.fromkeys(("resources", "markup", "site"), Outcome.PASSED),
    }
    assert outcomes["b.html"] == {"policy": Outcome.INAPPLICABLE}


def test_a_source_rule_with_a_probe_judges_pages_that_have_no_source(
    rule: Any, probed: Any
) -> None:
    both = rule("both", SourceRule, source_kind=SourceKind.LINK, judge=_judge, probe=PROBE)
    facts = probed("failed", rule="both")
    pages = [
        PageEvidence(page="plain.html", probes=(facts,)),
        PageEvidence(page="mapped.html", probes=(facts,), source=()),
    ]

    found = judge(pages, [both], {})

    assert [item.pages for item in found.assertions] == [("plain.html",)]
    assert found.outcomes == {
        "plain.html": {"both": Outcome.FAILED},
        "mapped.html": {"both": Outcome.INAPPLICABLE},
    }
