"""What a baseline makes of findings: which are known, which are new, and what is fixed."""

from typing import Any

import pytest

from a11ycheck.model import (
    Fixed,
    Impact,
    Outcome,
    RuleId,
)
from policy_case import RULES, apply, baseline, directive, finding, location


def test_a_finding_in_the_baseline_is_known() -> None:
    result = apply([finding(location())], baseline=baseline({}))

    assert [item.known for item in result.findings] == [True]
    assert result.fixed == ()


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "color-contrast"},
        {"fragment": '<img src="b.png">'},
        {"pages": {"y.html": 1}},
        {"impact": Impact.MODERATE},
    ],
)
def test_another_rule_markup_page_or_a_lower_impact_is_another_finding(
    change: dict[str, Any],
) -> None:
    result = apply([finding(location())], baseline=baseline(change))

    assert [item.known for item in result.findings] == [False]


def test_a_lower_impact_than_the_entry_allows_stays_known() -> None:
    result = apply([finding(location(), impact=Impact.MINOR)], baseline=baseline({}))

    assert result.findings[0].known


def test_a_higher_impact_opens_an_entry_again_and_it_is_not_fixed() -> None:
    result = apply([finding(location(), impact=Impact.CRITICAL)], baseline=baseline({}))

    assert not result.findings[0].known
    assert result.fixed == ()


def test_a_new_page_is_new_and_the_old_one_stays_known() -> None:
    new, known = apply(
        [finding(location(), location("", "new.html"))], baseline=baseline({})
    ).findings

    assert (new.known, new.pages, new.fingerprint) == (False, ("new.html",), "f00d-new")
    assert (known.known, known.pages, known.fingerprint) == (True, ("x.html",), "f00d")


def test_more_places_than_before_are_new_for_the_surplus() -> None:
    three = finding(*(location(f"docs/x.md:{line}") for line in (1, 5, 9)))
    entry = {"source": "docs/x.md", "pages": {"x.html": 2}}
    new, known = apply([three], baseline=baseline(entry)).findings

    assert (len(new.locations), len(known.locations)) == (1, 2)


def test_two_findings_of_one_cause_share_what_is_allowed() -> None:
    light, dark = finding(location(), fingerprint="a"), finding(location(), fingerprint="b")
    result = apply([light, dark], baseline=baseline({"pages": {"x.html": 1}}))

    assert sorted(item.known for item in result.findings) == [False, True]


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
    result = apply([finding(location(found))], baseline=baseline({"source": entry}))

    assert result.findings[0].known is known


def test_nobody_takes_the_room_of_one_who_knows_the_source() -> None:
    vague, sure = (
        finding(location(), fingerprint="a"),
        finding(location("docs/x.md:1"), fingerprint="b"),
    )
    result = apply([vague, sure], baseline=baseline({"source": "docs/x.md"}))

    assert [item.known for item in result.findings] == [False, True]


def test_where_both_know_sources_a_place_without_one_is_another() -> None:
    menu, text = (
        finding(location(), fingerprint="a"),
        finding(location("docs/x.md:1"), fingerprint="b"),
    )
    result = apply([menu, text], baseline=baseline({"source": "docs/x.md", "pages": {"x.html": 2}}))

    assert [item.known for item in result.findings] == [False, True]
    assert result.fixed == (Fixed(rule="image-alt", file="docs/x.md", count=1),)


def test_one_finding_that_is_worse_does_not_make_another_one_new() -> None:
    worse = finding(location("docs/x.md:1"), fingerprint="a", impact=Impact.CRITICAL)
    same = finding(location("docs/x.md:9"), fingerprint="b")
    result = apply([worse, same], baseline=baseline({"source": "docs/x.md"}))

    assert [item.known for item in result.findings] == [False, True]


def test_what_is_gone_is_fixed() -> None:
    entries = baseline(
        {"source": "docs/x.md", "pages": {"x.html": 3}},
        {"fragment": "<img>", "pages": {"b.html": 1, "a.html": 1}},
    )
    result = apply([finding(location("docs/x.md:4"))], baseline=entries)

    assert result.fixed == (
        Fixed(rule="image-alt", file="docs/x.md", count=2),
        Fixed(rule="image-alt", file="a.html", count=2),
    )


def test_a_run_that_saw_less_calls_nothing_fixed() -> None:
    assert apply([], baseline=baseline({}), is_partial=True).fixed == ()
    assert apply([], baseline=baseline({}), rules=RULES - {"image-alt"}).fixed == ()


def test_a_rule_that_no_longer_exists_finds_nothing_any_more() -> None:
    assert apply([], baseline=baseline({"rule": "dropped-long-ago"})).fixed


def test_cant_tell_and_suppressed_findings_use_no_entry() -> None:
    question = finding(location(), outcome=Outcome.CANT_TELL)
    accepted = finding(location("docs/x.md:13"))
    result = apply([question, accepted], [directive()], baseline({}))

    assert [item.known for item in result.findings] == [False, False]
    assert len(result.fixed) == 1


def test_a_finding_in_a_source_is_known_with_and_without_its_page() -> None:
    entry = {"rule": "empty-link", "source": "docs/x.md", "pages": {"docs/x.md": 1}}
    for page in ("x.html", "docs/x.md"):
        seen = finding(location("docs/x.md:3", page, html=""), rule=RuleId("empty-link"))
        result = apply([seen], baseline=baseline(entry))

        assert [item.known for item in result.findings] == [True]
        assert result.fixed == ()


def test_a_remark_about_a_suppression_is_never_known() -> None:
    entry = {"rule": "unused-suppression", "fragment": "image-alt", "pages": {"": 1}}
    result = apply([], [directive()], baseline(entry))

    assert [item.known for item in result.findings] == [False]


def test_a_finding_can_be_open_known_and_suppressed_in_parts() -> None:
    whole = finding(location("docs/x.md:13"), location("docs/x.md:20"), location("docs/z.md:1"))
    known = baseline({"source": "docs/x.md"})
    parts = apply([whole], [directive()], known).findings

    assert len(parts) == 3
    assert {(item.known, item.suppression is not None) for item in parts} == {
        (False, False),
        (True, False),
        (False, True),
    }
    assert len({item.fingerprint for item in parts}) == 3
    assert sum(len(item.locations) for item in parts) == 3


def test_a_location_on_several_pages_is_split_where_only_some_are_known() -> None:
    shared = finding(location("", "a.html", "b.html", "c.html"))
    new, known = apply([shared], baseline=baseline({"pages": {"a.html": 1, "c.html": 1}})).findings

    assert (new.known, new.pages) == (False, ("b.html",))
    assert (known.known, known.pages) == (True, ("a.html", "c.html"))
    assert len(known.locations) == 1


@pytest.mark.parametrize("page", ["x.html", "y.html"])
def test_an_entry_without_a_fragment_allows_any_finding_of_the_whole_page(page: str) -> None:
    heavy = finding(location("", page, html=""), rule=RuleId("page-weight"), fragment="kind=total")
    entry = {"rule": "page-weight", "fragment": "", "pages": {"x.html": 1}}

    assert [item.known for item in apply([heavy], baseline=baseline(entry)).findings] == [
        page == "x.html"
    ]


def test_an_entry_without_a_fragment_says_nothing_of_elements() -> None:
    entry = {"fragment": ""}

    assert not apply([finding(location())], baseline=baseline(entry)).findings[0].known


def test_an_entry_with_the_fragment_comes_before_one_without() -> None:
    heavy = finding(location("", html=""), rule=RuleId("page-weight"), fragment="kind=total")
    entries = baseline(
        {"rule": "page-weight", "fragment": ""},
        {"rule": "page-weight", "fragment": "kind=total"},
    )

    assert apply([heavy], baseline=entries).fixed == (
        Fixed(rule="page-weight", file="x.html", count=1),
    )
