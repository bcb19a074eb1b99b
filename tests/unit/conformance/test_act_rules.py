"""The ACT rules that rules implement exist, and their success criteria are those of the ACT rule."""

from a11ycheck.conformance import act_titles, rules_by_act_id
from a11ycheck.rules import own_rules


def test_rules_name_act_rules_that_exist() -> None:
    assert {act for rule in own_rules() for act in rule.act} <= set(act_titles())


def test_an_act_rule_has_the_rules_that_name_it() -> None:
    rules = rules_by_act_id()
    assert "summary-name" in [rule.id for rule in rules["2t702h"]]
    assert [rule.id for rule in rules["5effbb"]] == ["link-purpose-in-context"]


def test_most_act_rules_are_implemented() -> None:
    assert sum(act in rules_by_act_id() for act in act_titles()) >= 75
