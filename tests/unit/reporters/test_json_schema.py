"""The schema of the JSON report: it refuses what is wrong, and describes every key."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest

from a11ycheck.reporters import schema
from json_report import Json, Samples, read


@pytest.fixture(scope="module")
def valid(samples: Samples, json_validator: jsonschema.Draft202012Validator) -> Json:
    """A document that holds everything and meets the schema; tests change copies of it."""
    document = read(samples["everything"])
    json_validator.validate(document)
    return document


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
        _put("schema", value="a11ycheck-report/1"),
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
        _put("findings", 0, "fingerprints", "a11ycheck/v2", value=""),
        _put("findings", 0, "locations", 0, "pages", value=[-1]),
        _put("findings", 0, "locations", 0, "pages", value=[0, 0]),
        _put("findings", 0, "messages", 0, "id", value=""),
        _put("findings", 0, "messages", 0, "values", value={"x": None}),
        _put("pages", 0, "outcomes", "untested", value=[]),
        _put("rules", value=["reflow", "reflow"]),
        _put("findings", 0, "locations", value=[]),
        _put("findings", 0, "locations", 0, "pages", value=None),
        _put("findings", 0, "locations", 0, "snippet", value=None),
        _put("findings", 0, "locations", 0, "target", value="img"),
        _put("findings", 0, "locations", 0, "target", value=[["a", ["b"]]]),
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
        _put("findings", 0, "locations", 0, "source", value={"file": "a.md", "line": 1}),
        _put("fixed", 0, "count", value=0),
        _put("started", value=None),
        _put("not_tested", 0, "reason", value="gone"),
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
    change: Callable[[Json], None], valid: Json, json_validator: jsonschema.Draft202012Validator
) -> None:
    document = copy.deepcopy(valid)
    change(document)
    assert not json_validator.is_valid(document)


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
    objects = list(_objects(schema()))
    assert len(objects) > 10
    for found in objects:
        assert found["additionalProperties"] is False
        assert list(found["properties"]) == found["required"]
        for name, field in found["properties"].items():
            target = field
            if "description" not in field:
                target = schema()["$defs"][field["$ref"].rsplit("/", 1)[1]]
            assert target["description"].endswith("."), name


def test_the_schema_names_its_format_and_dialect() -> None:
    assert schema()["title"] == "a11ycheck-report/2"
    assert schema()["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("key", schema()["required"])
def test_the_schema_misses_what_is_missing(
    key: str, samples: Samples, json_validator: jsonschema.Draft202012Validator
) -> None:
    document = read(samples["everything"])
    del document[key]
    assert not json_validator.is_valid(document)
