"""A probe that throws is reported as an error of its rule, and harms no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher, Pool, ProbeRequest
from a11ycheck.evaluate import judge
from a11ycheck.model import FactRule, Impact, Outcome, PageEvidence, RuleId, Verdict, plain_message
from a11ycheck.rules import by_id

pytestmark = pytest.mark.browser

PROBES = {
    "throws-an-error": "module.exports = () => { throw new TypeError('no such thing'); };",
    "throws-a-text": "module.exports = () => { throw 'text'; };",
    "returns-nothing": "module.exports = () => undefined;",
    "returns-no-element": "module.exports = () => [{ target: null, facts: {} }];",
    "is-no-probe": "module.exports = 1;",
    "works": "module.exports = () => [{ target: document.body, facts: { tag: 'body' } }];",
}


def _judge(_facts: object, _options: object) -> Verdict:
    return Verdict(outcome=Outcome.FAILED, message=plain_message("found"))


def _rule(name: str) -> FactRule:
    return FactRule(
        id=RuleId(name), title=name, impact=Impact.MINOR, probe=Path(f"{name}.js"), judge=_judge
    )


def test_probes_that_throw_are_reported_and_the_others_go_on(
    plan_for: Any, site: Any, pages_at: Any, tmp_path: Path
) -> None:
    requests = []
    for name, source in PROBES.items():
        path = tmp_path / f"{name}.js"
        path.write_text(source)
        requests.append(ProbeRequest(rule=name, source=path))
    plan = replace(plan_for(["image-alt"]), probes=tuple(requests))
    base = site('<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img></main>')

    pool = Pool(Launcher(timeout=20), plan, jobs=1)
    (visit,) = pool.visit(pages_at(base, "index.html"))
    page = visit.result

    assert isinstance(page, PageEvidence)
    image_alt = by_id("image-alt")
    assert image_alt is not None
    evaluation = judge([page], [image_alt, *map(_rule, PROBES)], {})
    assert {str(item.rule) for item in evaluation.assertions} == {"image-alt", "works"}
    errors = {str(error.rule): str(error.message) for error in evaluation.errors}
    assert set(errors) == set(PROBES) - {"works"}
    assert errors["throws-an-error"] == "TypeError: no such thing"
    assert errors["throws-a-text"] == "text"
