"""The JSON report: it meets its schema, nothing is cut, and counts agree."""

from dataclasses import replace

import jsonschema
import pytest

from a11ycheck.model import (
    Element,
    Message,
    MessageTemplate,
    Outcome,
    Report,
    Scope,
    plain_message,
)
from a11ycheck.reporters import Context, render, schema
from json_report import Samples, read
from sample_reports.parts import finding, location
from sample_reports.parts import report as make_report


def test_meets_its_schema(report: Report, json_validator: jsonschema.Draft202012Validator) -> None:
    json_validator.validate(read(report))


def test_counts_agree(report: Report) -> None:
    document = read(report)
    summary = document["summary"]
    assert summary["planned"] == summary["audited"] + summary["skipped"] + summary["not_tested"]
    assert summary["not_tested"] == len(document["not_tested"])
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
    assert "A" * 1_900 in document["findings"][-1]["locations"][0]["html"]


def test_a_location_names_its_first_pages_and_counts_all(samples: Samples) -> None:
    first, second = read(samples["theme-finding"])["findings"][0]["locations"]
    assert (first["pages"], first["page_count"]) == (list(range(10)), 38)
    assert (second["pages"], second["page_count"]) == ([38, 39, 40], 3)


def test_a_location_names_all_pages_on_request(samples: Samples) -> None:
    first, _ = read(samples["theme-finding"], all_pages=True)["findings"][0]["locations"]
    assert first["pages"] == list(range(38))
    assert first["page_count"] == 38


def test_hostile_text_comes_back_as_it_was(samples: Samples) -> None:
    document = read(samples["hostile"])
    written = [finding["message"] for finding in document["findings"]]
    given = [finding.message for finding in samples["hostile"].findings]
    # Half of a surrogate pair is no character, so it is the one thing that cannot be kept.
    assert written == [
        text.replace("\ud83d", "\ufffd").replace("\udc00", "\ufffd") for text in given
    ]


def test_keys_keep_their_order(samples: Samples) -> None:
    document = read(samples["everything"])
    assert list(document) == schema()["required"]
    for part, name in (("tool", "ToolRecord"), ("summary", "Summary")):
        assert list(document[part]) == schema()["$defs"][name]["required"]
    finding = document["findings"][0]
    assert list(finding) == schema()["$defs"]["FindingRecord"]["required"]
    assert list(finding["locations"][0]) == schema()["$defs"]["LocationRecord"]["required"]


def test_a_target_keeps_axes_form(samples: Samples) -> None:
    report = samples["sources"]
    finding = report.findings[0]
    element = Element(target=("#frame", ("my-app", ".button")), html="<b>")
    location = replace(finding.locations[0], element=element)
    document = read(replace(report, findings=(replace(finding, locations=(location,)),)))
    assert document["findings"][0]["locations"][0]["target"] == ["#frame", ["my-app", ".button"]]


def test_a_whole_page_has_no_target(samples: Samples) -> None:
    location = read(samples["site"])["findings"][0]["locations"][0]
    assert location["target"] == []
    assert location["html"] == ""


def test_source_is_null_where_it_is_not_known(samples: Samples) -> None:
    finding = read(samples["site"])["findings"][0]
    assert finding["source"] is None
    assert finding["locations"][0]["source"] is None
    *single, spread = read(samples["sources"])["findings"]
    sources = [finding["source"] for finding in single]
    assert sources[1] == {
        "file": "docs/guide/help.md",
        "line": 24,
        "precision": "block",
        "catalogue": None,
    }
    assert [source["precision"] for source in sources] == ["exact", "block", "section", "page"]
    lines = [item["source"] and item["source"]["line"] for item in spread["locations"]]
    assert lines == [7, 40, 3, None]


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


def test_a_finding_in_the_source_has_its_line_and_perhaps_no_page(samples: Samples) -> None:
    findings = read(samples["in-source"])["findings"]
    assert findings[0]["locations"][0]["pages"] == []
    assert findings[1]["locations"][0] == {
        "pages": [1],
        "page_count": 1,
        "variants": [],
        "target": [],
        "html": "",
        "messages": [0],
        "source": {
            "file": "docs/guide/help.md",
            "line": 12,
            "precision": "exact",
            "catalogue": None,
        },
        "snippet": "![](map.png)",
    }


def test_pages_have_weights_and_blocked_urls(samples: Samples) -> None:
    pages = {page["page"]: page for page in read(samples["blocked-hosts"])["pages"]}
    assert pages["index.html"]["wire_bytes"] == 38_210
    assert pages["index.html"]["blocked"][0] == "https://fonts.example/regular.woff2"
    unweighed = read(replace(samples["clean"], weights=()))["pages"]
    assert len(unweighed) == 41
    assert unweighed[0] == {
        "page": "index.html",
        "shown": None,
        "outcomes": {"passed": [], "failed": [], "cantTell": [], "inapplicable": []},
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


def test_pages_have_costs_and_their_largest_requests(samples: Samples) -> None:
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
def test_has_the_exit_code_of_the_process(
    name: str, exit_code: int, fail_on: str | None, samples: Samples
) -> None:
    document = read(samples[name])
    assert (document["exit_code"], document["fail_on"]) == (exit_code, fail_on)


def test_messages_come_with_id_template_and_values(samples: Samples) -> None:
    pale = MessageTemplate("pale", "Contrast is {ratio}; {parts}: {note}").format(
        ratio=2.32, parts=("a", Message("b", "bee")), note=Message("n", "see {x}", {"x": 1})
    )
    worst = plain_message("worst")
    finding = samples["page-findings"].findings[0]
    locations = (
        replace(finding.locations[0], messages=(pale,)),
        replace(finding.locations[0], messages=(pale, worst)),
    )
    finding = replace(finding, messages=(worst,), locations=locations)
    (found,) = read(replace(samples["page-findings"], findings=(finding,)))["findings"]
    assert found["message"] == "worst"
    assert [item["messages"] for item in found["locations"]] == [[1], [1, 0]]
    assert found["messages"][1] == {
        "id": "pale",
        "template": "Contrast is {ratio}; {parts}: {note}",
        "values": {
            "ratio": 2.32,
            "parts": ["a", {"id": "b", "template": "bee", "values": {}, "text": "bee"}],
            "note": {"id": "n", "template": "see {x}", "values": {"x": 1}, "text": "see 1"},
        },
        "text": "Contrast is 2.32; a, bee: see 1",
    }


def test_every_rule_has_its_outcome_on_every_page(samples: Samples) -> None:
    document = read(samples["outcomes"])
    assert document["pages"]
    for page in document["pages"]:
        outcomes = {
            document["rules"][index]: outcome
            for outcome, indexes in page["outcomes"].items()
            for index in indexes
        }
        assert outcomes == samples["outcomes"].outcomes[page["page"]]


def test_both_fingerprints_are_there(samples: Samples) -> None:
    finding = samples["site"].findings[0]
    assert read(samples["site"])["findings"][0]["fingerprints"] == {
        "a11ycheck/v2": finding.fingerprint,
        "a11ycheck/v1": finding.fingerprint_v1,
    }


def test_pages_of_a_location_are_one_line(samples: Samples) -> None:
    numbers = ",".join(map(str, range(1200)))
    assert f'"pages": [{numbers}],' in render(
        samples["many-locations"], "json", context=Context(all_pages=True)
    )


def test_links_of_a_sidebar_on_203_pages_stay_small() -> None:
    """A flat site: each page links to all others in its sidebar, and a rule fails for each link."""
    pages = tuple(f"page-{number:03}.html" for number in range(203))
    links = tuple(
        Element(
            target=(f".sidebar-tree > ul:nth-child(2) > li:nth-child({number}) > a.reference",),
            html=f'<a class="reference internal" href="{page}">Page {number}</a>',
        )
        for number, page in enumerate(pages)
    )
    contrast = finding(
        "color-contrast",
        *(replace(location("", link), pages=pages) for link in links),
        scope=Scope.THEME,
    )
    rules = dict.fromkeys((f"some-rule-{number:03}" for number in range(120)), Outcome.PASSED)
    report = make_report(*pages, findings=(contrast,), outcomes=dict.fromkeys(pages, rules))
    assert contrast.count == 203 * 203
    assert len(render(report, "json").encode()) < 700_000
