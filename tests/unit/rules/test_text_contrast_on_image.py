"""Texts of one style over one kind of image are one finding, on however many cards and pages."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.evaluate import group
from a11ycheck.model import Assertion, Element, Scope
from a11ycheck.rules.text_contrast_on_image import RULE, judge

PAGES = ("index.html", "about.html", "contact.html")


def _pale(page: str, html: str = "<h2>", **facts: Any) -> Assertion:
    measured = {"low": 1.2, "middle": 1.4, "high": 1.6, "size": 16, "weight": 400, "same": 1}
    kind = {"colour": "rgb(255, 255, 255)", "behind": "div.hero"}
    verdict = judge(measured | kind | facts, None)
    assert verdict.message is not None
    return Assertion(
        rule=RULE.id,
        outcome=verdict.outcome,
        pages=(page,),
        variants=("phone-light",),
        impact=RULE.impact,
        messages=(verdict.message,),
        cause=verdict.cause,
        element=Element(target=("h2",), html=html, text=f"Welcome to {page}", in_main=True),
    )


@pytest.mark.parametrize("middle", [1.4, 9])
def test_a_style_over_one_kind_of_image_is_one_finding(middle: float) -> None:
    heroes = [
        _pale(page, low=low, middle=middle)
        for page, low in zip(PAGES, (1.1, 1.2, 1.3), strict=True)
    ]

    (finding,) = group(heroes, {RULE.id: RULE}, PAGES)

    assert finding.pages == PAGES
    assert finding.scope is Scope.THEME
    assert len({str(place.messages) for place in finding.locations}) == 3


def test_another_colour_or_another_image_is_another_finding() -> None:
    others = [
        _pale(PAGES[0]),
        _pale(PAGES[0], colour="rgb(255, 255, 0)"),
        _pale(PAGES[0], behind="div.card"),
        _pale(PAGES[0], html="<p>"),
    ]

    assert len(group(others, {RULE.id: RULE}, PAGES)) == 4
