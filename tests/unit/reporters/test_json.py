"""The JSON report: valid by its own schema, complete, stable, and readable by any parser."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from a11ycheck.model import Element, Report
from a11ycheck.reporters import render, schema

Json = dict[str, Any]
Samples = Mapping[str, Report]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def read(report: Report) -> Json:
    loaded: Json = json.loads(render(report, "json"))
    return loaded


@pytest.fixture(scope="module")
def valid(samples: Samples, validator: jsonschema.Draft202012Validator) -> Json:
    """A document that holds everything and meets the schema; tests change copies of it."""
    document = read(samples["everything"])
    validator.validate(document)
    return document


def test_meets_its_schema(report: Report, validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(read(report))


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


def test_nothing_is_cut(samples: Samples, validator: jsonschema.Draft202012Validator) -> None:
    document = read(samples["very-long"])
    validator.validate(document)
    assert len(document["findings"]) == 501
    assert "A" * 10_000 in document["findings"][-1]["places"][0]["html"]
    assert len(read(samples["theme-fault"])["findings"][0]["places"]) == 41


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
        ("page-faults", 1, "minor"),
        ("hostile", 2, "minor"),
    ],
)
def test_says_what_the_process_says(
    name: str, exit_code: int, fail_on: str | None, samples: Samples
) -> None:
    document = read(samples[name])
    assert (document["exit_code"], document["fail_on"]) == (exit_code, fail_on)


def _put(*path: str | int, value: Any) -> Callable[[Json], None]:
    def change(document: Json) -> None:
        *way, last = path
        at: Any = document
        for step in way:
            at = at[step]
        at[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _put("schema", value="a11ycheck-report/2"),
        _put("unknown", value=1),
        _put("tool", "unknown", value=""),
        _put("tool", "name", value=""),
        _put("summary", "planned", value=-1),
        _put("summary", "planned", value=1.5),
        _put("summary", "findings", "failed", value="3"),
        _put("summary", "findings", "passed", value=3),
        _put("seconds", value=-0.1),
        _put("exit_code", value=4),
        _put("fail_on", value="blocker"),
        _put("variants", value=["phone-light", "phone-light"]),
        _put("interrupted", value=None),
        _put("findings", 0, "outcome", value="passed"),
        _put("findings", 0, "impact", value="none"),
        _put("findings", 0, "scope", value="world"),
        _put("findings", 0, "criteria", value=["wcag111"]),
        _put("findings", 0, "fingerprint", value=""),
        _put("findings", 0, "places", value=[]),
        _put("findings", 0, "places", 0, "page", value=None),
        _put("findings", 0, "places", 0, "snippet", value=None),
        _put("findings", 0, "places", 0, "target", value="img"),
        _put("findings", 0, "places", 0, "target", value=[["a", ["b"]]]),
        _put(
            "findings",
            0,
            "source",
            value={"file": "a.md", "line": 0, "precision": "exact", "catalogue": None},
        ),
        _put(
            "findings",
            0,
            "source",
            value={"file": "a.md", "line": 1, "precision": "sure", "catalogue": None},
        ),
        _put("findings", 0, "data", value={}),
        _put("findings", 0, "known", value=None),
        _put("findings", 0, "suppression", value={"reason": "x"}),
        _put("findings", 0, "places", 0, "source", value={"file": "a.md", "line": 1}),
        _put("fixed", 0, "count", value=0),
        _put("started", value=None),
        _put("not_tested", 0, "reason", value=""),
        _put("skipped", 0, "why", value=""),
        _put("rule_errors", 0, "rule", value=""),
        _put("pages", 0, "wire_bytes", value=-1),
        _put("pages", 0, "first_paint", value={"2g": 1.0}),
        _put("pages", 0, "bytes_by_type", "film", value=1),
        _put("pages", 0, "heaviest", value=[{"url": "/a", "type": "film", "wire_bytes": 1}]),
        _put("pages", 0, "blocked", value=[{"url": "https://example.org"}]),
    ],
)
def test_the_schema_refuses_what_is_wrong(
    change: Callable[[Json], None], valid: Json, validator: jsonschema.Draft202012Validator
) -> None:
    document = copy.deepcopy(valid)
    change(document)
    assert not validator.is_valid(document)


def _objects(part: Any) -> Iterator[Json]:
    if isinstance(part, dict):
        if "properties" in part:
            yield part
        for value in part.values():
            yield from _objects(value)
    if isinstance(part, list):
        for value in part:
            yield from _objects(value)


def test_the_schema_requires_and_describes_every_key() -> None:
    for found in _objects(schema()):
        assert found["additionalProperties"] is False
        assert list(found["properties"]) == found["required"]
        for name, field in found["properties"].items():
            target = field
            if "description" not in field:
                target = schema()["$defs"][field["$ref"].rsplit("/", 1)[1]]
            assert target["description"].endswith("."), name


@pytest.mark.parametrize("key", schema()["required"])
def test_the_schema_misses_what_is_missing(
    key: str, samples: Samples, validator: jsonschema.Draft202012Validator
) -> None:
    document = read(samples["everything"])
    del document[key]
    assert not validator.is_valid(document)
