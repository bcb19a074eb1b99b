"""The report for programs: JSON in the shape of `report.schema.json`, which only grows."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from a11ycheck.model import Finding, Outcome, PageWeight, Place, Report, SourceLocation

__all__ = ["SCHEMA_ID", "render_json", "schema"]

SCHEMA_ID = "a11ycheck-report/1"

# A page's script can leave half of a surrogate pair in a text. UTF-8 cannot hold it, and many parsers
# refuse it even as an escape, so it becomes the character that says "something unreadable".
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(report: Report) -> str:
    """Return the whole report as indented JSON in a stable order, with a newline at the end."""
    text = json.dumps(_report(report), ensure_ascii=False, allow_nan=False, indent=2)
    return _LONE_SURROGATE.sub("\ufffd", text) + "\n"


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every report of this version meets."""
    text = files("a11ycheck.reporters").joinpath("report.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema": SCHEMA_ID,
        "tool": _tool(report),
        "targets": list(report.targets),
        "variants": list(report.variants),
        "fail_on": report.fail_on,
        "exit_code": int(report.exit_code),
        "interrupted": report.interrupted,
        "seconds": round(report.seconds, 3),
        "summary": _summary(report),
        "findings": [_finding(item) for item in report.findings],
        "not_tested": [{"page": item.page, "reason": item.reason} for item in report.not_tested],
        "skipped": [{"page": item.page, "reason": item.reason} for item in report.skipped],
        "rule_errors": [
            {"rule": item.rule, "page": item.page, "message": item.message}
            for item in report.rule_errors
        ],
        "notices": [{"page": item.page, "message": item.message} for item in report.notices],
        "pages": _pages(report),
    }


def _tool(report: Report) -> dict[str, str]:
    tool = report.tool
    return {"name": tool.name, "version": tool.version, "axe": tool.axe, "browser": tool.browser}


def _summary(report: Report) -> dict[str, Any]:
    return {
        "planned": report.planned,
        "audited": len(report.audited),
        "skipped": len(report.skipped),
        "failed": len(report.not_tested),
        "findings": {
            "failed": len(report.with_outcome(Outcome.FAILED)),
            "cantTell": len(report.with_outcome(Outcome.CANT_TELL)),
            "suppressed": report.suppressed,
        },
        "rule_errors": len(report.rule_errors),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "engine": finding.engine,
        "title": finding.title,
        "outcome": finding.outcome,
        "impact": finding.impact,
        "criteria": list(finding.criteria),
        "message": finding.message,
        "help_url": finding.help_url,
        "fingerprint": finding.fingerprint,
        "scope": finding.scope,
        "places": [_place(place) for place in finding.places],
        "source": _source(finding.source),
    }


def _place(place: Place) -> dict[str, Any]:
    element = place.element
    steps = element.target if element else ()
    return {
        "page": place.page,
        "variants": list(place.variants),
        "target": [step if isinstance(step, str) else list(step) for step in steps],
        "html": element.html if element else "",
    }


def _source(source: SourceLocation | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"file": source.file, "line": source.line, "precision": source.precision}


def _pages(report: Report) -> list[dict[str, Any]]:
    weights = {weight.page: weight for weight in report.weights}
    # A page without a weight is listed too: "audited, and not weighed" is news.
    return [_page(page, weights.get(page)) for page in dict.fromkeys((*report.audited, *weights))]


def _page(page: str, weight: PageWeight | None) -> dict[str, Any]:
    return {
        "page": page,
        "wire_bytes": weight.wire_bytes if weight else None,
        "requests": weight.requests if weight else None,
        "blocked": [request.url for request in weight.blocked] if weight else [],
    }
