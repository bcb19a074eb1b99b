"""What suppressions and a baseline make of findings: which stay open, which are known, what is fixed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from a11ycheck.model import (
    Element,
    Finding,
    Fixed,
    Impact,
    Outcome,
    Place,
    Precision,
    RuleId,
    Scope,
    SourceLocation,
    Suppression,
)
from a11ycheck.rules import default_rules
from a11ycheck.runner.directives import Directive
from a11ycheck.runner.policy import Settled, apply
from a11ycheck.store import Baseline, Entry

TODAY = date(2026, 11, 5)
RULES = frozenset(str(rule.id) for rule in default_rules())


def place(at: str = "", page: str = "x.html", html: str = "<img>", **values: Any) -> Place:
    """Return a place; `at` is such as "docs/x.md:12"."""
    file, _, line = at.partition(":")
    precision = values.pop("precision", Precision.BLOCK)
    source = SourceLocation(file=file, line=int(line), precision=precision) if at else None
    element = Element(target=("img",), html=html) if html else None
    return Place(page=page, variants=("phone-light",), element=element, source=source, **values)


def finding(*places: Place, **values: Any) -> Finding:
    standard: dict[str, Any] = {
        "rule": RuleId("image-alt"),
        "engine": "axe",
        "title": "Images must have alternative text",
        "outcome": Outcome.FAILED,
        "impact": Impact.SERIOUS,
        "criteria": ("1.1.1",),
        "message": "It has none.",
        "help_url": "",
        "fingerprint": "f00d",
        "scope": Scope.PAGE,
        "places": places or (place(),),
        "fragment": '<img src="a.png">',
    }
    return Finding(**(standard | values))


def directive(**values: Any) -> Directive:
    """Return the suppression of a comment in docs/x.md that speaks of lines 12 to 14."""
    standard: dict[str, Any] = {
        "rule": "image-alt",
        "reason": "A decoration.",
        "file": "docs/x.md",
        "line": 11,
        "source": "docs/x.md",
        "first": 12,
        "last": 14,
    }
    return Directive(**(standard | values))


def baseline(*entries: dict[str, Any]) -> Baseline:
    standard: dict[str, Any] = {
        "rule": "image-alt",
        "source": "",
        "fragment": '<img src="a.png">',
        "impact": Impact.SERIOUS,
        "pages": {"x.html": 1},
        "added": date(2026, 1, 2),
        "reason": "Waits for the new theme.",
    }
    return Baseline(entries=tuple(Entry(**(standard | values)) for values in entries))


def settle(
    findings: Sequence[Finding],
    suppressions: Sequence[Any] = (),
    baseline: Baseline | None = None,
    **values: Any,
) -> Settled:
    standard: dict[str, Any] = {"today": TODAY, "complete": True, "rules": RULES}
    return apply(findings, suppressions, baseline, **(standard | values))


def remarks(settled: Settled) -> list[tuple[str, str]]:
    """Return the findings about suppressions: rule, and the line that they name."""
    return [
        (str(item.rule), f"{item.source.file}:{item.source.line}")
        for item in settled.findings
        if item.rule.endswith("-suppression") and item.source
    ]


def test_nothing_is_changed_where_nothing_is_accepted() -> None:
    findings = (finding(place()), finding(place(), outcome=Outcome.CANT_TELL))

    assert settle(findings) == Settled(findings=findings)


# --- suppressions -----------------------------------------------------------------------------------


def test_a_comment_suppresses_what_stands_in_its_lines_and_says_why() -> None:
    (settled,) = settle([finding(place("docs/x.md:13"))], [directive()]).findings

    assert settled.suppression == Suppression(reason="A decoration.", where="docs/x.md:11")
    assert settled.fingerprint == "f00d"


@pytest.mark.parametrize(
    ("at", "covered"),
    [
        ("docs/x.md:11", False),
        ("docs/x.md:12", True),
        ("docs/x.md:14", True),
        ("docs/x.md:15", False),
        ("docs/y.md:13", False),
        ("", False),
    ],
)
def test_a_comment_speaks_of_its_own_lines_alone(at: str, *, covered: bool) -> None:
    findings = settle([finding(place(at))], [directive()]).findings

    assert (findings[0].suppression is not None or findings[-1].suppression is not None) is covered
    assert bool(remarks(settle([finding(place(at))], [directive()]))) is not covered


def test_a_line_that_stands_for_a_whole_page_is_in_no_block() -> None:
    vague = finding(place("docs/x.md:12", precision=Precision.PAGE))

    assert remarks(settle([vague], [directive()])) == [("unused-suppression", "docs/x.md:11")]
    assert settle([vague], [directive(first=0, last=0)]).findings[0].suppression


def test_another_rule_is_not_suppressed() -> None:
    other = finding(place("docs/x.md:13"), rule=RuleId("color-contrast"))

    assert all(item.suppression is None for item in settle([other], [directive()]).findings)


def test_an_open_question_can_be_suppressed() -> None:
    question = finding(place("docs/x.md:13"), outcome=Outcome.CANT_TELL)

    assert settle([question], [directive()]).findings[0].suppression


@pytest.mark.parametrize(
    ("paths", "contains", "covered"),
    [
        ("", "", True),
        ("docs/x.md", "", True),
        ("docs/**", "", True),
        ("guide/x.html", "", True),
        ("guide/", "", True),
        ("*.rst", "", False),
        ("", 'class="logo big"', True),
        ("", "class='logo'", False),
        ("docs/**", "logo", True),
        ("guide/y.html", "logo", False),
    ],
)
def test_an_entry_of_the_configuration_matches_path_and_markup(
    paths: str, contains: str, *, covered: bool
) -> None:
    seen = finding(place("docs/x.md:9", page="guide/x.html", html='<img  class="logo\n big">'))
    entry = directive(file="a11ycheck.toml", source="", paths=paths, contains=contains)

    assert any(item.suppression for item in settle([seen], [entry]).findings) is covered


def test_markup_of_a_fault_in_the_source_is_its_line() -> None:
    seen = finding(place("docs/x.md:9", html="", snippet="| a | b |"))
    entry = directive(source="", contains="a | b")

    assert settle([seen], [entry]).findings[0].suppression


def test_a_whole_page_is_matched_by_its_path() -> None:
    heavy = finding(place(page="video.html", html=""))
    entry = directive(source="", paths="video.html")

    assert settle([heavy], [entry]).findings[0].suppression


def test_a_finding_with_some_places_suppressed_becomes_two() -> None:
    whole = finding(place("docs/x.md:13"), place("docs/y.md:3", page="y.html"))
    still_open, suppressed = settle([whole], [directive()]).findings

    assert still_open.suppression is None
    assert [item.page for item in still_open.places] == ["y.html"]
    assert still_open.source == still_open.places[0].source
    assert still_open.fingerprint == "f00d"
    assert suppressed.suppression
    assert [item.page for item in suppressed.places] == ["x.html"]
    assert suppressed.fingerprint.startswith("f00d-")


def test_places_that_are_suppressed_for_two_reasons_keep_both() -> None:
    whole = finding(place("docs/x.md:13"), place("docs/y.md:3"))
    other = directive(file="docs/y.md", source="docs/y.md", first=0, last=0, reason="A logo.")
    parts = settle([whole], [directive(), other]).findings

    assert [part.suppression.reason for part in parts] == ["A decoration.", "A logo."]
    assert parts[0].fingerprint == "f00d"
    assert parts[1].fingerprint.startswith("f00d-")


def test_parts_keep_their_fingerprints_when_lines_move() -> None:
    def prints(shift: int) -> list[str]:
        whole = finding(place(f"docs/x.md:{13 + shift}"), place("docs/y.md:3"))
        moved = directive(line=11 + shift, first=12 + shift, last=14 + shift)
        return [item.fingerprint for item in settle([whole], [moved]).findings]

    assert prints(0) == prints(5)


# --- suppressions that are unused or past their date -------------------------------------------------


def test_an_unused_suppression_is_a_finding_at_its_own_line() -> None:
    (remark,) = settle([], [directive()]).findings

    assert remark.rule == "unused-suppression"
    assert (remark.outcome, remark.impact) == (Outcome.FAILED, Impact.MINOR)
    assert (remark.source.file, remark.source.line) == ("docs/x.md", 11)
    assert "image-alt" in remark.message
    assert "A decoration." in remark.message
    assert remark.pages == ()


def test_a_suppression_that_another_one_anticipates_is_used() -> None:
    both = [directive(), directive(line=10, reason="The same again.")]

    assert remarks(settle([finding(place("docs/x.md:13"))], both)) == []


def test_a_run_that_saw_less_says_nothing_of_unused_ones() -> None:
    assert settle([], [directive()], complete=False).findings == ()


def test_a_rule_that_did_not_run_leaves_its_suppressions_alone() -> None:
    assert settle([], [directive()], rules=RULES - {"image-alt"}).findings == ()


def test_the_rule_about_unused_suppressions_can_be_left_out() -> None:
    assert settle([], [directive()], rules=RULES - {"unused-suppression"}).findings == ()


@pytest.mark.parametrize(
    ("until", "counts"),
    [(date(2026, 11, 5), True), (date(2026, 11, 6), True), (date(2026, 11, 4), False)],
)
def test_a_suppression_counts_through_its_last_day(until: date, *, counts: bool) -> None:
    settled = settle([finding(place("docs/x.md:13"))], [directive(until=until)])
    fault = next(item for item in settled.findings if item.rule == "image-alt")

    assert (fault.suppression is not None) is counts
    assert remarks(settled) == ([] if counts else [("expired-suppression", "docs/x.md:11")])


def test_an_expired_suppression_is_told_in_every_run_and_is_not_unused_too() -> None:
    settled = settle([], [directive(until=date(2026, 1, 31))], complete=False)

    assert remarks(settled) == [("expired-suppression", "docs/x.md:11")]
    assert "2026-01-31" in settled.findings[0].message
    assert remarks(settle([], [directive(until=date(2026, 1, 31))])) == remarks(settled)


def test_remarks_stand_with_what_is_wrong_with_the_site() -> None:
    findings = [finding(place(), scope=scope) for scope in (Scope.THEME, Scope.SITE, Scope.PAGE)]
    settled = settle(findings, [directive()])

    assert [item.scope for item in settled.findings] == ["theme", "site", "site", "page"]


# --- the baseline ------------------------------------------------------------------------------------


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
