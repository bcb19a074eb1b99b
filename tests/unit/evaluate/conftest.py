"""Factories of rules, evidence and assertions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from a11ycheck.model import (
    Assertion,
    AxeCheck,
    AxeNode,
    AxeResult,
    AxeRule,
    Dependency,
    Element,
    Impact,
    Message,
    Outcome,
    Rule,
    RuleId,
    plain_message,
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
    def rule(name: str = "image-alt", kind: type[Any] = AxeRule, **changes: Any) -> Rule:
        values: dict[str, Any] = {
            "title": name,
            "impact": Impact.SERIOUS,
            "criteria": ("1.1.1",),
            "depends": frozenset({Dependency.VISIBILITY}),
            "documentation": "What the rule is for.",
        }
        return kind(id=RuleId(name), **{**values, **changes})  # type: ignore[no-any-return]

    return rule


@pytest.fixture
def axe_result(element: Callable[..., Element]) -> Callable[..., AxeResult]:
    def axe_result(*variants: str, rule: str = "image-alt", **changes: Any) -> AxeResult:
        checks = (AxeCheck(id="has-alt", message="No text."),)
        node = AxeNode(element=element(), impact=Impact.CRITICAL, checks=checks)
        values: dict[str, Any] = {"outcome": Outcome.FAILED, "nodes": (node,)}
        return AxeResult(rule=rule, variants=variants or (LIGHT,), **{**values, **changes})

    return axe_result


@pytest.fixture
def failure(element: Callable[..., Element]) -> Callable[..., Assertion]:
    """Make a failed assertion; `message` is text or a Message."""

    def failure(page: str = "a.html", html: str = "<img>", **changes: Any) -> Assertion:
        place = {name: changes.pop(name) for name in ("in_main", "text") if name in changes}
        message = changes.pop("message", "No text.")
        values: dict[str, Any] = {
            "rule": RuleId("image-alt"),
            "outcome": Outcome.FAILED,
            "variants": (LIGHT,),
            "impact": Impact.SERIOUS,
            "messages": (message if isinstance(message, Message) else plain_message(message),),
            "element": element(html, **place),
        }
        return Assertion(pages=(page,), **{**values, **changes})

    return failure
