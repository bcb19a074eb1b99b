"""The JUnit report, read by a library that others wrote, and held against the schema's few rules."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import junitparser
import pytest
from lxml import etree

from a11ycheck.model import NotTested, Report, plain_message
from a11ycheck.reporters import render

Samples = Mapping[str, Report]

# What Jenkins' schema (xUnit plugin, junit-10.xsd) allows.
_ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "timestamp"},
    "testcase": {"name", "classname"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}
_CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped"},
}


def read(report: Report) -> junitparser.JUnitXml:
    return junitparser.JUnitXml.fromstring(render(report, "junit").encode("utf-8"))


def cases(report: Report) -> dict[tuple[str, str], list[junitparser.junitparser.Result]]:
    return {(suite.name, case.name): case.result for suite in read(report) for case in suite}


def only(
    report: Report, suite: str, name: str, kind: type[junitparser.junitparser.Result]
) -> junitparser.junitparser.Result:
    (result,) = cases(report)[suite, name]
    assert isinstance(result, kind)
    return result


def test_keeps_to_the_schema(report: Report) -> None:
    for element in etree.fromstring(render(report, "junit").encode("utf-8")).iter():
        assert set(element.attrib) <= _ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= _CHILDREN.get(element.tag, set())
        assert len(element) <= 1 or element.tag != "testcase"


def test_counts_are_right(report: Report) -> None:
    document = read(report)
    written = (document.tests, document.failures, document.errors)
    document.update_statistics()
    assert written == (document.tests, document.failures, document.errors)
    for suite in document:
        written = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert written == (suite.tests, suite.failures, suite.errors, suite.skipped)


def test_case_names_are_unique(samples: Samples) -> None:
    # The hostile report says of one page that it was skipped and that it was not tested.
    for name in set(samples) - {"hostile"}:
        names = [(suite.name, case.name) for suite in read(samples[name]) for case in suite]
        assert len(names) == len(set(names)), name


def test_a_clean_page_is_a_case_that_passed(samples: Samples) -> None:
    document = read(samples["clean"])
    assert (document.tests, document.failures, document.errors) == (41, 0, 0)
    assert all(case.is_passed for suite in document for case in suite)


def test_a_report_of_no_page_is_an_error(samples: Samples) -> None:
    ((case,),) = read(samples["empty"])
    assert case.result[0].type == "nothing audited"
    assert case.result[0].message == "There was no page to audit."


def test_a_page_is_a_suite_and_a_rule_a_case(samples: Samples) -> None:
    document = read(samples["page-findings"])
    assert [suite.name for suite in document] == [
        "index.html",
        "guide/help.html",
        "guide/phone.html",
    ]
    names = [case.name for case in list(document)[1]]
    assert names == ["audited", "image-alt", "color-contrast"]
    assert list(document)[1].timestamp == "2026-03-01T09:30:00"


def test_a_failure_names_what_and_where(samples: Samples) -> None:
    report = samples["sources"]
    failure = only(report, "guide/help.html", "image-alt", junitparser.Failure)
    assert failure.type == "critical"
    assert failure.message == "4 findings: Element does not have an alt attribute"
    for line in (
        "docs/guide/help.md:12",
        "about docs/guide/help.md:24",
        "in the section at docs/guide/help.md:36",
        "somewhere in docs/guide/help.md",
        '<img src="4.png">',
        "at img:nth-child(4)",
        "Help: a11ycheck explain image-alt",
    ):
        assert line in failure.text.splitlines()


def test_a_finding_in_the_source_shows_its_line(samples: Samples) -> None:
    report = samples["in-source"]
    failure = only(report, "docs/orphan.md", "image-alt-in-source", junitparser.Failure)
    assert failure.text.splitlines()[2:4] == ["docs/orphan.md:5", "![](map.png)"]
    unused = only(report, "site", "unused-suppression", junitparser.Failure)
    assert "pyproject.toml:41" in unused.text.splitlines()


def test_the_theme_and_the_site_are_suites(samples: Samples) -> None:
    report = samples["everything"]
    names = [suite.name for suite in read(report)]
    assert (names[0], names[-1]) == ("theme", "site")
    assert len(set(names)) == len(names)
    theme = only(report, "theme", "button-name", junitparser.Failure)
    assert "and 28 more pages" in theme.text
    assert only(report, "site", "duplicate-page-title (below fail_on)", junitparser.Skipped)


def test_only_what_fails_the_audit_is_a_failure(samples: Samples) -> None:
    report = samples["below-the-gate"]
    assert report.exit_code == 0
    assert (read(report).failures, read(report).errors) == (0, 0)
    finding = report.findings[0]
    skipped = only(
        report, finding.locations[0].page, f"{finding.rule} (below fail_on)", junitparser.Skipped
    )
    assert skipped.message.startswith(f"below fail_on: {finding.impact}: ")
    assert "at " in skipped.text
    assert read(samples["no-gate"]).failures == 0
    failing = replace(report, fail_on=finding.impact)
    assert only(failing, finding.locations[0].page, finding.rule, junitparser.Failure)


def test_every_rule_is_a_case_of_every_page(samples: Samples) -> None:
    report = samples["outcomes"]
    for suite in read(report):
        found = {case.name: case for case in suite}
        assert set(found) == {"audited", *report.outcomes[suite.name]}
        assert found["video-caption"].is_skipped
        for rule, outcome in report.outcomes[suite.name].items():
            assert found[rule].is_passed == (outcome.value == "passed")
    skipped = only(report, "index.html", "video-caption", junitparser.Skipped)
    assert skipped.message == "inapplicable"


def test_what_needs_review_is_skipped(samples: Samples) -> None:
    name = "color-contrast (needs review)"
    skipped = only(samples["cant-tell"], "index.html", name, junitparser.Skipped)
    assert skipped.message.startswith("needs review: Element's background color could not be")


def test_what_is_accepted_is_skipped_with_its_reason(samples: Samples) -> None:
    skipped = only(
        samples["suppressed"], "guide/help.html", "image-alt (suppressed)", junitparser.Skipped
    )
    assert skipped.message == (
        "suppressed: The map is described in the text above it. (docs/guide/help.md:60)"
    )


def test_what_is_in_the_baseline_fails_nothing(samples: Samples) -> None:
    document = read(samples["only-known"])
    assert (document.failures, document.errors) == (0, 0)
    skipped = only(samples["only-known"], "index.html", "region (known)", junitparser.Skipped)
    assert skipped.message == "known: in the baseline"


def test_what_was_not_tested_is_an_error(samples: Samples) -> None:
    report = samples["not-tested"]
    error = only(report, "guide/slow.html", "audited", junitparser.Error)
    assert (error.type, error.message) == (
        "not tested",
        "The page did not finish loading within 30 s.",
    )
    skipped = only(report, "genindex.html", "audited", junitparser.Skipped)
    assert skipped.message == "skipped: matches the pattern “genindex.html”"
    assert read(report).errors == 3


def test_a_rule_error_is_an_error(samples: Samples) -> None:
    report = samples["rule-errors"]
    error = only(report, "index.html", "reflow (error)", junitparser.Error)
    assert (error.type, error.message) == ("rule error", "TypeError: x is undefined")
    assert only(report, "site", "duplicate-page-title (error)", junitparser.Error)


def test_characters_that_xml_cannot_hold_are_written_out(samples: Samples) -> None:
    text = render(samples["hostile"], "junit")
    assert re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text) is None
    assert "escape\\x1b[31mred" in text
    assert "half \\ud83d of a pair \\udc00" in text
    messages = [item.message for found in cases(samples["hostile"]).values() for item in found]
    assert "</script><script>alert(1)</script>" in messages
    lost = (NotTested(page="a\ufffe.html", reason=plain_message("b\uffff")),)
    assert cases(replace(samples["empty"], not_tested=lost))["a\\ufffe.html", "audited"]


def test_1200_locations_are_counted_and_the_first_named(samples: Samples) -> None:
    failure = only(samples["many-locations"], "theme", "link-in-text-block", junitparser.Failure)
    assert "docs/part-000.md:1" in failure.text
    assert "and 1,150 more locations" in failure.text
    assert len(failure.text) < 20_000


@pytest.mark.parametrize("name", ["page-findings", "baseline", "suppressed", "not-tested"])
def test_looks_as_agreed(
    name: str, samples: Samples, matches_snapshot: Callable[[str, str], None]
) -> None:
    matches_snapshot(render(samples[name], "junit"), f"junit-{name}")
