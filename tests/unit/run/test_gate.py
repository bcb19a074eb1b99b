"""Which findings fail the audit: by profile, by `fail_on`, and by what the configuration asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.config import Config
from a11ycheck.model import Finding, Impact, Report
from a11ycheck.rules import every_rule
from a11ycheck.run.gate import gate_of
from sample_reports import SAMPLES

RULES = every_rule()


def failing(config: Config, **impacts: Impact) -> set[str]:
    """Return which rules fail the audit, if each has one finding of this impact."""
    gate = gate_of(config, RULES)
    sample: Report = SAMPLES["page-findings"]
    found = [_finding(rule.replace("_", "-"), impact) for rule, impact in impacts.items()]
    report = replace(
        sample,
        findings=tuple(found),
        fail_on=gate.fail_on,
        advisory=gate.advisory,
        required=gate.required,
    )
    return {item.rule for item in report.gate}


def _finding(rule: str, impact: Impact) -> Finding:
    return replace(SAMPLES["page-findings"].findings[0], rule=rule, impact=impact)


FOUND = {
    "image_alt": Impact.CRITICAL,
    "reflow": Impact.SERIOUS,
    "duplicate_id_aria": Impact.MINOR,
    "region": Impact.MODERATE,
    "aria_text": Impact.SERIOUS,
    "page_weight": Impact.MODERATE,
}


def test_a_page_that_lost_its_files_fails_though_it_is_a_best_practice() -> None:
    assert failing(Config(), resource_not_found=Impact.SERIOUS) == {"resource-not-found"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, {"image-alt", "reflow"}),
        ({"profile": "recommended"}, {"image-alt", "reflow"}),
        (
            {"profile": "strict"},
            {"image-alt", "reflow", "duplicate-id-aria", "region", "aria-text"},
        ),
        (
            {"profile": "publish"},
            {"image-alt", "reflow", "duplicate-id-aria", "region", "aria-text", "page-weight"},
        ),
        ({"fail_on": "critical"}, {"image-alt"}),
        ({"fail_on": "serious"}, {"image-alt", "reflow", "aria-text"}),
        ({"fail_on": "moderate"}, {"image-alt", "reflow", "aria-text", "region", "page-weight"}),
        ({"fail_on": "never"}, set()),
        ({"profile": "publish", "fail_on": "critical"}, {"image-alt"}),
        ({"rules": {"page-weight": {"max_bytes": 1}}}, {"image-alt", "reflow", "page-weight"}),
        ({"select": ("region",)}, {"image-alt", "reflow", "region"}),
        ({"select": ("wcag2aa",)}, {"image-alt", "reflow"}),
        (
            {"select": ("best-practice",)},
            {"image-alt", "reflow", "region", "aria-text", "page-weight"},
        ),
    ],
)
def test_what_fails(settings: dict[str, Any], expected: set[str]) -> None:
    assert failing(Config(**settings), **FOUND) == expected
