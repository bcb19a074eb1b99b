"""Failures that follow from another one on the same page are one finding."""

from __future__ import annotations

from a11ycheck.evaluate import group, judge
from a11ycheck.evaluate.consequences import share_causes
from a11ycheck.model import (
    Assertion,
    AxeNode,
    AxeResult,
    Element,
    Finding,
    Impact,
    MessageTemplate,
    Outcome,
    PageEvidence,
    Rule,
)
from a11ycheck.rules import by_id

RULES: tuple[Rule, ...] = tuple(
    rule for name in ("landmark-one-main", "region") if (rule := by_id(name)) is not None
)


def failed(rule: str, *elements: str) -> AxeResult:
    nodes = tuple(
        AxeNode(
            element=Element(target=(html,), html=html, in_main=False),
            impact=Impact.MODERATE,
            checks=(),
        )
        for html in elements
    )
    return AxeResult(rule=rule, outcome=Outcome.FAILED, variants=("phone-light",), nodes=nodes)


def findings(*pages: PageEvidence) -> list[Finding]:
    evaluation = judge(pages, RULES, {})
    known = {rule.id: rule for rule in RULES}
    found = group(evaluation.assertions, known, [page.page for page in pages])
    return [item for item in found if item.rule == "region"]


def test_content_outside_of_landmarks_is_one_finding_where_a_page_has_no_main() -> None:
    none = failed("landmark-one-main", "<html>")
    outside = failed("region", "<h1>", "<p>", "<table>")

    (finding,) = findings(
        PageEvidence(page="a.html", axe=(none, outside)),
        PageEvidence(page="b.html", axe=(none, failed("region", "<ul>"))),
    )

    assert len(finding.locations) == 4
    assert finding.pages == ("a.html", "b.html")


def test_with_a_main_each_element_is_its_own() -> None:
    outside = failed("region", "<h1>", "<p>")

    assert len(findings(PageEvidence(page="a.html", axe=(outside,)))) == 2


def test_a_closed_menu_that_gets_the_focus_is_not_asked_about_again() -> None:
    def asked(controls: int) -> Assertion:
        message = MessageTemplate("unseen", "{controls} controls").format(controls=controls)
        return Assertion(
            rule="announced-but-invisible",
            outcome=Outcome.CANT_TELL,
            pages=("a.html", "b.html"),
            variants=("phone-light",),
            impact=Impact.MODERATE,
            messages=(message,),
        )

    failed_on = {"a.html": {"focus-in-hidden-content": Outcome.FAILED}, "b.html": {}}

    kept = list(share_causes((asked(5), asked(0)), failed_on))

    assert [item.pages for item in kept] == [("b.html",), ("a.html", "b.html")]
