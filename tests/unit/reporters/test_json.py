"""The JSON report: it meets its schema, nothing is cut, and counts agree."""

from dataclasses import replace

import jsonschema
import pytest

from a11ycheck.model import Element, Report
from a11ycheck.reporters import render, schema
from json_report import Samples, read


def test_meets_its_schema(report: Report, json_validator: jsonschema.Draft202012Validator) -> None:
    json_validator.validate(read(report))


def test_counts_agree(report: Report) -> None:
    document = read(report)
    summary = document["summary"]
    assert summary["planned"] == summary["audited"] + summary["skipped"] + summary["failed"]
    assert summary["failed"] == len(document["not_tested"])
    assert summary["skipped"] == len(document["skipped"])
    assert summary["rule_errors"] == len(document["rule_errors"])
    counted = [item for item in document["findings"] if item["suppression"] is None]
    outcomes = [finding["outcome"] for finding in counted]
    assert summary["findings"] == {
        "failed": outcomes.count("failed"),
        "cantTell": outcomes.count("cantTell"),
        "suppressed": len(document["findings"]) - len(counted),
        "known": sum(finding["known"] for finding in counted),
        "fixed": sum(item["count"] for item in document["fixed"]),
    }


def test_is_utf8_that_is_not_escaped_and_ends_in_a_newline(report: Report) -> None:
    text = render(report, "json")
    assert text.encode("utf-8")
    assert text.endswith("}\n")


def test_other_scripts_can_be_read(samples: Samples) -> None:
    assert "ckb/یارمەتی.html" in render(samples["right-to-left"], "json")


def test_nothing_is_cut(samples: Samples, json_validator: jsonschema.Draft202012Validator) -> None:
    document = read(samples["very-long"])
    json_validator.validate(document)
    assert len(document["findings"]) == 501
    assert "A" * 10_000 in document["findings"][-1]["places"][0]["html"]
    assert len(read(samples["theme-finding"])["findings"][0]["places"]) == 41


def test_hostile_text_comes_back_as_it_was(samples: Samples) -> None:
    document = read(samples["hostile"])
    told = [finding["message"] for finding in document["findings"]]
    given = [finding.message for finding in samples["hostile"].findings]
    # Half of a surrogate pair is no character, so it is the one thing that cannot be kept.
    assert told == [text.replace("\ud83d", "\ufffd").replace("\udc00", "\ufffd") for text in given]


def test_keys_keep_their_order(samples: Samples) -> None:
    document = read(samples["everything"])
    assert list(document) == schema()["required"]
    for part in ("tool", "summary"):
        assert list(document[part]) == schema()["properties"][part]["required"]
    finding = document["findings"][0]
    assert list(finding) == schema()["$defs"]["finding"]["required"]
    assert list(finding["places"][0]) == schema()["$defs"]["place"]["required"]
    assert render(samples["everything"], "json") == render(samples["everything"], "json")


def test_a_target_keeps_axes_form(samples: Samples) -> None:
    report = samples["sources"]
    finding = report.findings[0]
    element = Element(target=("#frame", ("my-app", ".button")), html="<b>")
    place = replace(finding.places[0], element=element)
    document = read(replace(report, findings=(replace(finding, places=(place,)),)))
    assert document["findings"][0]["places"][0]["target"] == ["#frame", ["my-app", ".button"]]


def test_a_whole_page_has_no_target(samples: Samples) -> None:
    place = read(samples["site"])["findings"][0]["places"][0]
    assert place["target"] == []
    assert place["html"] == ""


def test_source_is_null_where_it_is_not_known(samples: Samples) -> None:
    finding = read(samples["site"])["findings"][0]
    assert finding["source"] is None
    assert finding["places"][0]["source"] is None
    *single, spread = read(samples["sources"])["findings"]
    sources = [finding["source"] for finding in single]
    assert sources[1] == {
        "file": "docs/guide/help.md",
        "line": 24,
        "precision": "block",
        "catalogue": None,
    }
    assert [source["precision"] for source in sources] == ["exact", "block", "section", "page"]
    lines = [place["source"] and place["source"]["line"] for place in spread["places"]]
    assert lines == [7, 40, 3, 3, None]


def test_known_suppressed_and_fixed_are_marked(samples: Samples) -> None:
    document = read(samples["everything"])
    suppressed = [item["suppression"] for item in document["findings"] if item["suppression"]]
    assert suppressed[0] == {
        "reason": "The map is described in the text above it.",
        "where": "docs/guide/help.md:60",
    }
    assert sum(item["known"] for item in document["findings"]) == 3
    assert document["fixed"] == [
        {"rule": "image-alt", "file": "docs/guide/phone.md", "count": 2},
        {"rule": "region", "file": "index.html", "count": 1},
    ]
    assert document["started"] == "2026-03-01T09:30:00+00:00"
    assert read(samples["empty"])["started"] == ""


def test_a_fault_in_the_source_has_its_line_and_perhaps_no_page(samples: Samples) -> None:
    findings = read(samples["in-source"])["findings"]
    assert findings[0]["places"][0]["page"] == ""
    assert findings[1]["places"][0] == {
        "page": "guide/help.html",
        "variants": [],
        "target": [],
        "html": "",
        "source": {
            "file": "docs/guide/help.md",
            "line": 12,
            "precision": "exact",
            "catalogue": None,
        },
        "snippet": "![](map.png)",
    }


def test_pages_have_weights_and_blocked_addresses(samples: Samples) -> None:
    pages = {page["page"]: page for page in read(samples["blocked-hosts"])["pages"]}
    assert pages["index.html"]["wire_bytes"] == 38_210
    assert pages["index.html"]["blocked"][0] == "https://fonts.example/regular.woff2"
    unweighed = read(replace(samples["clean"], weights=()))["pages"]
    assert len(unweighed) == 41
    assert unweighed[0] == {
        "page": "index.html",
        "wire_bytes": None,
        "requests": None,
        "blocked": [],
        "bytes_by_type": None,
        "render_blocking": None,
        "fonts": None,
        "third_parties": None,
        "heaviest": [],
        "first_paint": None,
    }


def test_pages_say_what_they_cost_and_what_to_cut(samples: Samples) -> None:
    first, *_ = read(samples["clean"])["pages"]
    assert first["bytes_by_type"] == {
        "document": 26_550,
        "style": 13_275,
        "script": 42_480,
        "font": 0,
        "image": 130_095,
        "other": 0,
    }
    assert first["heaviest"][0] == {"url": "/photo.jpg", "type": "image", "wire_bytes": 130_095}
    assert first["first_paint"] == {"2g": 13.12, "edge": 6.12, "3g": 1.4}
    assert first["render_blocking"] == 2


@pytest.mark.parametrize(
    ("name", "exit_code", "fail_on"),
    [
        ("clean", 0, "minor"),
        ("no-gate", 0, None),
        ("page-findings", 1, "minor"),
        ("hostile", 2, "minor"),
    ],
)
def test_says_what_the_process_says(
    name: str, exit_code: int, fail_on: str | None, samples: Samples
) -> None:
    document = read(samples[name])
    assert (document["exit_code"], document["fail_on"]) == (exit_code, fail_on)
