"""Rules judge what Chromium once measured on the fixtures: no browser is needed to test a judgement."""

from __future__ import annotations

from typing import Any

from a11ycheck.model import EvidenceKind, Outcome


def test_recorded_facts_are_judged_as_the_fixture_says(rule_fixture: Any, facts: Any) -> None:
    assert rule_fixture.reported(facts.evidence(rule_fixture)) == rule_fixture.expected


def test_the_name_says_the_outcome_of_the_marks(rule_fixture: Any) -> None:
    outcomes = {mark[1] for mark in rule_fixture.marks}

    assert outcomes <= set(Outcome)
    if rule_fixture.outcome is Outcome.INAPPLICABLE:
        assert outcomes <= {Outcome.INAPPLICABLE}
    else:
        assert rule_fixture.outcome in outcomes
    if rule_fixture.outcome is Outcome.PASSED:
        assert rule_fixture.expected.total() == 0


def test_nothing_is_measured_where_the_rule_does_not_apply(rule_fixture: Any, facts: Any) -> None:
    records = facts.recorded(rule_fixture).values()
    measured = [fact for record in records for fact in record.get("facts", ())]

    if rule_fixture.outcome is Outcome.INAPPLICABLE:
        assert measured == []
    elif rule_fixture.rule.evidence in {EvidenceKind.FACTS, EvidenceKind.SITE}:
        assert measured != []
