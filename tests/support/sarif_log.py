"""A report as SARIF, read back for tests."""

import json
from collections.abc import Mapping
from typing import Any

from a11ycheck.model import Report
from a11ycheck.reporters import render

__all__ = ["Json", "Samples", "address", "notifications", "of_rule", "read", "results", "said"]


Json = dict[str, Any]
Samples = Mapping[str, Report]


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
