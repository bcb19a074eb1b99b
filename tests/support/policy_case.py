"""Findings, suppressions and baselines, as short as a test of the policy names them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Outcome,
    Place,
    Precision,
    RuleId,
    Scope,
    SourceLocation,
)
from a11ycheck.rules import default_rules
from a11ycheck.runner.directives import Directive
from a11ycheck.runner.policy import Settled, apply
from a11ycheck.store import Baseline, Entry

__all__ = ["RULES", "TODAY", "baseline", "directive", "finding", "place", "remarks", "settle"]


TODAY = date(2026, 11, 5)
RULES = frozenset(str(rule.id) for rule in default_rules())


def place(at: str = "", page: str = "x.html", html: str = "<img>", **values: Any) -> Place:
    """Return a place; `at` is such as "docs/x.md:12"."""
    file, _, line = at.partition(":")
    precision = values.pop("precision", Precision.BLOCK)
    source = SourceLocation(file=file, line=int(line), precision=precision) if at else None
    element = Element(target=("img",), html=html) if html else None
    return Place(page=page, variants=("phone-light",), element=element, source=source, **values)


def finding(*places: Place, **values: Any) -> Finding:
    standard: dict[str, Any] = {
        "rule": RuleId("image-alt"),
        "engine": "axe",
        "title": "Images must have alternative text",
        "outcome": Outcome.FAILED,
        "impact": Impact.SERIOUS,
        "criteria": ("1.1.1",),
        "message": "It has none.",
        "help_url": "",
        "fingerprint": "f00d",
        "scope": Scope.PAGE,
        "places": places or (place(),),
        "fragment": '<img src="a.png">',
    }
    return Finding(**(standard | values))


def directive(**values: Any) -> Directive:
    """Return the suppression of a comment in docs/x.md that speaks of lines 12 to 14."""
    standard: dict[str, Any] = {
        "rule": "image-alt",
        "reason": "A decoration.",
        "file": "docs/x.md",
        "line": 11,
        "source": "docs/x.md",
        "first": 12,
        "last": 14,
    }
    return Directive(**(standard | values))


def baseline(*entries: dict[str, Any]) -> Baseline:
    standard: dict[str, Any] = {
        "rule": "image-alt",
        "source": "",
        "fragment": '<img src="a.png">',
        "impact": Impact.SERIOUS,
        "pages": {"x.html": 1},
        "added": date(2026, 1, 2),
        "reason": "Waits for the new theme.",
    }
    return Baseline(entries=tuple(Entry(**(standard | values)) for values in entries))


def settle(
    findings: Sequence[Finding],
    suppressions: Sequence[Any] = (),
    baseline: Baseline | None = None,
    **values: Any,
) -> Settled:
    standard: dict[str, Any] = {"today": TODAY, "complete": True, "rules": RULES}
    return apply(findings, suppressions, baseline, **(standard | values))


def remarks(settled: Settled) -> list[tuple[str, str]]:
    """Return the findings about suppressions: rule, and the line that they name."""
    return [
        (str(item.rule), f"{item.source.file}:{item.source.line}")
        for item in settled.findings
        if item.rule.endswith("-suppression") and item.source
    ]
