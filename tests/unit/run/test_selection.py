"""What is asked for becomes what is measured, and a name that no rule has is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.browser import VisitPlan
from a11ycheck.errors import UserError
from a11ycheck.model import EvidenceKind
from a11ycheck.rules import default_rules
from a11ycheck.rules.page_weight.rule import Options
from a11ycheck.runner import make_plan, make_selection, setting_of


def _ids(chosen: tuple[str, ...] = (), ignored: tuple[str, ...] = ()) -> set[str]:
    return {str(rule.id) for rule in make_selection(chosen, ignored, {}).rules}


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
        make_selection(("image-alts",), (), {})

    assert caught.value.message == 'There is no rule or tag "image-alts".'
    assert caught.value.hint == 'Did you mean "image-alt"?'


def test_a_name_like_no_other_gets_a_pointer_to_the_list() -> None:
    with pytest.raises(UserError) as caught:
        make_selection((), ("qqqqqqq",), {})

    assert "a11ycheck rules" in caught.value.hint


def test_nothing_left_is_the_users_mistake() -> None:
    with pytest.raises(UserError, match="No rule is left"):
        make_selection(("reflow",), ("reflow",), {})


def test_options_have_defaults_and_can_be_given() -> None:
    default = make_selection(("cat.weight",), (), {})
    given = make_selection(("cat.weight",), (), {"page-weight": Options(max_bytes=7)})

    assert default.options["page-weight"] == Options()
    assert given.options["page-weight"] == Options(max_bytes=7)
    assert given.options["request-count"] == default.options["request-count"]


@pytest.fixture
def plan(variants: Any) -> VisitPlan:
    selection = make_selection((), (), {})
    return make_plan(selection, tuple(variants.values()), timeout=30)


def test_a_plan_holds_what_a_browser_has_to_do(plan: VisitPlan) -> None:
    rules = default_rules()

    assert set(plan.axe_rules) == {r.id for r in rules if r.evidence is EvidenceKind.AXE}
    assert {probe.rule for probe in plan.probes} == {r.id for r in rules if r.probe}
    assert [probe.rule for probe in plan.walking_probes("narrow")] == ["reflow"]
    assert "reflow" not in {probe.rule for probe in plan.still_probes}
    assert plan.timeout == 30


def test_the_setting_changes_with_all_that_evidence_depends_on(
    plan: VisitPlan, variants: Any
) -> None:
    probe = plan.probes[0]
    others = [
        replace(plan, variants=tuple(variants.values())[:2]),
        replace(plan, axe_rules=dict(list(plan.axe_rules.items())[1:])),
        replace(plan, probes=plan.probes[1:]),
        replace(plan, probes=(replace(probe, options={"limit": 1}), *plan.probes[1:])),
        replace(plan, fresh_loads=True),
    ]

    settings = [setting_of(item, {"browser": "Chromium 1"}) for item in (plan, *others)]
    settings.append(setting_of(plan, {"browser": "Chromium 2"}))

    assert len(set(settings)) == len(settings)
    assert setting_of(replace(plan, timeout=5), {"browser": "Chromium 1"}) == settings[0]
