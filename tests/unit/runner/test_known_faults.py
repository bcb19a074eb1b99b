"""What a baseline makes of findings: which are known, which are new, and what is fixed."""

from typing import Any

import pytest

from a11ycheck.model import (
    Fixed,
    Impact,
    Outcome,
    RuleId,
)
from policy_case import RULES, baseline, directive, finding, place, settle


def test_a_fault_in_the_baseline_is_known() -> None:
    settled = settle([finding(place())], baseline=baseline({}))

    assert [item.known for item in settled.findings] == [True]
    assert settled.fixed == ()


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "color-contrast"},
        {"fragment": '<img src="b.png">'},
        {"pages": {"y.html": 1}},
        {"impact": Impact.MODERATE},
    ],
)
def test_another_rule_markup_page_or_a_lower_impact_is_another_fault(
    change: dict[str, Any],
) -> None:
    settled = settle([finding(place())], baseline=baseline(change))

    assert [item.known for item in settled.findings] == [False]


def test_a_lower_impact_than_the_entry_allows_stays_known() -> None:
    settled = settle([finding(place(), impact=Impact.MINOR)], baseline=baseline({}))

    assert settled.findings[0].known


def test_a_higher_impact_opens_an_entry_again_and_it_is_not_fixed() -> None:
    settled = settle([finding(place(), impact=Impact.CRITICAL)], baseline=baseline({}))

    assert not settled.findings[0].known
    assert settled.fixed == ()


def test_a_new_page_is_new_and_the_old_one_stays_known() -> None:
    new, known = settle([finding(place(), place(page="new.html"))], baseline=baseline({})).findings

    assert (new.known, new.pages, new.fingerprint) == (False, ("new.html",), "f00d-new")
    assert (known.known, known.pages, known.fingerprint) == (True, ("x.html",), "f00d")


def test_more_places_than_before_are_new_for_the_surplus() -> None:
    three = finding(*(place(f"docs/x.md:{line}") for line in (1, 5, 9)))
    entry = {"source": "docs/x.md", "pages": {"x.html": 2}}
    new, known = settle([three], baseline=baseline(entry)).findings

    assert (len(new.places), len(known.places)) == (1, 2)


def test_two_findings_of_one_cause_share_what_is_allowed() -> None:
    light, dark = finding(place(), fingerprint="a"), finding(place(), fingerprint="b")
    settled = settle([light, dark], baseline=baseline({"pages": {"x.html": 1}}))

    assert sorted(item.known for item in settled.findings) == [False, True]


@pytest.mark.parametrize(
    ("entry", "found", "known"),
    [
        ("docs/x.md", "docs/x.md:7", True),
        ("docs/x.md", "docs/y.md:7", False),
        ("", "docs/x.md:7", True),  # the baseline was made without a source map
        ("docs/x.md", "", True),  # this run had none
    ],
)
def test_the_source_counts_where_both_know_it(entry: str, found: str, *, known: bool) -> None:
    settled = settle([finding(place(found))], baseline=baseline({"source": entry}))

    assert settled.findings[0].known is known


def test_nobody_takes_the_room_of_one_who_knows_the_source() -> None:
    vague, sure = finding(place(), fingerprint="a"), finding(place("docs/x.md:1"), fingerprint="b")
    settled = settle([vague, sure], baseline=baseline({"source": "docs/x.md"}))

    assert [item.known for item in settled.findings] == [False, True]


def test_where_both_know_sources_a_place_without_one_is_another() -> None:
    menu, text = finding(place(), fingerprint="a"), finding(place("docs/x.md:1"), fingerprint="b")
    settled = settle(
        [menu, text], baseline=baseline({"source": "docs/x.md", "pages": {"x.html": 2}})
    )

    assert [item.known for item in settled.findings] == [False, True]
    assert settled.fixed == (Fixed(rule="image-alt", file="docs/x.md", count=1),)


def test_one_fault_that_is_worse_does_not_make_another_one_new() -> None:
    worse = finding(place("docs/x.md:1"), fingerprint="a", impact=Impact.CRITICAL)
    same = finding(place("docs/x.md:9"), fingerprint="b")
    settled = settle([worse, same], baseline=baseline({"source": "docs/x.md"}))

    assert [item.known for item in settled.findings] == [False, True]


def test_what_is_gone_is_fixed() -> None:
    entries = baseline(
        {"source": "docs/x.md", "pages": {"x.html": 3}},
        {"fragment": "<img>", "pages": {"b.html": 1, "a.html": 1}},
    )
    settled = settle([finding(place("docs/x.md:4"))], baseline=entries)

    assert settled.fixed == (
        Fixed(rule="image-alt", file="docs/x.md", count=2),
        Fixed(rule="image-alt", file="a.html", count=2),
    )


def test_a_run_that_saw_less_calls_nothing_fixed() -> None:
    assert settle([], baseline=baseline({}), complete=False).fixed == ()
    assert settle([], baseline=baseline({}), rules=RULES - {"image-alt"}).fixed == ()


def test_a_rule_that_no_longer_exists_finds_nothing_any_more() -> None:
    assert settle([], baseline=baseline({"rule": "dropped-long-ago"})).fixed


def test_open_questions_and_suppressed_faults_take_no_room() -> None:
    question = finding(place(), outcome=Outcome.CANT_TELL)
    accepted = finding(place("docs/x.md:13"))
    settled = settle([question, accepted], [directive()], baseline({}))

    assert [item.known for item in settled.findings] == [False, False]
    assert len(settled.fixed) == 1


def test_a_fault_in_a_source_is_known_with_and_without_the_page_made_of_it() -> None:
    entry = {"rule": "empty-link", "source": "docs/x.md", "pages": {"docs/x.md": 1}}
    for page in ("x.html", "docs/x.md"):
        seen = finding(place("docs/x.md:3", page, html=""), rule=RuleId("empty-link"))
        settled = settle([seen], baseline=baseline(entry))

        assert [item.known for item in settled.findings] == [True]
        assert settled.fixed == ()


def test_a_remark_about_a_suppression_is_never_known() -> None:
    entry = {"rule": "unused-suppression", "fragment": "image-alt", "pages": {"": 1}}
    settled = settle([], [directive()], baseline(entry))

    assert [item.known for item in settled.findings] == [False]


def test_a_finding_can_be_open_known_and_suppressed_in_parts() -> None:
    whole = finding(place("docs/x.md:13"), place("docs/x.md:20"), place("docs/z.md:1"))
    known = baseline({"source": "docs/x.md"})
    parts = settle([whole], [directive()], known).findings

    assert len(parts) == 3
    assert {(item.known, item.suppression is not None) for item in parts} == {
        (False, False),
        (True, False),
        (False, True),
    }
    assert len({item.fingerprint for item in parts}) == 3
    assert sum(len(item.places) for item in parts) == 3
