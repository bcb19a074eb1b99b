"""Rules judge what Chromium once measured on the fixtures: no browser is needed to test a judgement."""

from __future__ import annotations

import re
from typing import Any

import pytest

from a11ycheck.model import EvidenceKind, Outcome
from a11ycheck.reporters.words import say, speaking

# What a message quotes, and code, are as they are in every language.
QUOTED = re.compile(r'"[^"]*"|“[^”]*”|`[^`]*`|<[^>]*>')
ENGLISH = re.compile(
    r"\b(?:and|are|bytes|but|has|in|is|it|its|no|not|of|or|text|that|the|this|to|which|with)\b"
)


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
    elif rule_fixture.rule.evidence is not EvidenceKind.RESOURCES:
        assert measured != []


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_what_is_said_of_them_is_in_the_language_of_the_report(
    language: str, rule_fixture: Any, facts: Any
) -> None:
    with speaking(language):
        for item in rule_fixture.assertions(facts.evidence(rule_fixture)):
            assert not ENGLISH.search(QUOTED.sub("", say(item.message))), item.message
