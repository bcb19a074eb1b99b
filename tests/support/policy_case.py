"""Findings, suppressions and baselines, as short as a test of the policy needs them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from a11ycheck.acceptance import Baseline, Directive, Policy, PolicyResult, apply_policy
from a11ycheck.acceptance.baseline import BaselineEntry
from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Location,
    Outcome,
    Precision,
    RuleId,
    Scope,
    SourceLocation,
    plain_message,
)
from a11ycheck.rules import default_rules

__all__ = ["RULES", "TODAY", "apply", "baseline", "directive", "finding", "location", "remarks"]


TODAY = date(2026, 11, 5)
RULES = frozenset(str(rule.id) for rule in default_rules())
MESSAGE = (plain_message("It has none."),)


def location(at: str = "", *pages: str, html: str = "<img>", **values: Any) -> Location:
    """Return a location; `at` is such as "docs/x.md:12"."""
    file, _, line = at.partition(":")
    precision = values.pop("precision", Precision.BLOCK)
    source = SourceLocation(file=file, line=int(line), precision=precision) if at else None
    element = Element(target=("img",), html=html) if html else None
    standard: dict[str, Any] = {"messages": MESSAGE, "variants": ("phone-light",)}
    return Location(
        pages=pages or ("x.html",), element=element, source=source, **(standard | values)
    )


def finding(*locations: Location, **values: Any) -> Finding:
    standard: dict[str, Any] = {
        "rule": RuleId("image-alt"),
        "engine": "axe",
        "title": "Images must have alternative text",
        "outcome": Outcome.FAILED,
        "impact": Impact.SERIOUS,
        "criteria": ("1.1.1",),
        "messages": MESSAGE,
        "help_url": "",
        "fingerprint": "f00d",
        "scope": Scope.PAGE,
        "locations": locations or (location(),),
        "fragment": '<img src="a.png">',
    }
    return Finding(**(standard | values))


def directive(**values: Any) -> Directive:
    """Return the suppression of a comment in docs/x.md that covers lines 12 to 14."""
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
    return Baseline(entries=tuple(BaselineEntry(**(standard | values)) for values in entries))


def apply(
    findings: Sequence[Finding],
    suppressions: Sequence[Directive] = (),
    baseline: Baseline | None = None,
    **values: Any,
) -> PolicyResult:
    standard: dict[str, Any] = {"today": TODAY, "is_partial": False, "rules": RULES}
    policy = Policy(suppressions=tuple(suppressions), baseline=baseline)
    return apply_policy(findings, policy, **(standard | values))


def remarks(result: PolicyResult) -> list[tuple[str, str]]:
    """Return the findings about suppressions: rule, and the line that they name."""
    return [
        (str(item.rule), f"{item.source.file}:{item.source.line}")
        for item in result.findings
        if item.rule.endswith("-suppression") and item.source
    ]
