"""Rows and cards that one template makes are one finding to review, however many there are."""

from __future__ import annotations

from a11ycheck.evaluate import group
from a11ycheck.model import Assertion, Element
from a11ycheck.rules.click_only_control import RULE, judge


def _clickable(look: str, html: str, text: str) -> Assertion:
    verdict = judge({"look": look}, None)
    element = Element(target=(text,), html=html, text=text, in_main=True)
    assert verdict.message is not None
    return Assertion(
        rule=RULE.id,
        outcome=verdict.outcome,
        pages=("results.html",),
        variants=("phone-light",),
        impact=RULE.impact,
        messages=(verdict.message,),
        cause=verdict.cause,
        element=element,
    )


def test_what_looks_alike_is_one_finding() -> None:
    cells = [_clickable("td.time", '<td class="time">', text) for text in ("1 ms", "2 ms", "3 ms")]
    heading = _clickable("th.sort", '<th class="sort">', "Time")

    findings = group([*cells, heading], {RULE.id: RULE}, ("results.html",))

    assert sorted(finding.count for finding in findings) == [1, 3]
