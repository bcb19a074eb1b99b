"""Of which findings the report shows pictures, and of which place of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.browser import Launcher, PictureRequest, VisitPlan
from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Outcome,
    Page,
    Place,
    Report,
    RuleId,
    Scope,
    Suppression,
    Tool,
)
from a11ycheck.runner import pictures

SEEN = Element(target=("main", ("#host", "img")), html="<img>")
FAULT = Finding(
    rule=RuleId("image-alt"),
    engine="axe",
    title="Images must have alternative text",
    outcome=Outcome.FAILED,
    impact=Impact.CRITICAL,
    criteria=("1.1.1",),
    message="",
    help_url="",
    fingerprint="new",
    scope=Scope.PAGE,
    places=(
        Place(page="whole.html", variants=()),
        Place(page="index.html", variants=("phone-dark",), element=SEEN),
        Place(page="other.html", variants=("phone-light",), element=SEEN),
    ),
)
PAGES = tuple(
    Page(path=name, url=f"http://127.0.0.1/{name}") for name in ("index.html", "other.html")
)


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that says which pictures a report with these findings asks for."""

    def asked_for(*findings: Finding) -> list[PictureRequest]:
        asked: list[PictureRequest] = []

        def take(requests: list[PictureRequest], *_how: object, **_more: object) -> Any:
            asked.extend(requests)
            return iter(())

        monkeypatch.setattr(pictures, "take_pictures", take)
        report = Report(
            tool=Tool(name="a11ycheck", version="1"),
            targets=(),
            variants=("phone-light", "phone-dark"),
            fail_on=None,
            planned=2,
            audited=(),
            findings=findings,
        )
        plan = VisitPlan(variants=(), axe_rules={}, probes=())
        assert list(pictures.screenshots(report, PAGES, Launcher(timeout=1), plan)) == []
        return asked

    return asked_for


def test_the_first_place_with_an_element_is_pictured(asked_for: Any) -> None:
    (request,) = asked_for(FAULT)

    assert request == PictureRequest(
        name="new", page=PAGES[0], target=SEEN.target, variants=("phone-dark",)
    )


def test_only_faults_that_count_are_pictured(asked_for: Any) -> None:
    question = replace(FAULT, outcome=Outcome.CANT_TELL)
    accepted = replace(FAULT, suppression=Suppression(reason="logo", where="a.toml:1"))
    of_the_page = replace(FAULT, places=FAULT.places[:1])

    assert asked_for(question, accepted, of_the_page) == []


def test_new_faults_come_before_those_that_are_known_and_fifty_are_enough(asked_for: Any) -> None:
    known = [replace(FAULT, fingerprint=f"known {number}", known=True) for number in range(49)]
    new = [replace(FAULT, fingerprint=f"new {number}") for number in range(2)]

    names = [request.name for request in asked_for(*known, *new)]

    assert names[:2] == ["new 0", "new 1"]
    assert len(names) == 50
