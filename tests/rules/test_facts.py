"""Rules judge what Chromium once measured on the fixtures: no browser is needed to test a judgement."""

from __future__ import annotations

from typing import Any

from a11ycheck.model import Outcome

WITHOUT_REPORTS = (Outcome.PASSED, Outcome.INAPPLICABLE)


def test_recorded_facts_are_judged_as_the_fixture_expects(rule_fixture: Any, facts: Any) -> None:
    evaluation = rule_fixture.judged(facts.evidence(rule_fixture))

    assert rule_fixture.reported(evaluation) == rule_fixture.expected


def test_the_pages_of_a_fixture_have_the_outcome_of_its_name(rule_fixture: Any, facts: Any) -> None:
    evaluation = rule_fixture.judged(facts.evidence(rule_fixture))
    outcomes = {page: found[rule_fixture.rule.id] for page, found in evaluation.outcomes.items()}

    if rule_fixture.outcome in WITHOUT_REPORTS:
        # Other pages of a fixture can be mere targets of its links.
        about = set(outcomes.values()) - {Outcome.INAPPLICABLE} or {Outcome.INAPPLICABLE}
        assert about == {rule_fixture.outcome}, outcomes
    else:
        assert rule_fixture.outcome in outcomes.values()


def test_the_name_of_a_fixture_agrees_with_its_marks(rule_fixture: Any) -> None:
    outcomes = {mark[1] for mark in rule_fixture.marks}

    assert outcomes <= set(Outcome)
    if rule_fixture.outcome is Outcome.INAPPLICABLE:
        assert outcomes <= {Outcome.INAPPLICABLE}
    else:
        assert rule_fixture.outcome in outcomes
    if rule_fixture.outcome is Outcome.PASSED:
        assert rule_fixture.expected.total() == 0
