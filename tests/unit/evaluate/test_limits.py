"""One page cannot make a report large, and what is not listed still fails the audit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.evaluate import group, judge
from a11ycheck.evaluate.limits import MAX_CHARACTERS, MAX_ELEMENTS
from a11ycheck.model import AxeCheck, AxeNode, Element, Impact, Outcome, PageEvidence
from a11ycheck.model.bounds import MAX_TEXT

LIGHT, DARK = "phone-light", "phone-dark"


def nodes(count: int, *, size: int = 10, impact: Impact = Impact.SERIOUS) -> tuple[AxeNode, ...]:
    checks = (AxeCheck(id="has-alt", message="No text."),)
    return tuple(
        AxeNode(
            element=Element(target=(f"#e{number}",), html="x" * size),
            impact=impact,
            checks=checks,
        )
        for number in range(count)
    )


def text_of(item: Any) -> str:
    return "; ".join(map(str, item.messages))


def test_elements_beyond_the_limit_are_counted_in_one_finding_that_fails_too(
    rule: Any, axe_result: Any
) -> None:
    found = (*nodes(MAX_ELEMENTS), *nodes(MAX_ELEMENTS + 7, impact=Impact.CRITICAL)[MAX_ELEMENTS:])
    page = PageEvidence(page="a.html", axe=(axe_result(nodes=found),))

    judged = judge([page], [rule()], {})

    *listed, rest = judged.assertions
    assert len(listed) == MAX_ELEMENTS
    assert text_of(rest) == "7 more elements are not listed."
    assert (rest.element, rest.page) == (None, "a.html")
    assert (rest.outcome, rest.impact) == (Outcome.FAILED, Impact.CRITICAL)
    findings = group(judged.assertions, {"image-alt": rule()}, ["a.html"])
    assert len({finding.fingerprint for finding in findings}) == len(findings)


def test_an_element_counts_once_in_however_many_variants(rule: Any, axe_result: Any) -> None:
    found = nodes(MAX_ELEMENTS)
    axe = (axe_result(LIGHT, nodes=found), axe_result(DARK, nodes=found[::-1]))

    judged = judge([PageEvidence(page="a.html", axe=axe)], [rule()], {})

    assert {item.variants for item in judged.assertions} == {(LIGHT, DARK)}
    assert len(judged.assertions) == MAX_ELEMENTS


def test_failed_elements_do_not_displace_those_to_review(rule: Any, axe_result: Any) -> None:
    failed = axe_result(nodes=nodes(MAX_ELEMENTS + 1))
    open_ones = replace(failed, outcome=Outcome.CANT_TELL, nodes=nodes(MAX_ELEMENTS + 2))

    judged = judge([PageEvidence(page="a.html", axe=(failed, open_ones))], [rule()], {})

    rest = {item.outcome: text_of(item) for item in judged.assertions if item.element is None}
    assert rest == {
        Outcome.FAILED: "1 more elements are not listed.",
        Outcome.CANT_TELL: "2 more elements are not listed.",
    }


def test_a_page_has_a_limit_for_all_rules_and_every_rule_still_lists_some(
    rule: Any, axe_result: Any
) -> None:
    names = [f"rule-{number}" for number in range(5)]
    long = nodes(400, size=MAX_TEXT)
    page = PageEvidence(
        page="a.html", axe=tuple(axe_result(rule=name, nodes=long) for name in names)
    )
    other = PageEvidence(page="b.html", axe=(axe_result(rule=names[-1], nodes=nodes(20)),))

    judged = judge([page, other], [rule(name) for name in names], {})

    mine = [item for item in judged.assertions if item.page == "a.html"]
    listed = {name: sum(i.rule == name and i.element is not None for i in mine) for name in names}
    assert listed[names[0]] == 400
    assert [listed[name] for name in names[2:]] == [10, 10, 10]
    assert sum(len(item.element.html) for item in mine if item.element) < 1.2 * MAX_CHARACTERS
    assert len([item for item in judged.assertions if item.page == "b.html"]) == 20


@pytest.mark.parametrize("length", [0, MAX_TEXT, MAX_TEXT + 1, 1_000_000])
def test_texts_are_bounded_and_elements_stay_distinct(length: int) -> None:
    first = Element(target=("a" * length + "b", ("c" * length,)), html="d" * length)
    second = Element(target=("a" * length + "e", ("c" * length,)), html="d" * length)

    assert first.target != second.target
    assert first.is_found_by_target == (length < MAX_TEXT)
    assert len(str(first)) < 4 * MAX_TEXT + 200
    # Evidence from the cache is made again from what was bounded.
    assert replace(first) == first
