"""Which findings have a screenshot in the report, and of which location."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.browser import Launcher, ScreenshotRequest, VisitPlan
from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Location,
    Outcome,
    Page,
    Report,
    RuleId,
    Scope,
    Suppression,
    Tool,
)
from a11ycheck.run.report import take_screenshots
from a11ycheck.signals import Signals

SEEN = Element(target=("main", ("#host", "img")), html="<img>")
FINDING = Finding(
    rule=RuleId("image-alt"),
    engine="axe",
    title="Images must have alternative text",
    outcome=Outcome.FAILED,
    impact=Impact.CRITICAL,
    criteria=("1.1.1",),
    messages=(),
    help_url="",
    fingerprint="new",
    scope=Scope.PAGE,
    locations=(
        Location(pages=("whole.html",), messages=(), variants=()),
        Location(pages=("index.html",), messages=(), variants=("phone-dark",), element=SEEN),
        Location(pages=("other.html",), messages=(), variants=("phone-light",), element=SEEN),
    ),
)
PAGES = tuple(
    Page(path=name, url=f"http://127.0.0.1/{name}") for name in ("index.html", "other.html")
)


REPORT = Report(
    tool=Tool(name="a11ycheck", version="1"),
    targets=(),
    variants=("phone-light", "phone-dark"),
    fail_on=None,
    planned=2,
    audited=(),
)
PLAN = VisitPlan(variants=(), axe_rules={}, probes=())


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that returns the screenshots that a report with these findings requests."""

    def asked_for(*findings: Finding) -> list[ScreenshotRequest]:
        asked: list[ScreenshotRequest] = []

        def take(requests: list[ScreenshotRequest], *_how: object, **_more: object) -> Any:
            asked.extend(requests)
            return (item for item in ())

        monkeypatch.setattr("a11ycheck.browser.take_screenshots", take)
        report = replace(REPORT, findings=findings)
        assert take_screenshots(report, PAGES, Launcher(timeout=1), PLAN) == {}
        return asked

    return asked_for


def test_the_first_location_with_an_element_is_shown(asked_for: Any) -> None:
    (request,) = asked_for(FINDING)

    assert request == ScreenshotRequest(
        name="new", page=PAGES[0], target=SEEN.target, variants=("phone-dark",)
    )


def test_only_findings_of_the_gate_are_shown(asked_for: Any) -> None:
    question = replace(FINDING, outcome=Outcome.CANT_TELL)
    accepted = replace(FINDING, suppression=Suppression(reason="logo", where="a.toml:1"))
    of_the_page = replace(FINDING, locations=FINDING.locations[:1])

    assert asked_for(question, accepted, of_the_page) == []


def test_new_findings_come_before_known_ones_up_to_fifty(asked_for: Any) -> None:
    known = [replace(FINDING, fingerprint=f"known {number}", known=True) for number in range(49)]
    new = [replace(FINDING, fingerprint=f"new {number}") for number in range(2)]

    names = [request.name for request in asked_for(*known, *new)]

    assert names[:2] == ["new 0", "new 1"]
    assert len(names) == 50


def test_a_signal_keeps_the_screenshots_that_were_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []

    def take(*_how: object, **_more: object) -> Iterator[tuple[str, bytes]]:
        try:
            yield "new", b"image"
            signal.raise_signal(signal.SIGTERM)
            yield "other", b"image"
        finally:
            closed.append(True)

    monkeypatch.setattr("a11ycheck.browser.take_screenshots", take)
    signals = Signals()
    signals.install()
    try:
        signals.begin()
        signals.hold()
        report = replace(REPORT, findings=(FINDING,))
        images = take_screenshots(report, PAGES, Launcher(timeout=1), PLAN)
    finally:
        signals.restore()

    assert images == {"new": b"image"}
    assert closed
    assert signals.count == 1
