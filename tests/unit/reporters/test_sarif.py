"""The SARIF report: valid by the OASIS schema, and what code scanning needs."""

import json
import re
from dataclasses import replace

import jsonschema

from a11ycheck.model import (
    Message,
    MessageTemplate,
    Outcome,
    Report,
    RuleId,
    plain_message,
)
from a11ycheck.reporters import render, text
from a11ycheck.rules import every_rule
from sarif_log import Samples, file_and_line, message_text, notifications, read, results


def test_meets_the_schema(report: Report, sarif_validator: jsonschema.Draft4Validator) -> None:
    sarif_validator.validate(json.loads(render(report, "sarif")))


def test_the_schema_is_not_asleep(
    samples: Samples, sarif_validator: jsonschema.Draft4Validator
) -> None:
    log = json.loads(render(samples["sources"], "sarif"))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not sarif_validator.is_valid(log)


def test_rule_indexes_point_at_the_rules(report: Report) -> None:
    run = read(report)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    ids = [rule["id"] for rule in rules]
    assert ids == sorted(set(ids))


def test_one_result_for_each_cause(samples: Samples) -> None:
    (theme,) = results(samples["theme-finding"])
    assert theme["occurrenceCount"] == 41
    assert len(theme["relatedLocations"]) == 40
    assert len(results(samples["everything"], has_absent=False)) == len(
        samples["everything"].findings
    )


def test_levels_and_kinds(samples: Samples) -> None:
    levels = {item["ruleId"]: item["level"] for item in results(samples["page-findings"])}
    assert levels == {
        "image-alt": "error",
        "color-contrast": "error",
        "reflow": "error",
        "region": "warning",
        "page-weight": "note",
    }
    assert {item["kind"] for item in results(samples["page-findings"])} == {"fail"}
    questions = results(samples["cant-tell"])
    assert {(item["kind"], item["level"]) for item in questions} == {("review", "none")}
    assert all("Needs review: no rule can decide this." in message_text(item) for item in questions)


def test_messages_have_an_id_and_arguments(report: Report) -> None:
    """The rule's message string with the arguments is the first line of the text, where it is whole."""
    run = read(report, has_absent=False)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        message = result["message"]
        template = rules[result["ruleIndex"]]["messageStrings"][message["id"]]["text"]
        assert re.findall(r"(?<!\{)\{(\d+)\}", template) == [
            str(number) for number in range(len(message["arguments"]))
        ]
        first = text.one_line(template.format(*message["arguments"]))
        if not re.search(r"[\[\\…]", message["text"]):
            assert message["text"].splitlines()[0] == first


def test_several_messages_are_one_message_string(samples: Samples) -> None:
    report = samples["site"]
    messages = (
        MessageTemplate("a", "{{x}} is {number:,}").format(number=1200),
        MessageTemplate("b", "{parts}").format(parts=("c", Message("d", "dee"))),
    )
    location = replace(report.findings[0].locations[0], messages=messages)
    finding = replace(report.findings[0], messages=messages, locations=(location,))
    run = read(replace(report, findings=(finding,)))
    (result,) = run["results"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert result["message"]["id"] == "a+b"
    assert result["message"]["arguments"] == ["1,200", "c, dee"]
    assert rule["messageStrings"] == {"a+b": {"text": "{{x}} is {0}; {1}"}}
    assert message_text(result).startswith("{x} is 1,200; c, dee\n")


def test_fingerprints_are_our_own_and_differ(report: Report) -> None:
    found = [item["partialFingerprints"] for item in results(report, has_absent=False)]
    lines = [item["primaryLocationLineHash"] for item in found]
    assert sorted(lines) == sorted(f"{item['a11ycheck/v2']}:1" for item in found)
    older = [item.get("a11ycheck/v1", "") for item in found]
    assert sorted(older) == sorted(item.fingerprint_v1 for item in report.findings)
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
    assert "## Use instead" in rules["page-weight"]["help"]["markdown"]
    assert "#" not in reflow["help"]["text"].replace("#sc", "")
    assert reflow["properties"]["precision"] == "high"
    assert rules["page-weight"]["properties"]["problem.severity"] == "warning"
    assert "best-practice" in rules["page-weight"]["properties"]["tags"]


def test_every_rule_there_is_can_be_described(
    samples: Samples, sarif_validator: jsonschema.Draft4Validator
) -> None:
    sample = samples["site"].findings[0]
    findings = tuple(
        replace(sample, rule=rule.id, fingerprint=str(rule.id)) for rule in every_rule()
    )
    log = json.loads(render(replace(samples["site"], findings=findings), "sarif"))
    sarif_validator.validate(log)
    described = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(described) == len(every_rule())
    for rule in described:
        for name in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[name]["text"]) <= 1024
            assert rule[name]["text"].endswith((".", "?", "!", "…", ")"))
        assert len(rule["properties"]["tags"]) <= 20


def test_a_rule_of_another_version_is_described_by_its_finding(samples: Samples) -> None:
    finding = replace(samples["site"].findings[0], rule=RuleId("gone-since"))
    (rule,) = read(replace(samples["site"], findings=(finding,)))["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "Page titles should be unique."
    assert rule["defaultConfiguration"]["level"] == "warning"


def test_suppressions_keep_their_reason_and_place(samples: Samples) -> None:
    found = [item["suppressions"][0] for item in results(samples["suppressed"])]
    assert sorted(item["kind"] for item in found) == ["external", "external", "inSource"]
    assert {item["status"] for item in found} == {"accepted"}
    (here,) = (item for item in found if item["kind"] == "inSource")
    assert here["justification"] == "The map is described in the text above it."
    assert file_and_line({"locations": [here["location"]]}) == ("docs/guide/help.md", 60)
    there = next(item for item in found if item["kind"] == "external")
    assert file_and_line({"locations": [there["location"]]}) == ("pyproject.toml", 41)
    assert all("suppressions" not in item for item in results(samples["page-findings"]))


def test_states_against_a_baseline(samples: Samples) -> None:
    found = results(samples["baseline"])
    states = [item["baselineState"] for item in found]
    assert states == ["new"] * 2 + ["unchanged"] * 3 + ["absent"] * 2
    assert all("baselineState" not in item for item in results(samples["page-findings"]))
    image, region = found[-2:]
    assert file_and_line(image) == ("docs/guide/phone.md", 1)
    assert "Fixed: 2 findings of image-alt" in message_text(image)
    assert (image["occurrenceCount"], region["ruleId"]) == (2, "region")
    # The baseline names a page where it knows no source.
    assert file_and_line(region) == ("build/html/index.html", 1)
    without = results(samples["baseline"], has_absent=False)
    assert [item["baselineState"] for item in without] == states[:5]


def test_what_was_not_seen_makes_the_run_unsuccessful(samples: Samples) -> None:
    (invocation,) = read(samples["everything"])["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert invocation["startTimeUtc"] == "2026-03-01T09:30:00Z"
    assert invocation["endTimeUtc"] == "2026-03-01T09:30:12Z"
    notified = [
        (item["descriptor"]["id"], item["level"], item["message"]["text"])
        for item in notifications(samples["everything"])
    ]
    assert notified == [
        (
            "page-not-tested",
            "error",
            "Not tested: 2 pages. The page did not finish loading within 30 s.",
        ),
        ("page-not-tested", "error", "Not tested: 1 page. The server answered 404 Not Found."),
        ("rule-error", "error", "The rule reflow raised an error: TypeError: x is undefined"),
        (
            "rule-error",
            "error",
            "The rule duplicate-page-title raised an error: KeyError: 'title'",
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


def test_findings_alone_do_not_make_the_run_unsuccessful(samples: Samples) -> None:
    (invocation,) = read(samples["page-findings"])["invocations"]
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
    message = plain_message("See [this](https://evil.example) and [that](1).")
    location = replace(report.findings[0].locations[0], messages=(message,))
    finding = replace(report.findings[0], messages=(message,), locations=(location,))
    (result,) = results(replace(report, findings=(finding,)))
    assert message_text(result).startswith(r"See [this\](https://evil.example) and [that\](1).")


def test_an_open_question_is_never_an_error(report: Report) -> None:
    open_ones = sum(item.outcome is Outcome.CANT_TELL for item in report.findings)
    assert sum(item["kind"] == "review" for item in results(report)) == open_ones
