"""Rules: metadata, what measures, and the one function that judges; one class for each kind of evidence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from a11ycheck.model.accessibility import PageTree
from a11ycheck.model.evidence import Fact, Facts, PageEvidence
from a11ycheck.model.outcome import Impact
from a11ycheck.model.source import Fix, SourceKind
from a11ycheck.model.verdict import Verdict

__all__ = [
    "AXE",
    "OWN",
    "AxeRule",
    "Dependency",
    "EvidenceKind",
    "FactRule",
    "InteractionRule",
    "MarkupRule",
    "PolicyRule",
    "ProbeRule",
    "Reach",
    "ResourceRule",
    "Rule",
    "RuleId",
    "RuleStatus",
    "SiteRule",
    "SourceRule",
    "TreeRule",
]

RuleId = str

AXE = "axe"
OWN = "a11ycheck"


class EvidenceKind(StrEnum):
    """Where the evidence of a rule comes from."""

    AXE = "axe"
    FACTS = "facts"
    INTERACTION = "interaction"
    RESOURCES = "resources"
    MARKUP = "markup"
    SOURCE = "source"
    SITE = "site"
    TREE = "tree"
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
    """The stage of a rule's life; experimental and deprecated rules run only when selected by id."""

    EXPERIMENTAL = "experimental"
    STABLE = "stable"
    DEPRECATED = "deprecated"


# In each variant, or in states that are none.
_TESTED_IN_MORE = frozenset({"keyboard", "mirrored", "narrow", "zoomed"})

JudgeFact = Callable[[Facts, Any], Verdict]
JudgePage = Callable[[PageEvidence, Any], Sequence[Verdict]]
JudgeTree = Callable[[PageTree, Any], Sequence[Verdict]]
JudgeSite = Callable[[Mapping[str, Sequence[Fact]], Any], Sequence[Verdict]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metadata:
    """What every rule has. Its id is never changed and never given to another rule.

    `act` holds ids of W3C's ACT rules, `depends` what a result can change with (empty: the document alone),
    and `options` the dataclass of the rule's options.
    """

    kind: ClassVar[EvidenceKind]

    id: RuleId
    title: str
    impact: Impact
    criteria: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    status: RuleStatus = RuleStatus.STABLE
    since: str = ""
    depends: frozenset[Dependency] = frozenset()
    reach: Reach = Reach.ELEMENT
    help_url: str = ""
    documentation: str = ""
    options: type | None = None

    @property
    def engine(self) -> str:
        """Return "axe" for axe-core's rules and "a11ycheck" for our own."""
        return AXE if self.kind is EvidenceKind.AXE else OWN

    @property
    def judges_style(self) -> bool:
        """Return whether a stylesheet, not markup, is what a finding is about."""
        return not self.depends.isdisjoint({Dependency.LAYOUT, Dependency.COLOUR})

    @property
    def hangs_on_style(self) -> bool:
        """Return whether a verdict about a page without its stylesheet would be about another page."""
        return self.judges_style or self.kind is EvidenceKind.INTERACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeRule(_Metadata):
    """A rule of axe-core, which measures and judges in the page."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.AXE


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule(_Metadata):
    """Judges each fact that its probe measures in the page; `probe_options` is passed to the probe."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.FACTS

    probe: Path
    probe_options: Mapping[str, Any] = field(default_factory=dict)
    judge: JudgeFact


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionRule(_Metadata):
    """Judges each fact that its probe measures while the page is in the scripted state `interaction`."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.INTERACTION

    interaction: str
    probe: Path
    probe_options: Mapping[str, Any] = field(default_factory=dict)
    judge: JudgeFact

    @property
    def is_tested_once(self) -> bool:
        """Return whether the first variant stands for all: what keys open is tried in each."""
        return self.interaction not in _TESTED_IN_MORE


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRule(_Metadata):
    """Judges the requests of one page, as a whole."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.RESOURCES

    judge: JudgePage


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupRule(_Metadata):
    """Judges the parse errors of the page's file, as a whole."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.MARKUP

    judge: JudgePage


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRule(_Metadata):
    """Judges each fact of the kind `source_kind` that Sphinx read in the source; `fix` edits it.

    With a `probe`, pages without a source are judged as well, by the same facts measured in the page.
    `replaces` are the rules that find the same failure in the page: where both do, this one reports it.
    """

    kind: ClassVar[EvidenceKind] = EvidenceKind.SOURCE

    source_kind: SourceKind
    judge: JudgeFact
    fix: Fix | None = None
    replaces: tuple[RuleId, ...] = ()
    probe: Path | None = None
    probe_options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def judges_style(self) -> bool:
        """Return False: a finding is about the source, whatever its probe looks at."""
        return False

    @property
    def judges_pages(self) -> bool:
        """Return whether the rule can judge a page of which no source is known."""
        return self.probe is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule(_Metadata):
    """Judges what its probe measures on all pages together."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.SITE

    probe: Path
    probe_options: Mapping[str, Any] = field(default_factory=dict)
    judge: JudgeSite


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRule(_Metadata):
    """Judges the accessibility tree of one page, as a whole, once for all variants that show the same."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.TREE

    judge: JudgeTree


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRule(_Metadata):
    """Is about what the project itself accepts: judged where suppressions and baseline are applied."""

    kind: ClassVar[EvidenceKind] = EvidenceKind.POLICY


ProbeRule = FactRule | InteractionRule | SiteRule
Rule = (
    AxeRule
    | FactRule
    | InteractionRule
    | ResourceRule
    | MarkupRule
    | SourceRule
    | SiteRule
    | TreeRule
    | PolicyRule
)
