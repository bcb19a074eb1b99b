"""One failure that a rule finds in the source, and another rule in its page, is one finding."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.evaluate import without_overlaps
from a11ycheck.model import (
    Assertion,
    Element,
    Impact,
    Outcome,
    Precision,
    Rule,
    RuleId,
    SourceLocation,
)
from a11ycheck.rules import by_id
from a11ycheck.rules.image_alt_in_source import NO_ALT

IDS = ("image-alt", "image-alt-in-source", "link-name", "empty-link")
RULES: dict[str, Rule] = {name: rule for name in IDS if (rule := by_id(name)) is not None}


def at(line: int, precision: Precision = Precision.EXACT) -> SourceLocation:
    return SourceLocation(file="docs/index.md", line=line, precision=precision)


def in_source(line: int, uri: str = "office.jpg", rule: str = "image-alt-in-source") -> Assertion:
    return Assertion(
        rule=RuleId(rule),
        outcome=Outcome.FAILED,
        pages=("index.html",),
        variants=(),
        impact=Impact.SERIOUS,
        messages=(NO_ALT.format(uri=uri),),
        source=at(line),
        snippet=f"![]({uri})",
    )


def in_page(
    source: SourceLocation | None, html: str = '<img src="_images/office.jpg">', **changes: Any
) -> Assertion:
    values = {"rule": RuleId("image-alt"), "outcome": Outcome.FAILED, **changes}
    return Assertion(
        pages=("index.html",),
        variants=("phone-light",),
        impact=Impact.CRITICAL,
        messages=(),
        element=Element(target=("img",), html=html, in_main=True),
        source=source,
        **values,
    )


@pytest.mark.parametrize("source", [at(7), at(7, Precision.BLOCK), at(5, Precision.BLOCK)])
def test_the_source_rule_reports_it_with_the_higher_impact(source: SourceLocation) -> None:
    (kept,) = without_overlaps([in_source(7), in_page(source)], RULES)

    assert (kept.rule, kept.impact) == ("image-alt-in-source", Impact.CRITICAL)


def test_of_two_images_on_one_line_each_is_reported_once() -> None:
    found = [
        in_source(7, "a.png"),
        in_source(7, "b.png"),
        in_page(at(7), '<img src="_images/a.png">'),
        in_page(at(7), '<img src="_images/b.png">'),
        in_page(at(7), '<img src="_images/c.png">'),
    ]

    kept = without_overlaps(found, RULES)

    assert [item.rule for item in kept] == ["image-alt-in-source"] * 2 + ["image-alt"]


@pytest.mark.parametrize(
    "other",
    [
        in_page(at(8)),
        in_page(None),
        in_page(at(7, Precision.SECTION)),
        in_page(at(7), outcome=Outcome.CANT_TELL),
        in_page(at(7), rule=RuleId("link-name")),
    ],
)
def test_another_line_rule_or_outcome_is_another_failure(other: Assertion) -> None:
    found = [in_source(7), other]

    assert without_overlaps(found, RULES) == found


def test_an_empty_link_is_one_too() -> None:
    found = [
        in_source(3, rule="empty-link"),
        in_page(at(3), '<a href="x.html"></a>', rule=RuleId("link-name")),
    ]

    assert [item.rule for item in without_overlaps(found, RULES)] == ["empty-link"]
