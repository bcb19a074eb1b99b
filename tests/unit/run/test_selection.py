"""The configuration becomes rules and a plan; unknown names are errors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.browser import VisitPlan
from a11ycheck.config import Config
from a11ycheck.errors import UserError
from a11ycheck.model import AxeRule, ProbeRule, SourceRule
from a11ycheck.rules import default_rules
from a11ycheck.rules.page_weight import Options
from a11ycheck.run.selection import evidence_key, make_plan, make_selection


def _ids(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> frozenset[str]:
    return make_selection(Config(select=select, ignore=ignore)).ids


def test_nothing_chosen_means_the_default() -> None:
    assert _ids() == {str(rule.id) for rule in default_rules()}


@pytest.mark.parametrize("name", ["reflow", "image-alt", "page-weight"])
def test_a_rule_is_chosen_by_its_name(name: str) -> None:
    assert _ids((name,)) == {name}


def test_rules_are_chosen_and_ignored_by_tag() -> None:
    weights = _ids(("cat.weight",))

    assert weights >= {"page-weight", "request-count"}
    assert _ids(("cat.weight",), ("page-weight",)) == weights - {"page-weight"}
    assert _ids((), ("best-practice",)).isdisjoint(weights)


def test_experimental_rules_run_only_when_they_are_named() -> None:
    assert "css-orientation-lock" not in _ids()
    assert _ids(("css-orientation-lock",)) == {"css-orientation-lock"}


def test_a_name_that_no_rule_has_gets_a_suggestion() -> None:
    with pytest.raises(UserError) as caught:
        make_selection(Config(select=("image-alts",)))

    assert caught.value.message == 'There is no rule or tag "image-alts".'
    assert caught.value.hint == 'Did you mean "image-alt"?'


def test_a_name_like_no_other_gets_a_pointer_to_the_list() -> None:
    with pytest.raises(UserError) as caught:
        make_selection(Config(ignore=("qqqqqqq",)))

    assert "a11ycheck rules" in caught.value.hint


def test_nothing_left_is_the_users_mistake() -> None:
    with pytest.raises(UserError, match="No rule is left"):
        make_selection(Config(select=("reflow",), ignore=("reflow",)))


def test_options_have_defaults_and_can_be_given() -> None:
    default = make_selection(Config())
    given = make_selection(Config(rules={"page-weight": {"max_bytes": 7}}))

    assert default.options["page-weight"] == Options()
    assert given.options["page-weight"] == Options(max_bytes=7)
    assert given.options["request-count"] == default.options["request-count"]


def test_an_invalid_option_is_an_error_without_a_file_too() -> None:
    with pytest.raises(UserError, match=r"rules\.page-weight\.max_bytes: .* must be an integer"):
        make_selection(Config(rules={"page-weight": {"max_bytes": 1.5}}))


@pytest.fixture
def plan(variants: Any) -> VisitPlan:
    selection = make_selection(Config())
    return make_plan(selection, tuple(variants.values()), timeout=30)


def test_a_plan_holds_what_a_browser_has_to_do(plan: VisitPlan) -> None:
    rules = default_rules()

    assert set(plan.axe_rules) == {rule.id for rule in rules if isinstance(rule, AxeRule)}
    assert {probe.rule for probe in plan.probes} == {
        rule.id for rule in rules if isinstance(rule, ProbeRule | SourceRule) and rule.probe
    }
    assert [probe.rule for probe in plan.probes_for("narrow")] == ["reflow"]
    assert "reflow" not in {probe.rule for probe in plan.probes_for()}
    assert plan.timeout == 30


def test_the_key_changes_with_everything_that_evidence_depends_on(
    plan: VisitPlan, variants: Any
) -> None:
    probe = plan.probes[0]
    others = [
        replace(plan, variants=tuple(variants.values())[:2]),
        replace(plan, axe_rules=dict(list(plan.axe_rules.items())[1:])),
        replace(plan, probes=plan.probes[1:]),
        replace(plan, probes=(replace(probe, options={"limit": 1}), *plan.probes[1:])),
    ]

    keys = [evidence_key(item, {"browser": "Chromium 1"}) for item in (plan, *others)]
    keys.append(evidence_key(plan, {"browser": "Chromium 2"}))

    assert len(set(keys)) == len(keys)
    assert evidence_key(replace(plan, timeout=5), {"browser": "Chromium 1"}) == keys[0]
