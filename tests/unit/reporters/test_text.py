"""Plurals, sizes, times, lists and verdicts, and the table of formats."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from a11ycheck.errors import UserError
from a11ycheck.model import Fixed, Impact, Precision, Report, SourceLocation
from a11ycheck.reporters import REPORTERS, render, text
from a11ycheck.reporters.group import ledger
from a11ycheck.reporters.verdict import headline

Samples = Mapping[str, Report]
ALL = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")


def test_every_format_is_a_pure_function(report: Report) -> None:
    assert list(REPORTERS) == ["terminal", "json", "html", "sarif", "junit", "github", "earl"]
    for name in REPORTERS:
        assert render(report, name) == render(report, name)


def test_an_unknown_format_is_the_users_mistake(samples: Samples) -> None:
    with pytest.raises(UserError) as caught:
        render(samples["clean"], "xml")
    assert caught.value.message == "There is no report format called 'xml'."
    assert caught.value.hint == ("Choose one of: terminal, json, html, sarif, junit, github, earl.")


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (12_345, "12,345 pages")],
)
def test_count(number: int, said: str) -> None:
    assert text.count(number, "page") == said


@pytest.mark.parametrize(
    ("wire_bytes", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (38_210, "38.2 kB"),
        (999_949, "999.9 kB"),
        (999_951, "1.0 MB"),
        (2_500_000, "2.5 MB"),
    ],
)
def test_size(wire_bytes: int, said: str) -> None:
    assert text.size(wire_bytes) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "0.0 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min 0 s"),
        (60.0, "1 min 0 s"),
        (125.4, "2 min 5 s"),
    ],
)
def test_time(seconds: float, said: str) -> None:
    assert text.time(seconds) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, ""), (1, "a"), (3, "a, b, c"), (4, "a, b, c, d"), (5, "a, b, c and 2 more pages")],
)
def test_listing(number: int, said: str) -> None:
    assert text.listing("abcde"[:number], 3, "page") == said


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (ALL, ""),
        ((), ""),
        (("narrow",), ""),
        (("phone-light", "phone-dark"), "only in phone"),
        (("phone-dark", "desktop-dark"), "only in dark"),
        (("phone-dark",), "only in phone-dark"),
        (("phone-light", "desktop-dark"), "only in phone-light, desktop-dark"),
    ],
)
def test_only_in(seen: tuple[str, ...], said: str) -> None:
    assert text.only_in(seen, ALL) == said


def test_only_in_a_single_scheme() -> None:
    assert text.only_in(("phone-light",), ("phone-light", "desktop-light")) == "only in phone"


def test_selector_goes_through_frames_and_shadow_roots() -> None:
    assert text.selector(("#frame", ("my-app", ".button"))) == "#frame → my-app >>> .button"


def test_link_takes_web_addresses_alone() -> None:
    assert text.link("https://example.org/a b") == "https://example.org/a b"
    assert text.link("JAVASCRIPT:alert(1)") == ""
    assert text.link("data:text/html,x") == ""
    assert text.link("") == ""


def test_clip_counts_what_it_leaves_out() -> None:
    assert text.clip("abcdef", 6) == "abcdef"
    assert text.clip("abcdef", 5) == "abcde… (1 character more)"


def test_the_verdict_counts_what_fails_the_audit(samples: Samples) -> None:
    report = replace(samples["page-findings"], fail_on=Impact.SERIOUS)
    assert str(headline(report)) == "FAILED: 12 faults on 3 of 3 pages, 10 serious or worse."
    report = replace(report, fail_on=Impact.CRITICAL)
    assert str(headline(report)) == "FAILED: 12 faults on 3 of 3 pages, 1 critical."
    report = replace(report, fail_on=None)
    assert str(headline(report)) == (
        "PASSED: 12 faults on 3 of 3 pages; no impact is set that fails the audit."
    )


def test_not_tested_wins_over_faults(samples: Samples) -> None:
    assert str(headline(samples["not-tested"])) == (
        "NOT TESTED: 3 of 7 pages could not be tested. 2 faults on 2 of 3 pages."
    )


def test_nothing_audited_is_never_a_pass(samples: Samples) -> None:
    skipped = samples["all-skipped"].skipped * 3
    report = replace(samples["all-skipped"], skipped=skipped, planned=3)
    assert str(headline(report)) == "NOTHING AUDITED: All 3 pages were skipped."


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (Precision.EXACT, "docs/x.md:37"),
        (Precision.BLOCK, "about docs/x.md:37"),
        (Precision.SECTION, "in the section at docs/x.md:37"),
        (Precision.PAGE, "somewhere in docs/x.md"),
    ],
)
def test_a_line_is_told_as_sure_as_it_is(precision: Precision, said: str) -> None:
    source = SourceLocation(file="docs/x.md", line=37, precision=precision)
    assert text.at(source) == said
    assert bool(text.unsure(source)) == (precision is not Precision.EXACT)


def test_a_path_keeps_its_spaces() -> None:
    assert text.path("docs/two  spaces/\u202egpj.md") == "docs/two  spaces/\\u202egpj.md"


def test_when() -> None:
    assert text.when("2026-03-01T10:30:00+01:00") == "2026-03-01 09:30 UTC"
    assert text.when("") == ""


def test_the_verdict_tells_new_known_and_fixed_apart(samples: Samples) -> None:
    report = samples["baseline"]
    assert str(headline(report)) == (
        "FAILED: 2 new faults on 2 of 3 pages. 3 known findings stand in the baseline; "
        "3 more are fixed."
    )
    assert str(headline(samples["only-known"])) == (
        "PASSED: No new fault found on 3 pages, in 4 variants. "
        "3 known findings stand in the baseline."
    )
    mended = replace(samples["clean"], fixed=(Fixed(rule="image-alt", file="a.md", count=1),))
    assert str(headline(mended)) == (
        "PASSED: No new fault found on 41 pages, in 4 variants. 1 finding of the baseline is fixed."
    )


def test_a_fault_on_no_page_is_not_told_on_0_pages(samples: Samples) -> None:
    report = samples["in-source"]
    assert str(headline(replace(report, findings=report.findings[:1]))) == (
        "FAILED: 1 fault in the project's files."
    )


def test_suppressed_faults_are_no_faults(samples: Samples) -> None:
    assert str(headline(samples["suppressed"])) == (
        "PASSED: No fault found on 3 pages, in 4 variants."
    )


def test_each_finding_stands_in_one_place_of_the_ledger(report: Report) -> None:
    found = ledger(report)
    parts = (*found.faults, *found.questions, *found.known, *found.suppressed)
    assert sorted(map(id, parts)) == sorted(map(id, report.findings))
