"""The report of one audit: what was planned, audited, found, and not tested."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from a11ycheck.model.evidence import NotTested, Request, Shown
from a11ycheck.model.finding import Finding, RuleError
from a11ycheck.model.message import Message
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.subject import Skipped, Uncollected

__all__ = ["ExitCode", "Fixed", "Notice", "PageWeight", "Report", "Shard", "Tool", "Unjudged"]


class ExitCode(IntEnum):
    """The exit codes; NOT_TESTED wins over FINDINGS: never green on what was not looked at."""

    CLEAN = 0
    FINDINGS = 1
    NOT_TESTED = 2
    USAGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """What made the report; `axe` and `browser` are versions, empty where they were not used."""

    name: str
    version: str
    axe: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message about a page that is no finding, such as a dialog that was closed."""

    page: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A baseline entry that no finding matches any more: its rule, its file, and how many are fixed."""

    rule: str
    file: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWeight:
    """What a first visit to a page costs: bytes over the wire, requests, and those it may not make.

    `kinds` holds the bytes by type (document, style, script, font, image, other); `blocking`, `fonts`
    and `third_parties` count the requests that block rendering, bring fonts, and go to other hosts;
    `heaviest` are the largest requests, and `first_paint` the estimated seconds by name of the link.
    """

    page: str
    wire_bytes: int
    requests: int
    blocked: tuple[Request, ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    blocking: int = 0
    fonts: int = 0
    third_parties: int = 0
    heaviest: tuple[Request, ...] = ()
    first_paint: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A rule that judged nothing, since no page has its kind of evidence; `reason` names it."""

    rule: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One of `count` parts of a run, counted from 1."""

    index: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of an audit; planned = audited + skipped + not tested, always.

    `outcomes` gives, page by page, the outcome of each rule that had evidence there, and `shown` what the
    page displayed. A finding fails the audit from the impact `fail_on` on; those of `advisory` rules never
    do, and those of `required` rules always. `unjudged` are the rules that had no evidence on any page;
    `nothing_judged` is true if they are all rules. `uncollected` are files that were not planned.
    `started` is the time in ISO 8601 (UTC), `seconds` how long the audit took. The report of a `shard`
    covers a part of the pages; `evidence` is what `a11ycheck merge` needs of it, as text, and `kept` what
    `a11ycheck compare` needs of a whole run.
    `unchanged_since` is the Git revision since which no page changed, if that is why none was audited.
    """

    tool: Tool
    targets: tuple[str, ...]
    variants: tuple[str, ...]
    fail_on: Impact | None
    planned: int
    audited: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()
    not_tested: tuple[NotTested, ...] = ()
    findings: tuple[Finding, ...] = ()
    rule_errors: tuple[RuleError, ...] = ()
    notices: tuple[Notice, ...] = ()
    weights: tuple[PageWeight, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    outcomes: Mapping[str, Mapping[str, Outcome]] = field(default_factory=dict)
    shown: Mapping[str, Shown] = field(default_factory=dict)
    unjudged: tuple[Unjudged, ...] = ()
    nothing_judged: bool = False
    uncollected: tuple[Uncollected, ...] = ()
    rules_run: int = 0
    cached: int = 0
    seconds: float = 0.0
    started: str = ""
    interrupted: bool = False
    advisory: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    shard: Shard | None = None
    evidence: str = ""
    kept: str = ""
    unchanged_since: str = ""

    def with_outcome(self, outcome: Outcome) -> tuple[Finding, ...]:
        """Return the findings with this outcome that nothing suppresses, in the report's order."""
        return tuple(
            finding
            for finding in self.findings
            if finding.outcome is outcome and finding.suppression is None
        )

    @property
    def suppressed(self) -> int:
        """Return how many findings are suppressed: they are counted, and do not fail the audit."""
        return sum(finding.suppression is not None for finding in self.findings)

    @property
    def gate(self) -> tuple[Finding, ...]:
        """Return the findings that fail the audit."""
        return tuple(filter(self.fails, self.findings))

    def fails(self, finding: Finding) -> bool:
        """Return whether a finding fails the audit."""
        is_open = not (finding.known or finding.suppression)
        if finding.outcome is not Outcome.FAILED or not is_open:
            return False
        if self.fail_on is None or finding.rule in self.advisory:
            return False
        return finding.rule in self.required or finding.impact.rank >= self.fail_on.rank

    @property
    def exit_code(self) -> ExitCode:
        """Return the exit code: not tested wins over findings, and a report of no page is never clean."""
        if self.unchanged_since and not (self.planned or self.interrupted):
            return ExitCode.CLEAN
        is_empty = not self.audited or self.nothing_judged
        if self.not_tested or self.rule_errors or self.interrupted or is_empty:
            return ExitCode.NOT_TESTED
        return ExitCode.FINDINGS if self.gate else ExitCode.CLEAN
