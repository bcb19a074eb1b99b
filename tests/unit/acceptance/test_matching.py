"""How a baseline shrinks and grows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.acceptance import Baseline, match_baseline
from a11ycheck.acceptance.baseline import BaselineEntry
from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Location,
    Outcome,
    Precision,
    RuleId,
    Scope,
    SourceLocation,
)
from a11ycheck.rules import default_rules

RULES = frozenset(str(rule.id) for rule in default_rules())
IMAGE = Element(target=("img",), html="<img>")
FIRST, TODAY = date(2026, 1, 2), date(2026, 11, 5)


def finding(pages: Mapping[str, int], source: str = "docs/x.md", **values: Any) -> Finding:
    """Return a finding with so many locations on each page."""
    where = SourceLocation(file=source, line=1, precision=Precision.BLOCK) if source else None
    locations = [
        Location(pages=(page,), variants=(), messages=(), source=where, element=IMAGE)
        for page, n in pages.items()
        for _ in range(n)
    ]
    standard: dict[str, Any] = {
        "rule": RuleId("image-alt"),
        "engine": "axe",
        "title": "",
        "outcome": Outcome.FAILED,
        "impact": Impact.SERIOUS,
        "criteria": (),
        "messages": (),
        "help_url": "",
        "fingerprint": "f00d",
        "scope": Scope.PAGE,
        "locations": tuple(locations),
        "fragment": "<img>",
    }
    return Finding(**(standard | values))


def entry(pages: Mapping[str, int], **values: Any) -> BaselineEntry:
    standard: dict[str, Any] = {
        "rule": "image-alt",
        "source": "docs/x.md",
        "fragment": "<img>",
        "impact": Impact.SERIOUS,
        "pages": pages,
        "added": FIRST,
        "reason": "Old.",
    }
    return BaselineEntry(**(standard | values))


def shrunk(findings: list[Finding], *entries: BaselineEntry, **values: Any) -> list[BaselineEntry]:
    rules = values.get("rules", RULES)
    return list(match_baseline(findings, Baseline(entries=entries)).shrunk(rules).entries)


def grown(findings: list[Finding], *entries: BaselineEntry) -> list[BaselineEntry]:
    matched = match_baseline(findings, Baseline(entries=entries))
    return list(matched.grown(RULES, today=TODAY, reason="New.").entries)


def test_an_empty_baseline_grows_by_one_entry_for_each_cause() -> None:
    two = [finding({"a.html": 2, "b.html": 1}), finding({"a.html": 1}, fragment="<img alt>")]

    assert grown(two) == [
        entry({"a.html": 2, "b.html": 1}, added=TODAY, reason="New."),
        entry({"a.html": 1}, fragment="<img alt>", added=TODAY, reason="New."),
    ]


def test_one_cause_in_two_sources_has_two_entries() -> None:
    both = finding({"a.html": 1})
    other = finding({"b.html": 1}, "docs/y.md")

    assert [item.source for item in grown([both, other])] == ["docs/x.md", "docs/y.md"]


def test_what_is_gone_is_taken_out() -> None:
    known = entry({"a.html": 3, "b.html": 1})

    assert shrunk([finding({"a.html": 2})], known) == [entry({"a.html": 2})]
    assert shrunk([], known) == []


def test_shrinking_takes_in_nothing_new() -> None:
    known = entry({"a.html": 1})
    more = [finding({"a.html": 5, "c.html": 1}), finding({"a.html": 1}, fragment="<b>")]

    assert shrunk(more, known) == [known]


def test_an_impact_only_falls_when_shrinking() -> None:
    known = entry({"a.html": 1})

    assert shrunk([finding({"a.html": 1}, impact=Impact.CRITICAL)], known) == [known]
    (lower,) = shrunk([finding({"a.html": 1}, impact=Impact.MINOR)], known)
    assert lower.impact is Impact.MINOR


def test_an_entry_learns_the_source_that_a_later_run_knows_and_does_not_forget_it() -> None:
    vague = entry({"a.html": 2}, source="")

    (learned,) = shrunk([finding({"a.html": 2})], vague)
    assert learned == entry({"a.html": 2})
    assert shrunk([finding({"a.html": 2}, source="")], learned) == [learned]


def test_an_entry_whose_rule_did_not_run_stays() -> None:
    known = entry({"a.html": 1})

    assert shrunk([], known, rules=RULES - {"image-alt"}) == [known]


def test_what_grows_gets_the_new_day_and_reason_and_the_rest_keeps_its_own() -> None:
    same, more = entry({"a.html": 1}), entry({"b.html": 1}, source="docs/y.md")
    findings = [finding({"a.html": 1}), finding({"b.html": 2, "c.html": 1}, "docs/y.md")]

    assert grown(findings, same, more) == [
        same,
        entry({"b.html": 2, "c.html": 1}, source="docs/y.md", added=TODAY, reason="New."),
    ]


def test_a_higher_impact_is_taken_in_when_growing() -> None:
    worse = [finding({"a.html": 1}, impact=Impact.CRITICAL)]

    assert grown(worse, entry({"a.html": 1})) == [
        entry({"a.html": 1}, impact=Impact.CRITICAL, added=TODAY, reason="New.")
    ]


_PAGES = st.dictionaries(st.sampled_from(["a.html", "b.html"]), st.integers(1, 3), min_size=1)
_FINDINGS = st.lists(
    st.builds(
        finding,
        _PAGES,
        st.sampled_from(["", "docs/x.md", "docs/y.md"]),
        impact=st.sampled_from(Impact),
        fragment=st.sampled_from(["<img>", "<b>"]),
    ),
    max_size=5,
)


@given(_FINDINGS, _FINDINGS)
def test_whatever_was_known_a_baseline_that_grew_knows_all_and_nothing_else(
    before: list[Finding], after: list[Finding]
) -> None:
    old = match_baseline(before, Baseline()).grown(RULES, today=FIRST, reason="Old.")
    new = match_baseline(after, old).grown(RULES, today=TODAY, reason="New.")
    again = match_baseline(after, new)

    assert len(again.known) == sum(item.count for item in after)
    assert again.fixed(RULES) == ()


@given(_FINDINGS, _FINDINGS)
def test_a_baseline_that_shrinks_never_allows_more(
    before: list[Finding], after: list[Finding]
) -> None:
    old = match_baseline(before, Baseline()).grown(RULES, today=FIRST, reason="Old.")
    less = match_baseline(after, old).shrunk(RULES)

    assert _allowed(less) <= _allowed(old)
    for item in less.entries:
        alike = [was for was in old.entries if was.fragment == item.fragment]
        assert item.impact.rank <= max(was.impact.rank for was in alike)
        assert (item.added, item.reason) == (FIRST, "Old.")


def _allowed(baseline: Baseline) -> Counter[tuple[str, str]]:
    """Return how many locations of each cause each page may show, whatever their source."""
    locations: Counter[tuple[str, str]] = Counter()
    for item in baseline.entries:
        locations.update({(item.fragment, page): count for page, count in item.pages.items()})
    return locations


def test_an_entry_without_a_fragment_gets_that_of_the_finding() -> None:
    old = entry({"a.html": 1}, rule="page-weight", source="", fragment="")
    found = finding({"a.html": 1}, "", rule=RuleId("page-weight"), fragment="kind=total")
    found = replace(found, locations=(replace(found.locations[0], element=None),))

    (kept,) = shrunk([found], old)

    assert kept == entry({"a.html": 1}, rule="page-weight", source="", fragment="kind=total")
