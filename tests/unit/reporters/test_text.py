"""Counts, sizes, times, lists and the status line, and the table of formats."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

from a11ycheck.errors import UserError
from a11ycheck.model import Element, Fixed, Impact, Precision, Report, SourceLocation
from a11ycheck.reporters import REPORTERS, render, text
from a11ycheck.reporters.status import status_line
from a11ycheck.reporters.triage import triage_report

Samples = Mapping[str, Report]
ALL = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")


def test_the_formats() -> None:
    assert list(REPORTERS) == [
        "terminal",
        "concise",
        "full",
        "markdown",
        "json",
        "html",
        "sarif",
        "junit",
        "github",
        "earl",
    ]
    assert all(item.name == name for name, item in REPORTERS.items())
    assert all(
        item.extension.startswith(".") and "/" in item.media_type for item in REPORTERS.values()
    )


def test_a_report_depends_on_nothing_but_its_arguments(samples: Samples) -> None:
    """A process with another time zone, terminal, language and hash seed renders the same texts."""
    script = (
        "import json, sys; from sample_reports import SAMPLES; "
        "from a11ycheck.reporters import REPORTERS, render; "
        "json.dump({name: render(SAMPLES['everything'], name) for name in REPORTERS}, sys.stdout)"
    )
    environment = {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Baghdad",
        "COLUMNS": "43",
        "TERM": "dumb",
        "LANGUAGE": "ar",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    assert json.loads(done.stdout) == {
        name: render(samples["everything"], name) for name in REPORTERS
    }


def test_an_unknown_format_is_the_users_mistake(samples: Samples) -> None:
    with pytest.raises(UserError) as caught:
        render(samples["clean"], "xml")
    assert caught.value.message == 'There is no report format "xml".'
    assert (
        caught.value.hint
        == "Choose one of: terminal, concise, full, markdown, json, html, sarif, junit, github, earl."
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (12_345, "12,345 pages")],
)
def test_count(number: int, expected: str) -> None:
    assert text.count(number, "page") == expected


@pytest.mark.parametrize(
    ("wire_bytes", "expected"),
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
def test_size(wire_bytes: int, expected: str) -> None:
    assert text.size(wire_bytes) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, "0.0 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min 0 s"),
        (60.0, "1 min 0 s"),
        (125.4, "2 min 5 s"),
    ],
)
def test_time(seconds: float, expected: str) -> None:
    assert text.time(seconds) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, ""), (1, "a"), (3, "a, b, c"), (4, "a, b, c, d"), (5, "a, b, c and 2 more pages")],
)
def test_listing(number: int, expected: str) -> None:
    assert text.listing("abcde"[:number], 3, "page") == expected


@pytest.mark.parametrize(
    ("seen", "expected"),
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
def test_only_in(seen: tuple[str, ...], expected: str) -> None:
    assert text.only_in("color-contrast", seen, ALL) == expected


def test_only_in_a_single_scheme() -> None:
    two = ("phone-light", "desktop-light")
    assert text.only_in("color-contrast", ("phone-light",), two) == "only in phone"


@pytest.mark.parametrize("rule", ["focus-indicator-visible", "autoplay-audio", "bypass-blocks"])
def test_one_variant_stands_for_all_where_no_other_is_tested(rule: str) -> None:
    assert text.only_in(rule, ("phone-light",), ALL) == "tested in phone-light"
    assert (
        text.only_in(rule, ("phone-light", "phone-dark"), ALL)
        == "tested in phone-light, phone-dark"
    )
    assert text.only_in(rule, ("phone-dark",), ALL) == "only in phone-dark"
    assert text.only_in(rule, ("phone-light",), ("phone-light",)) == ""


@pytest.mark.parametrize("rule", ["focus-in-hidden-content", "keyboard-menu-reachable"])
def test_what_keys_do_in_each_variant_may_differ(rule: str) -> None:
    assert text.only_in(rule, ("phone-light", "phone-dark"), ALL) == "only in phone"


def test_selector_goes_through_frames_and_shadow_roots() -> None:
    assert text.selector(("#frame", ("my-app", ".button"))) == "#frame → my-app >>> .button"


def test_link_accepts_only_web_urls() -> None:
    assert text.link("https://example.org/a b") == "https://example.org/a b"
    assert text.link("JAVASCRIPT:alert(1)") == ""
    assert text.link("data:text/html,x") == ""
    assert text.link("") == ""


def test_clip_counts_omitted_characters() -> None:
    assert text.clip("abcdef", 6) == "abcdef"
    assert text.clip("abcdef", 5) == "abcde… (1 character more)"


def test_the_status_counts_what_fails_the_audit(samples: Samples) -> None:
    report = replace(samples["page-findings"], fail_on=Impact.SERIOUS)
    assert str(status_line(report)) == "FAILED: 12 findings on 3 of 3 pages, 10 serious or worse."
    report = replace(report, fail_on=Impact.CRITICAL)
    assert str(status_line(report)) == "FAILED: 12 findings on 3 of 3 pages, 1 critical."
    report = replace(report, fail_on=None)
    assert str(status_line(report)) == (
        "PASSED: 12 findings on 3 of 3 pages; no impact fails the audit."
    )


def test_not_tested_wins_over_findings(samples: Samples) -> None:
    assert str(status_line(samples["not-tested"])) == (
        "NOT TESTED: 3 of 7 pages could not be tested. 2 findings on 2 of 3 pages."
    )


def test_nothing_audited_is_never_a_pass(samples: Samples) -> None:
    skipped = samples["all-skipped"].skipped * 3
    report = replace(samples["all-skipped"], skipped=skipped, planned=3)
    assert str(status_line(report)) == "NOTHING AUDITED: All 3 pages were skipped."


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        (Precision.EXACT, "docs/x.md:37"),
        (Precision.BLOCK, "about docs/x.md:37"),
        (Precision.SECTION, "in the section at docs/x.md:37"),
        (Precision.PAGE, "somewhere in docs/x.md"),
    ],
)
def test_a_source_line_comes_with_its_precision(precision: Precision, expected: str) -> None:
    source = SourceLocation(file="docs/x.md", line=37, precision=precision)
    assert text.source_line(source) == expected
    assert bool(text.uncertainty(source)) == (precision is not Precision.EXACT)


def test_a_path_keeps_its_spaces() -> None:
    assert text.path("docs/two  spaces/\u202egpj.md") == "docs/two  spaces/\\u202egpj.md"


def test_when() -> None:
    assert text.when("2026-03-01T10:30:00+01:00") == "2026-03-01 09:30 UTC"
    assert text.when("") == ""


def test_the_status_counts_new_known_and_fixed(samples: Samples) -> None:
    report = samples["baseline"]
    assert str(status_line(report)) == (
        "FAILED: 2 new findings on 2 of 3 pages. 3 known findings are in the baseline; "
        "3 more are fixed."
    )
    assert str(status_line(samples["only-known"])) == (
        "PASSED: No new findings on 3 pages, in 4 variants. 3 known findings are in the baseline."
    )
    fixed = replace(samples["clean"], fixed=(Fixed(rule="image-alt", file="a.md", count=1),))
    assert str(status_line(fixed)) == (
        "PASSED: No new findings on 41 pages, in 4 variants. 1 finding of the baseline is fixed."
    )


def test_a_finding_on_no_page_is_not_on_0_pages(samples: Samples) -> None:
    report = samples["in-source"]
    assert str(status_line(replace(report, findings=report.findings[:1]))) == (
        "FAILED: 1 finding in the project's files."
    )


def test_no_failed_findings_but_some_to_review(samples: Samples) -> None:
    assert str(status_line(samples["cant-tell"])) == (
        "PASSED: No failed findings on 3 pages, in 4 variants."
    )


def test_suppressed_findings_do_not_count(samples: Samples) -> None:
    assert str(status_line(samples["suppressed"])) == (
        "PASSED: No findings on 3 pages, in 4 variants."
    )


def test_each_finding_is_in_one_list(report: Report) -> None:
    found = triage_report(report)
    parts = (*found.failed, *found.review, *found.known, *found.suppressed)
    assert sorted(map(id, parts)) == sorted(map(id, report.findings))


@pytest.mark.parametrize(
    ("html", "is_shown"),
    [("<p>", True), ("<p>Rain</p>", False), ('<html lang="en">', False), ("<body>", False)],
)
def test_the_text_of_an_element_is_shown_where_it_tells_more(html: str, *, is_shown: bool) -> None:
    element = Element(html=html, target=("x",), text="Rain")

    assert text.has_own_text(element) is is_shown
