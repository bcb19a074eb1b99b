"""A report as SARIF, read back for tests."""

import json
from collections.abc import Mapping
from typing import Any

from a11ycheck.model import Report
from a11ycheck.reporters import Context, render

__all__ = [
    "Json",
    "Samples",
    "file_and_line",
    "message_text",
    "notifications",
    "of_rule",
    "read",
    "results",
]


Json = dict[str, Any]
Samples = Mapping[str, Report]


def read(report: Report, **context: Any) -> Json:
    log: Json = json.loads(render(report, "sarif", context=Context(**context)))
    (run,) = log["runs"]
    return dict(run)


def results(report: Report, **context: Any) -> list[Json]:
    found: list[Json] = read(report, **context)["results"]
    return found


def file_and_line(result: Json) -> tuple[str, int]:
    physical = result["locations"][0]["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"]


def message_text(result: Json) -> str:
    text: str = result["message"]["text"]
    return text


def of_rule(report: Report, rule: str) -> list[Json]:
    return [item for item in results(report) if item["ruleId"] == rule]


def notifications(report: Report) -> list[Json]:
    (invocation,) = read(report)["invocations"]
    both = ("toolExecutionNotifications", "toolConfigurationNotifications")
    return [item for name in both for item in invocation[name]]
