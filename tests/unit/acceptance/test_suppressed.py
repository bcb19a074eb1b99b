"""What suppressions make of findings: which are accepted, and which suppressions are of no use."""

from datetime import date

import pytest

from a11ycheck.acceptance import PolicyResult
from a11ycheck.model import (
    Impact,
    Outcome,
    Precision,
    RuleId,
    Scope,
    Suppression,
    plain_message,
)
from policy_case import RULES, apply, directive, finding, location, remarks


def test_nothing_is_changed_where_nothing_is_accepted() -> None:
    findings = (finding(location()), finding(location(), outcome=Outcome.CANT_TELL))

    assert apply(findings) == PolicyResult(findings=findings)


def test_a_comment_suppresses_what_stands_in_its_lines_and_says_why() -> None:
    (result,) = apply([finding(location("docs/x.md:13"))], [directive()]).findings

    assert result.suppression == Suppression(reason="A decoration.", where="docs/x.md:11")
    assert result.fingerprint == "f00d"


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
def test_a_comment_applies_to_its_own_lines_only(at: str, *, covered: bool) -> None:
    findings = apply([finding(location(at))], [directive()]).findings

    assert (findings[0].suppression is not None or findings[-1].suppression is not None) is covered
    assert bool(remarks(apply([finding(location(at))], [directive()]))) is not covered


def test_a_line_that_stands_for_a_whole_page_is_in_no_block() -> None:
    vague = finding(location("docs/x.md:12", precision=Precision.PAGE))

    assert remarks(apply([vague], [directive()])) == [("unused-suppression", "docs/x.md:11")]
    assert apply([vague], [directive(first=0, last=0)]).findings[0].suppression


@pytest.mark.parametrize("pattern", ["docs/*", "packages/water/docs/x.md"])
def test_a_pattern_can_be_relative_to_the_configuration_file(pattern: str) -> None:
    entry = directive(source="", first=0, last=0, paths=pattern, project="packages/water/")
    mine, other = (
        finding(location("packages/water/docs/x.md:3")),
        finding(location("b/docs/x.md:3")),
    )

    assert apply([mine], [entry]).findings[0].suppression
    assert not apply([other], [entry]).findings[0].suppression


def test_another_rule_is_not_suppressed() -> None:
    other = finding(location("docs/x.md:13"), rule=RuleId("color-contrast"))

    assert all(item.suppression is None for item in apply([other], [directive()]).findings)


def test_an_open_question_can_be_suppressed() -> None:
    question = finding(location("docs/x.md:13"), outcome=Outcome.CANT_TELL)

    assert apply([question], [directive()]).findings[0].suppression


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
    seen = finding(location("docs/x.md:9", "guide/x.html", html='<img  class="logo\n big">'))
    entry = directive(file="a11ycheck.toml", source="", paths=paths, contains=contains)

    assert any(item.suppression for item in apply([seen], [entry]).findings) is covered


def test_markup_of_a_finding_in_the_source_is_its_line() -> None:
    seen = finding(location("docs/x.md:9", html="", snippet="| a | b |"))
    entry = directive(source="", contains="a | b")

    assert apply([seen], [entry]).findings[0].suppression


def test_a_whole_page_is_matched_by_its_path() -> None:
    heavy = finding(location("", "video.html", html=""))
    entry = directive(source="", paths="video.html")

    assert apply([heavy], [entry]).findings[0].suppression


def test_a_finding_with_some_places_suppressed_becomes_two() -> None:
    whole = finding(location("docs/x.md:13"), location("docs/y.md:3", "y.html"))
    still_open, suppressed = apply([whole], [directive()]).findings

    assert still_open.suppression is None
    assert [item.page for item in still_open.locations] == ["y.html"]
    assert still_open.source == still_open.locations[0].source
    assert still_open.fingerprint == "f00d"
    assert suppressed.suppression
    assert [item.page for item in suppressed.locations] == ["x.html"]
    assert suppressed.fingerprint.startswith("f00d-")


def test_places_that_are_suppressed_for_two_reasons_keep_both() -> None:
    whole = finding(location("docs/x.md:13"), location("docs/y.md:3"))
    other = directive(file="docs/y.md", source="docs/y.md", first=0, last=0, reason="A logo.")
    parts = apply([whole], [directive(), other]).findings

    assert [part.suppression.reason for part in parts] == ["A decoration.", "A logo."]
    assert parts[0].fingerprint == "f00d"
    assert parts[1].fingerprint.startswith("f00d-")


def test_parts_keep_their_fingerprints_when_lines_move() -> None:
    def prints(shift: int) -> list[str]:
        whole = finding(location(f"docs/x.md:{13 + shift}"), location("docs/y.md:3"))
        moved = directive(line=11 + shift, first=12 + shift, last=14 + shift)
        return [item.fingerprint for item in apply([whole], [moved]).findings]

    assert prints(0) == prints(5)


def test_an_unused_suppression_is_a_finding_at_its_own_line() -> None:
    (remark,) = apply([], [directive()]).findings

    assert remark.rule == "unused-suppression"
    assert (remark.outcome, remark.impact) == (Outcome.FAILED, Impact.MINOR)
    assert (remark.source.file, remark.source.line) == ("docs/x.md", 11)
    assert "image-alt" in remark.message
    assert "A decoration." in remark.message
    assert remark.pages == ()


def test_a_suppression_that_another_one_anticipates_is_used() -> None:
    both = [directive(), directive(line=10, reason="The same again.")]

    assert remarks(apply([finding(location("docs/x.md:13"))], both)) == []


def test_a_run_that_saw_less_says_nothing_of_unused_ones() -> None:
    assert apply([], [directive()], is_partial=True).findings == ()


def test_a_rule_that_did_not_run_leaves_its_suppressions_alone() -> None:
    assert apply([], [directive()], rules=RULES - {"image-alt"}).findings == ()


def test_the_rule_about_unused_suppressions_can_be_left_out() -> None:
    assert apply([], [directive()], rules=RULES - {"unused-suppression"}).findings == ()


@pytest.mark.parametrize(
    ("until", "counts"),
    [(date(2026, 11, 5), True), (date(2026, 11, 6), True), (date(2026, 11, 4), False)],
)
def test_a_suppression_counts_through_its_last_day(until: date, *, counts: bool) -> None:
    result = apply([finding(location("docs/x.md:13"))], [directive(until=until)])
    found = next(item for item in result.findings if item.rule == "image-alt")

    assert (found.suppression is not None) is counts
    assert remarks(result) == ([] if counts else [("expired-suppression", "docs/x.md:11")])


def test_an_expired_suppression_is_reported_in_every_run_and_not_as_unused() -> None:
    result = apply([], [directive(until=date(2026, 1, 31))], is_partial=True)

    assert remarks(result) == [("expired-suppression", "docs/x.md:11")]
    assert "2026-01-31" in result.findings[0].message
    assert remarks(apply([], [directive(until=date(2026, 1, 31))])) == remarks(result)


def test_remarks_stand_with_what_is_wrong_with_the_site() -> None:
    findings = [finding(location(), scope=scope) for scope in (Scope.THEME, Scope.SITE, Scope.PAGE)]
    result = apply(findings, [directive()])

    assert [item.scope for item in result.findings] == ["theme", "site", "site", "page"]


def test_a_location_on_several_pages_is_split_where_only_some_are_covered() -> None:
    shared = finding(location("", "guide/a.html", "api/b.html", "guide/c.html"))
    entry = directive(source="", paths="guide/")
    still_open, suppressed = apply([shared], [entry]).findings

    assert still_open.pages == ("api/b.html",)
    assert suppressed.pages == ("guide/a.html", "guide/c.html")
    assert suppressed.suppression


def test_each_part_has_a_message_of_its_own() -> None:
    first, second = plain_message("600 kB."), plain_message("700 kB.")
    whole = finding(
        location("docs/x.md:13", messages=(first,)),
        location("docs/y.md:3", messages=(second,)),
        messages=(first,),
    )
    still_open, suppressed = apply([whole], [directive()]).findings

    assert (still_open.message, suppressed.message) == ("700 kB.", "600 kB.")
