"""A report's findings sorted by what there is to do about them, and grouped as people fix them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from a11ycheck.model import Finding, Impact, Location, Outcome, Report, Scope
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import format_messages, translate
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = [
    "BlockedHost",
    "RuleGroup",
    "Triage",
    "blocked_hosts",
    "by_rule",
    "group_by",
    "impacts",
    "of_scope",
    "page_of",
    "pages_by_text",
    "pages_of",
    "primary",
    "triage_report",
]

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Findings of one rule, impact and outcome, which share title, criteria and help."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Return the finding whose rule, title, impact and criteria are the group's."""
        return self.findings[0]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Return the success criteria that are in WCAG's table, in the finding's order."""
        return tuple(CRITERIA[number] for number in self.first.criteria if number in CRITERIA)

    @property
    def extent(self) -> str:
        """Return how many findings on how many pages: "one finding on 41 pages"."""
        number = len(self.findings)
        findings = translate("one finding") if number == 1 else text.count(number, "finding")
        pages = text.count(len(pages_of(self.findings)), "page")
        return translate("{findings} on {pages}", findings=findings, pages=pages)

    @property
    def count_text(self) -> str:
        """Return how many locations on how many pages: "12 locations on 3 pages"."""
        locations = text.count(sum(len(item.locations) for item in self.findings), "location")
        number = len(pages_of(self.findings))
        if number < 2:  # noqa: PLR2004 - its page is named beside
            return locations
        pages = text.count(number, "page")
        return translate("{locations} on {pages}", locations=locations, pages=pages)

    def by_message(self) -> Mapping[str, list[tuple[Finding, Location]]]:
        """Return the locations of all findings by message, in the current language."""
        pairs = [(finding, item) for finding in self.findings for item in finding.locations]
        return group_by(pairs, lambda pair: format_messages(pair[1].messages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """All findings, each in one list: failed, to review, known to the baseline, or suppressed.

    `fixed` counts the occurrences in the baseline that the site no longer has.
    """

    failed: tuple[Finding, ...]
    review: tuple[Finding, ...]
    known: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    fixed: int

    @property
    def has_baseline(self) -> bool:
        """Return whether a baseline changed the report."""
        return bool(self.known or self.fixed)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedHost:
    """A third-party host, and the requests to it that the audit blocked."""

    name: str
    requests: int
    pages: tuple[str, ...]


def triage_report(report: Report) -> Triage:
    """Return the report's findings, sorted by what there is to do about them."""
    counted = [finding for finding in report.findings if finding.suppression is None]
    new = [finding for finding in counted if not finding.known]
    return Triage(
        failed=tuple(item for item in new if item.outcome is Outcome.FAILED),
        review=tuple(item for item in new if item.outcome is Outcome.CANT_TELL),
        known=tuple(item for item in counted if item.known),
        suppressed=tuple(item for item in report.findings if item.suppression is not None),
        fixed=sum(item.count for item in report.fixed),
    )


def group_by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Return the items by their key; keys and items keep their order."""
    groups: defaultdict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def of_scope(findings: Iterable[Finding], scope: Scope) -> tuple[Finding, ...]:
    """Return the findings of one scope, the worst first, then those on most pages."""
    matching = (finding for finding in findings if finding.scope is scope)
    return tuple(sorted(matching, key=lambda item: (-item.impact.rank, -len(item.pages))))


def page_of(finding: Finding) -> str:
    """Return a finding's first page, or its source file if it is on no page."""
    location = finding.locations[0]
    return location.page or (location.source.file if location.source else "")


def primary(finding: Finding) -> Location:
    """Return the location to show first: the first with a source line, else the first of all."""
    return next((item for item in finding.locations if item.source), finding.locations[0])


def by_rule(findings: Iterable[Finding]) -> tuple[RuleGroup, ...]:
    """Return the findings in groups of one rule, impact and outcome, the worst first."""
    ordered = sorted(findings, key=lambda item: -item.impact.rank)
    groups = group_by(
        ordered, lambda item: (item.impact, item.rule, item.title, item.criteria, item.outcome)
    )
    return tuple(RuleGroup(findings=tuple(group)) for group in groups.values())


def pages_by_text(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return each text once with its distinct pages, from pairs of page and text."""
    groups = group_by(pairs, lambda pair: pair[1])
    return {
        item: tuple(dict.fromkeys(page for page, _ in found if page))
        for item, found in groups.items()
    }


def pages_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the distinct pages of all locations of the findings."""
    return tuple(dict.fromkeys(page for finding in findings for page in finding.pages))


def impacts(findings: Iterable[Finding]) -> dict[Impact, int]:
    """Return the number of findings of each impact, the worst first, without zeros."""
    found = Counter(finding.impact for finding in findings)
    return {impact: found[impact] for impact in reversed(Impact) if found[impact]}


def blocked_hosts(report: Report) -> tuple[BlockedHost, ...]:
    """Return the hosts to which requests were blocked, those with most requests first."""
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for weight in report.weights:
        for request in weight.blocked:
            try:
                host = urlsplit(request.url).netloc or request.url
            except ValueError:  # such as "http://[", which is no URL
                host = request.url
            pages[host].append(weight.page)
    return tuple(
        BlockedHost(name=name, requests=len(pages[name]), pages=tuple(dict.fromkeys(pages[name])))
        for name in sorted(pages, key=lambda name: -len(pages[name]))
    )
