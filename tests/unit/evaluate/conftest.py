"""Makes evidence as a browser would bring it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from a11ycheck.model import (
    Assertion,
    AxeNode,
    AxeResult,
    Dependency,
    Element,
    EvidenceKind,
    Impact,
    Outcome,
    Reach,
    Rule,
    RuleId,
)

LIGHT, DARK = "phone-light", "phone-dark"


@pytest.fixture
def element() -> Callable[..., Element]:
    def element(
        html: str = "<img>", *, target: str = "img", in_main: bool = True, text: str = ""
    ) -> Element:
        return Element(target=(target,), html=html, in_main=in_main, text=text)

    return element


@pytest.fixture
def rule() -> Callable[..., Rule]:
    def rule(name: str = "image-alt", **changes: Any) -> Rule:
        values: dict[str, Any] = {
            "title": name,
            "impact": Impact.SERIOUS,
            "evidence": EvidenceKind.AXE,
            "criteria": ("1.1.1",),
            "depends": frozenset({Dependency.VISIBILITY}),
            "reach": Reach.ELEMENT,
            "documentation": "What the rule is for.",
        }
        return Rule(id=RuleId(name), **{**values, **changes})

    return rule


@pytest.fixture
def axe_result(element: Callable[..., Element]) -> Callable[..., AxeResult]:
    def axe_result(*variants: str, rule: str = "image-alt", **changes: Any) -> AxeResult:
        node = AxeNode(element=element(), impact=Impact.CRITICAL, messages=("No text.",))
        values: dict[str, Any] = {"outcome": Outcome.FAILED, "nodes": (node,)}
        return AxeResult(rule=rule, variants=variants or (LIGHT,), **{**values, **changes})

    return axe_result


@pytest.fixture
def fault(element: Callable[..., Element]) -> Callable[..., Assertion]:
    def fault(page: str = "a.html", html: str = "<img>", **changes: Any) -> Assertion:
        place = {name: changes.pop(name) for name in ("in_main", "text") if name in changes}
        values: dict[str, Any] = {
            "rule": RuleId("image-alt"),
            "outcome": Outcome.FAILED,
            "variants": (LIGHT,),
            "impact": Impact.SERIOUS,
            "message": "No text.",
            "element": element(html, **place),
        }
        return Assertion(page=page, **{**values, **changes})

    return fault
