"""Divide evidence: what belongs to one page, its long lists, and a frame, which many pages share.

The frame names all rules with their outcomes and variants. It repeats from page to page, as the probes of
all pages are the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from a11ycheck.model import (
    AxeNode,
    AxeResult,
    Fact,
    Message,
    PageEvidence,
    PageTree,
    ProbeResult,
    Request,
    Shown,
    TreeNode,
)

__all__ = ["OwnEvidence", "Result", "frame_of", "lists_of", "own_evidence", "with_items"]

Result = AxeResult | ProbeResult | PageTree


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEvidence:
    """The short evidence that differs from page to page: fields of `PageEvidence`."""

    page: str
    notices: tuple[Message, ...] = ()
    shown: Shown | None = None
    content: str = ""
    consulted: tuple[str, ...] = ()
    state: str = ""


def own_evidence(evidence: PageEvidence) -> OwnEvidence:
    """Return the evidence that belongs to the page alone."""
    return OwnEvidence(
        page=evidence.page,
        notices=evidence.notices,
        shown=evidence.shown,
        content=evidence.content,
        consulted=evidence.consulted,
        state=evidence.state,
    )


def frame_of(evidence: PageEvidence) -> PageEvidence:
    """Return the evidence without what belongs to the page alone, and without its long lists."""
    return PageEvidence(
        page="",
        axe=tuple(replace(result, nodes=()) for result in evidence.axe),
        probes=tuple(replace(probe, facts=()) for probe in evidence.probes),
        trees=tuple(replace(tree, nodes=()) for tree in evidence.trees),
    )


def lists_of(evidence: PageEvidence) -> Iterator[tuple[type, tuple[Any, ...]]]:
    """Yield each long list of evidence, with the type of its items."""
    for result in evidence.axe:
        yield AxeNode, result.nodes
    for probe in evidence.probes:
        yield Fact, probe.facts
    for tree in evidence.trees:
        yield TreeNode, tree.nodes
    yield Request, evidence.requests
    yield str, evidence.passed
    yield str, evidence.inapplicable


def with_items(result: Result, items: tuple[Any, ...]) -> Result:
    """Return a result of a frame with the items of its list."""
    match result:
        case AxeResult():
            return replace(result, nodes=items)
        case ProbeResult():
            return replace(result, facts=items)
        case PageTree():
            return replace(result, nodes=items)
