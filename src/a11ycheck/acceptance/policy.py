"""Apply what a project accepts, its suppressions and its baseline, to findings.

A finding is suppressed if all of its locations are, and known if all are, on all of their pages. If only
some are, it is split into several findings. The known part, or else the open one, keeps the fingerprint.
The others get it with a suffix: each can be followed from run to run, and all are seen to have one cause.
"""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from a11ycheck.acceptance.baseline import Baseline, read_baseline
from a11ycheck.acceptance.comments import read_comments
from a11ycheck.acceptance.matching import OccurrenceKey, match_baseline
from a11ycheck.acceptance.suppressions import Directive, directives_of
from a11ycheck.config import DEFAULT_BASELINE, Config
from a11ycheck.evaluate.fingerprint import digest
from a11ycheck.model import (
    Finding,
    Fixed,
    Location,
    Message,
    MessageTemplate,
    Notice,
    Outcome,
    PolicyRule,
    Precision,
    Scope,
    SourceLocation,
    Suppression,
)
from a11ycheck.rules.expired_suppression import RULE as EXPIRED
from a11ycheck.rules.unused_suppression import RULE as UNUSED

__all__ = ["Policy", "PolicyResult", "apply_policy", "read_policy"]

ENDED = MessageTemplate(
    "ended", "The suppression of {rule} ended on {until}. Its reason was: {reason}"
)
SUPPRESSES_NOTHING = MessageTemplate(
    "suppresses-nothing", "The suppression of {rule} matches no finding. Its reason was: {reason}"
)

# The order of findings after evaluation; sorting by it keeps the order within each scope.
_ORDER = (Scope.THEME, Scope.SITE, Scope.PAGE)
_Label = TypeVar("_Label", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The suppressions of a project, its baseline (None: there is none), and what is odd about them."""

    suppressions: tuple[Directive, ...] = ()
    baseline: Baseline | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyResult:
    """The findings, each open, known or suppressed, and the entries of the baseline that are fixed."""

    findings: tuple[Finding, ...]
    fixed: tuple[Fixed, ...] = ()


def read_policy(config: Config, sources: Iterable[tuple[str, Path]]) -> Policy:
    """Return what the configuration, its baseline, and comments in the sources accept.

    `sources` are the sources of the pages as (name for reports, path). UserError for anything malformed;
    the baseline with the default name may be missing.
    """
    path = Path(config.baseline)
    comments = read_comments(sources)
    is_optional = path.name == DEFAULT_BASELINE and not path.exists()
    return Policy(
        suppressions=(*directives_of(config), *comments.directives),
        baseline=read_baseline(path) if config.baseline and not is_optional else None,
        notices=tuple(Notice(page="", message=item) for item in comments.unread),
    )


def apply_policy(
    findings: Sequence[Finding],
    policy: Policy,
    *,
    today: date,
    is_partial: bool,
    rules: Container[str],
) -> PolicyResult:
    """Return the findings as suppressions and baseline leave them.

    `rules` are the ids of the rules that ran. A run that is partial, because it did not test all pages and
    variants of the project, cannot show that a suppression is unused or a known finding fixed.
    """
    active = [item for item in policy.suppressions if not item.has_expired(today)]
    used: set[Directive] = set()
    parts: list[Finding] = []
    for finding in findings:
        mine = [item for item in active if item.rule == finding.rule]
        covered = [_cover(location, mine) for location in finding.locations] if mine else []
        used.update(item for _, found in covered for item in found)
        parts += _split_by_suppression(finding, [pages for pages, _ in covered])
    # Without entries nothing is known, however often each finding occurs.
    has_baseline = policy.baseline is not None and policy.baseline.entries
    matched = match_baseline(parts if has_baseline else (), policy.baseline or Baseline())
    with_known = {number for number, _, _ in matched.known}
    result = [
        part
        for number, finding in enumerate(parts)
        for part in (
            _split_by_baseline(finding, number, matched.known)
            if number in with_known
            else (finding,)
        )
    ]
    remarks = [
        _remark(EXPIRED, item, ENDED.format(rule=item.rule, until=item.until, reason=item.reason))
        for item in policy.suppressions
        if item.has_expired(today)
    ]
    if not is_partial:
        remarks += [
            _remark(UNUSED, item, SUPPRESSES_NOTHING.format(rule=item.rule, reason=item.reason))
            for item in active
            if item.rule in rules and item not in used
        ]
    result += [item for item in remarks if item.rule in rules]
    return PolicyResult(
        findings=tuple(sorted(result, key=lambda item: _ORDER.index(item.scope))),
        fixed=() if is_partial else matched.fixed(rules),
    )


# The pages of a location by label; a location without pages is on the page "".
_Labelled = Mapping[_Label, Sequence[str]]


def _cover(
    location: Location, directives: Iterable[Directive]
) -> tuple[_Labelled[Directive | None], set[Directive]]:
    """Return the pages of a location by the first suppression that covers it there, and all that do."""
    pages = location.pages or ("",)
    candidates = [item for item in directives if item.may_cover(location)]
    if not any(item.depends_on_page for item in candidates):
        return {candidates[0] if candidates else None: pages}, set(candidates)
    labelled: dict[Directive | None, list[str]] = defaultdict(list)
    used: set[Directive] = set()
    for page in pages:
        found = [item for item in candidates if item.covers_page(location, page)]
        labelled[found[0] if found else None].append(page)
        used.update(found)
    return labelled, used


def _split_by_suppression(
    finding: Finding, covered: Sequence[_Labelled[Directive | None]]
) -> Iterator[Finding]:
    """Yield the open part of a finding, and one part for each suppression that covers some of it."""
    if not covered:
        yield finding
        return
    parts = _split(finding, covered)
    keeper = None if None in parts else next(iter(parts), None)
    for directive in sorted(parts, key=lambda item: item is not None):
        part = _part(finding, parts[directive])
        if directive is not keeper and directive is not None:
            part = _with_suffix(part, digest((directive.file, directive.reason))[:8])
        if directive is not None:
            accepted = Suppression(reason=directive.reason, where=directive.where)
            part = replace(part, suppression=accepted)
        yield part


def _split_by_baseline(
    finding: Finding, number: int, known: Container[OccurrenceKey]
) -> Iterator[Finding]:
    """Yield the new part of a finding, and the known part."""
    labelled: list[_Labelled[bool]] = []
    for position, location in enumerate(finding.locations):
        pages: dict[bool, list[str]] = defaultdict(list)
        for page in location.pages or ("",):
            pages[(number, position, page) in known].append(page)
        labelled.append(pages)
    parts = _split(finding, labelled)
    for is_known in sorted(parts):
        part = replace(_part(finding, parts[is_known]), known=is_known)
        yield part if is_known or len(parts) == 1 else _with_suffix(part, "new")


def _split(
    finding: Finding, labelled: Sequence[_Labelled[_Label]]
) -> dict[_Label, tuple[Location, ...]]:
    """Return the locations by label; one whose pages have several labels is split."""
    parts: dict[_Label, list[Location]] = defaultdict(list)
    for location, pages in zip(finding.locations, labelled, strict=True):
        for label, mine in pages.items():
            is_whole = len(pages) == 1
            parts[label].append(location if is_whole else replace(location, pages=tuple(mine)))
    return {label: tuple(locations) for label, locations in parts.items()}


def _part(finding: Finding, locations: tuple[Location, ...]) -> Finding:
    """Return a finding with some of its locations, and with messages that one of them has."""
    has_worst = any(item.messages == finding.messages for item in locations)
    messages = finding.messages if has_worst else locations[0].messages
    return replace(finding, locations=locations, messages=messages)


def _with_suffix(finding: Finding, suffix: str) -> Finding:
    older = f"{finding.fingerprint_v1}-{suffix}" if finding.fingerprint_v1 else ""
    return replace(finding, fingerprint=f"{finding.fingerprint}-{suffix}", fingerprint_v1=older)


def _remark(rule: PolicyRule, directive: Directive, message: Message) -> Finding:
    """Return a finding about a suppression, at the line that it is on."""
    source = SourceLocation(file=directive.file, line=directive.line, precision=Precision.EXACT)
    name = digest((rule.id, directive.file, directive.rule, directive.reason))
    return Finding(
        rule=rule.id,
        engine=rule.engine,
        title=rule.title,
        outcome=Outcome.FAILED,
        impact=rule.impact,
        criteria=rule.criteria,
        messages=(message,),
        help_url=rule.help_url,
        fingerprint=name,
        fingerprint_v1=name,
        scope=Scope.SITE,
        locations=(Location(pages=(), variants=(), messages=(message,), source=source),),
        fragment=directive.rule,
    )
