"""What comes back from a page: plain data, measured once, judged later (and judged again at no cost)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.source import SourceFact

__all__ = [
    "AxeNode",
    "AxeResult",
    "Element",
    "Fact",
    "NotTested",
    "PageEvidence",
    "ProbeResult",
    "Request",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a page.

    `target` is axe's selector path (a list of selectors; an inner list walks through shadow roots),
    `html` its start tag and, where short, its content; `in_main` tells whether it stands inside the
    page's main content; `text` is the start of its text. `mark` is the number of the start tag in the
    page's file that made the element, or the nearest one around it (then `mark_distance` is above 0);
    -1 where the page has no source map.
    """

    target: tuple[str | tuple[str, ...], ...]
    html: str
    in_main: bool = False
    text: str = ""
    mark: int = -1
    mark_distance: int = 0

    @property
    def is_root(self) -> bool:
        """Tell whether this is the page's root: what is wrong with it is wrong with the page as a whole."""
        return self.target == ("html",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeNode:
    """An element that axe reports: its impact, axe's messages, and the numbers behind them."""

    element: Element
    impact: Impact | None = None
    messages: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeResult:
    """What one axe rule said; `error` holds the text of a fault in axe itself, which is no outcome."""

    rule: str
    outcome: Outcome
    variants: tuple[str, ...]
    nodes: tuple[AxeNode, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a probe measured of one element."""

    element: Element
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeResult:
    """What one rule's probe measured; `error` holds the text of what it threw."""

    rule: str
    variants: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request of a page, from the browser's network log.

    `wire_bytes` counts the compressed body and the response's headers, as a first visit pays for
    them (None where the browser did not say); `status` is the HTTP status, 0 where there was no
    answer. `blocking` tells that nothing is drawn before it is there; `initiator` is the address of
    what named it, "" where the browser knows none.
    """

    url: str
    kind: str
    status: int = 0
    wire_bytes: int | None = None
    third_party: bool = False
    blocked: bool = False
    failure: str = ""
    blocking: bool = False
    initiator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """All that one visit gave.

    `axe` holds what failed or stayed open; `passed` and `inapplicable` name the axe rules that had
    nothing to report. `notices` are sentences about the page that are no findings. `source` is what
    the page's author wrote: it comes from the source map, and is never kept with the rest.
    """

    page: str
    axe: tuple[AxeResult, ...] = ()
    passed: tuple[str, ...] = ()
    inapplicable: tuple[str, ...] = ()
    probes: tuple[ProbeResult, ...] = ()
    requests: tuple[Request, ...] = ()
    notices: tuple[str, ...] = ()
    source: tuple[SourceFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTested:
    """A page that could not be audited, with the reason in a sentence."""

    page: str
    reason: str
