"""Pure types of the domain: no imports beyond the standard library, no input, no output."""

from a11ycheck.model.assertion import Assertion, Evaluation, Passed, RuleError
from a11ycheck.model.evidence import (
    AxeCheck,
    AxeNode,
    AxeResult,
    Element,
    Fact,
    NotTested,
    PageEvidence,
    ProbeResult,
    Request,
)
from a11ycheck.model.finding import Finding, Place, Scope, Suppression
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.report import ExitCode, Fixed, Notice, PageWeight, Report, Tool
from a11ycheck.model.rule import (
    Dependency,
    EvidenceKind,
    Reach,
    Rule,
    RuleId,
    RuleStatus,
    Verdict,
)
from a11ycheck.model.source import CatalogueEntry, Precision, SourceFact, SourceKind, SourceLocation
from a11ycheck.model.subject import ColourScheme, Page, Skipped, Variant, Viewport

__all__ = [
    "Assertion",
    "AxeCheck",
    "AxeNode",
    "AxeResult",
    "CatalogueEntry",
    "ColourScheme",
    "Dependency",
    "Element",
    "Evaluation",
    "EvidenceKind",
    "ExitCode",
    "Fact",
    "Finding",
    "Fixed",
    "Impact",
    "NotTested",
    "Notice",
    "Outcome",
    "Page",
    "PageEvidence",
    "PageWeight",
    "Passed",
    "Place",
    "Precision",
    "ProbeResult",
    "Reach",
    "Report",
    "Request",
    "Rule",
    "RuleError",
    "RuleId",
    "RuleStatus",
    "Scope",
    "Skipped",
    "SourceFact",
    "SourceKind",
    "SourceLocation",
    "Suppression",
    "Tool",
    "Variant",
    "Verdict",
    "Viewport",
]
