"""The report for programs: JSON in the shape of `report.schema.json`, which only grows."""

import json
from functools import cache
from importlib.resources import files

from a11ycheck.cost import Kind, kind_of
from a11ycheck.model import (
    Finding,
    Outcome,
    PageWeight,
    Place,
    Report,
    Request,
    SourceLocation,
    Suppression,
)
from a11ycheck.reporters.dump import Json, dump
from a11ycheck.reporters.group import ledger

__all__ = ["SCHEMA_ID", "render_json", "schema"]

SCHEMA_ID = "a11ycheck-report/1"


def render_json(report: Report) -> str:
    """Return the whole report as indented JSON in a stable order, with a newline at the end."""
    return dump(_report(report))


@cache
def schema() -> Json:
    """Return the JSON Schema (draft 2020-12) that every report of this version meets."""
    text = files("a11ycheck.reporters").joinpath("report.schema.json").read_text("utf-8")
    loaded: Json = json.loads(text)
    return loaded


def _report(report: Report) -> Json:
    return {
        "schema": SCHEMA_ID,
        "tool": _tool(report),
        "targets": list(report.targets),
        "variants": list(report.variants),
        "fail_on": report.fail_on,
        "exit_code": int(report.exit_code),
        "interrupted": report.interrupted,
        "started": report.started,
        "seconds": round(report.seconds, 3),
        "summary": _summary(report),
        "findings": [_finding(item) for item in report.findings],
        "fixed": [
            {"rule": item.rule, "file": item.file, "count": item.count} for item in report.fixed
        ],
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


def _summary(report: Report) -> Json:
    found = ledger(report)
    return {
        "planned": report.planned,
        "audited": len(report.audited),
        "skipped": len(report.skipped),
        "failed": len(report.not_tested),
        "findings": {
            "failed": len(report.with_outcome(Outcome.FAILED)),
            "cantTell": len(report.with_outcome(Outcome.CANT_TELL)),
            "suppressed": len(found.suppressed),
            "known": len(found.known),
            "fixed": found.fixed,
        },
        "rule_errors": len(report.rule_errors),
    }


def _finding(finding: Finding) -> Json:
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
        "known": finding.known,
        "suppression": _suppression(finding.suppression),
    }


def _place(place: Place) -> Json:
    element = place.element
    steps = element.target if element else ()
    return {
        "page": place.page,
        "variants": list(place.variants),
        "target": [step if isinstance(step, str) else list(step) for step in steps],
        "html": element.html if element else "",
        "source": _source(place.source),
        "snippet": place.snippet,
    }


def _source(source: SourceLocation | None) -> Json | None:
    if source is None:
        return None
    entry = source.catalogue
    return {
        "file": source.file,
        "line": source.line,
        "precision": source.precision,
        "catalogue": {"file": entry.file, "line": entry.line} if entry else None,
    }


def _suppression(suppression: Suppression | None) -> Json | None:
    if suppression is None:
        return None
    return {"reason": suppression.reason, "where": suppression.where}


def _pages(report: Report) -> list[Json]:
    weights = {weight.page: weight for weight in report.weights}
    # A page without a weight is listed too: "audited, and not weighed" is news.
    return [_page(page, weights.get(page)) for page in dict.fromkeys((*report.audited, *weights))]


def _page(page: str, weight: PageWeight | None) -> Json:
    return {
        "page": page,
        "wire_bytes": weight.wire_bytes if weight else None,
        "requests": weight.requests if weight else None,
        "blocked": [request.url for request in weight.blocked] if weight else [],
        "bytes_by_type": _by_type(weight) if weight else None,
        "render_blocking": weight.blocking if weight else None,
        "fonts": weight.fonts if weight else None,
        "third_parties": weight.third_parties if weight else None,
        "heaviest": [_resource(request) for request in weight.heaviest] if weight else [],
        "first_paint": _first_paint(weight) if weight and weight.first_paint else None,
    }


def _resource(request: Request) -> Json:
    return {"url": request.url, "type": kind_of(request), "wire_bytes": request.wire_bytes}


def _by_type(weight: PageWeight) -> dict[str, int]:
    return {kind: weight.kinds.get(kind, 0) for kind in Kind}


def _first_paint(weight: PageWeight) -> dict[str, float]:
    return {link: round(seconds, 2) for link, seconds in weight.first_paint.items()}
