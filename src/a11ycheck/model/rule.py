"""A rule: metadata, a probe that measures in the page, and an expectation that judges in Python."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType

from a11ycheck.model.evidence import Element, Fact, PageEvidence
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.source import SourceKind

__all__ = [
    "AXE",
    "OWN",
    "Dependency",
    "EvidenceKind",
    "Expectation",
    "PageExpectation",
    "Reach",
    "Rule",
    "RuleId",
    "RuleStatus",
    "SiteExpectation",
    "Verdict",
]

RuleId = NewType("RuleId", str)

AXE = "axe"
OWN = "a11ycheck"


class EvidenceKind(StrEnum):
    """Where the evidence of a rule comes from."""

    AXE = "axe"
    FACTS = "facts"
    INTERACTION = "interaction"
    RESOURCES = "resources"
    SOURCE = "source"
    SITE = "site"
    POLICY = "policy"


class Dependency(StrEnum):
    """What of a variant a result can depend on, beside the document itself."""

    VISIBILITY = "visibility"
    LAYOUT = "layout"
    COLOUR = "colour"


class Reach(StrEnum):
    """How far a rule looks to judge one target."""

    ELEMENT = "element"
    PAGE = "page"
    SITE = "site"


class RuleStatus(StrEnum):
    """A rule's place in its life."""

    EXPERIMENTAL = "experimental"
    STABLE = "stable"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an expectation says of one target.

    `page` is set by rules that judge the whole site, `element` by those that name an element other
    than the probe's; `impact` where it is not the rule's own; `data` holds the numbers of the
    message.
    """

    outcome: Outcome
    message: str = ""
    impact: Impact | None = None
    page: str = ""
    element: Element | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


Expectation = Callable[[Mapping[str, Any], Any], Verdict]
PageExpectation = Callable[[PageEvidence, Any], Sequence[Verdict]]
SiteExpectation = Callable[[Mapping[str, Sequence[Fact]], Any], Sequence[Verdict]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id is kept for ever and never given to another.

    `act` holds ids of W3C's ACT rules, `depends` what a result can change with (empty: the document
    alone), `interaction` the name of the scripted state in which the probe runs, and
    `probe_options` what the probe gets as its second argument. The expectation's
    signature follows from `evidence`: facts and interaction judge one fact, resources one page,
    site all pages together, source one fact of the kind `source_kind`; axe's rules have none, since
    axe has judged, and neither have those of the policy, which are about what a project has said
    itself.
    """

    id: RuleId
    title: str
    impact: Impact
    evidence: EvidenceKind
    criteria: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    status: RuleStatus = RuleStatus.STABLE
    since: str = ""
    depends: frozenset[Dependency] = frozenset()
    reach: Reach = Reach.ELEMENT
    help_url: str = ""
    documentation: str = ""
    interaction: str = ""
    probe: Path | None = None
    probe_options: Mapping[str, Any] = field(default_factory=dict)
    options: type | None = None
    judge_fact: Expectation | None = None
    judge_page: PageExpectation | None = None
    judge_site: SiteExpectation | None = None
    judge_source: Expectation | None = None
    source_kind: SourceKind | None = None

    @property
    def engine(self) -> str:
        """Return "axe" for axe-core's rules and "a11ycheck" for our own."""
        return AXE if self.evidence is EvidenceKind.AXE else OWN
