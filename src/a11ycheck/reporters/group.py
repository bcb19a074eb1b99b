"""Findings put in the order in which people mend them: the theme's, then page by page, then the site's."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from a11ycheck.model import Finding, Impact, Outcome, Place, Report, Scope
from a11ycheck.reporters.text import count
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = [
    "Host",
    "RuleGroup",
    "Spot",
    "blocked_hosts",
    "by_criterion",
    "by_message",
    "by_page",
    "by_rule",
    "by_sentence",
    "gather",
    "impacts",
    "of_scope",
    "pages_of",
    "spots",
]

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One element (or, where `place.element` is None, whole pages) and all pages where it stands alike."""

    place: Place
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Findings of one rule with one impact, which share their title, criteria and remedy."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Return the finding that speaks for the group's rule, title, impact and criteria."""
        return self.findings[0]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Return the success criteria that WCAG's table knows, in the finding's order."""
        return tuple(CRITERIA[number] for number in self.first.criteria if number in CRITERIA)

    @property
    def extent(self) -> str:
        """Return how many faults (or open questions) on how many pages: "one fault on 41 pages"."""
        noun = "fault" if self.first.outcome is Outcome.FAILED else "question"
        number = len(self.findings)
        things = f"one {noun}" if number == 1 else count(number, noun)
        return f"{things} on {count(len(pages_of(self.findings)), 'page')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Another host that pages asked for something, and were kept from."""

    name: str
    requests: int
    pages: tuple[str, ...]


def gather(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Return the items by their key, keys and items in the order in which they came."""
    groups: defaultdict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def of_scope(findings: Iterable[Finding], scope: Scope) -> tuple[Finding, ...]:
    """Return the findings of one scope, the worst first, those on most pages before others."""
    mine = (finding for finding in findings if finding.scope is scope)
    return tuple(sorted(mine, key=lambda item: (-item.impact.rank, -len(item.pages))))


def by_page(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """Return the findings under the first page of each."""
    return gather(findings, lambda item: item.places[0].page)


def by_rule(findings: Iterable[Finding]) -> tuple[RuleGroup, ...]:
    """Return the findings in groups of one rule and impact, the worst first."""
    ordered = sorted(findings, key=lambda item: -item.impact.rank)
    groups = gather(ordered, lambda item: (item.impact, item.rule, item.title, item.criteria))
    return tuple(RuleGroup(findings=tuple(group)) for group in groups.values())


def spots(finding: Finding) -> tuple[Spot, ...]:
    """Return the finding's places, those that differ in nothing but the page put together."""
    groups = gather(finding.places, _looks)
    return tuple(
        Spot(place=group[0], pages=tuple(dict.fromkeys(place.page for place in group)))
        for group in groups.values()
    )


def _looks(place: Place) -> tuple[object, ...]:
    element = place.element
    seen = (element.target, element.html, element.text) if element else ()
    return (*seen, place.variants)


def by_message(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """Return the findings by what is wrong, in the order in which they came."""
    return gather(findings, lambda item: item.message)


def by_sentence(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return each sentence once with its distinct pages, from pairs of page and sentence."""
    groups = gather(pairs, lambda pair: pair[1])
    return {
        sentence: tuple(dict.fromkeys(page for page, _ in found if page))
        for sentence, found in groups.items()
    }


def pages_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the distinct pages on which any of the findings has a place."""
    return tuple(dict.fromkeys(page for finding in findings for page in finding.pages))


def impacts(findings: Iterable[Finding]) -> dict[Impact, int]:
    """Return how many findings there are of each impact, the worst first, none with zero."""
    found = Counter(finding.impact for finding in findings)
    return {impact: found[impact] for impact in reversed(Impact) if found[impact]}


def by_criterion(report: Report) -> dict[str, dict[Outcome, int]]:
    """Return the counts of failed and of open findings for each success criterion, by number."""
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for finding in report.findings:
        for number in finding.criteria:
            counts[number][finding.outcome] += 1
    order = list(CRITERIA)
    known = sorted(counts, key=lambda number: order.index(number) if number in CRITERIA else 999)
    return {number: dict(counts[number]) for number in known}


def blocked_hosts(report: Report) -> tuple[Host, ...]:
    """Return the hosts that pages were kept from asking, the most asked first."""
    asked = ((weight.page, request.url) for weight in report.weights for request in weight.blocked)
    groups = gather(asked, lambda item: _host(item[1]))
    hosts = (
        Host(name=name, requests=len(group), pages=tuple(dict.fromkeys(page for page, _ in group)))
        for name, group in groups.items()
    )
    return tuple(sorted(hosts, key=lambda host: -host.requests))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc or url
    except ValueError:  # such as "http://[": what the page asked for is no address at all
        return url
