"""Findings put in the order in which people mend them: the theme's, then page by page, then the site's."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from a11ycheck.model import Finding, Impact, Outcome, Place, Report, Scope
from a11ycheck.reporters.text import count
from a11ycheck.reporters.words import translate
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = [
    "Host",
    "Ledger",
    "RuleGroup",
    "Spot",
    "Tally",
    "blocked_hosts",
    "by_criterion",
    "by_message",
    "by_page",
    "by_rule",
    "by_sentence",
    "gather",
    "impacts",
    "ledger",
    "of_scope",
    "page_of",
    "pages_of",
    "source_files",
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
    """Findings of one rule, impact and outcome, which share their title, criteria and remedy."""

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
        things = translate(f"one {noun}") if number == 1 else count(number, noun)
        pages = count(len(pages_of(self.findings)), "page")
        return translate("{things} on {pages}", things=things, pages=pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All findings, each in one place: what is new, what the baseline knows, and what is accepted.

    `fixed` counts the faults that the baseline knows and the site no longer has.
    """

    faults: tuple[Finding, ...]
    questions: tuple[Finding, ...]
    known: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    fixed: int

    @property
    def has_baseline(self) -> bool:
        """Tell whether a baseline left its mark on the report."""
        return bool(self.known or self.fixed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many findings touch a success criterion; those that are suppressed are not among them."""

    faults: int
    questions: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Another host that pages asked for something, and were kept from."""

    name: str
    requests: int
    pages: tuple[str, ...]


def ledger(report: Report) -> Ledger:
    """Return the report's findings, sorted by what there is to do about them."""
    counted = [finding for finding in report.findings if finding.suppression is None]
    new = [finding for finding in counted if not finding.known]
    return Ledger(
        faults=tuple(item for item in new if item.outcome is Outcome.FAILED),
        questions=tuple(item for item in new if item.outcome is Outcome.CANT_TELL),
        known=tuple(item for item in counted if item.known),
        suppressed=tuple(item for item in report.findings if item.suppression is not None),
        fixed=sum(item.count for item in report.fixed),
    )


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
    """Return the findings under the first page of each, or its source file."""
    return gather(findings, page_of)


def page_of(finding: Finding) -> str:
    """Return a finding's first page; its source file where it is on no page."""
    place = finding.places[0]
    return place.page or (place.source.file if place.source else "")


def by_rule(findings: Iterable[Finding]) -> tuple[RuleGroup, ...]:
    """Return the findings in groups of one rule, impact and outcome, the worst first."""
    ordered = sorted(findings, key=lambda item: -item.impact.rank)
    groups = gather(
        ordered, lambda item: (item.impact, item.rule, item.title, item.criteria, item.outcome)
    )
    return tuple(RuleGroup(findings=tuple(group)) for group in groups.values())


def spots(finding: Finding) -> tuple[Spot, ...]:
    """Return the finding's places, those that differ in nothing but the page put together."""
    groups = gather(finding.places, _looks)
    return tuple(
        Spot(
            place=group[0],
            pages=tuple(dict.fromkeys(place.page for place in group if place.page)),
        )
        for group in groups.values()
    )


def _looks(place: Place) -> tuple[object, ...]:
    element = place.element
    seen = (element.target, element.html, element.text) if element else ()
    return (*seen, place.variants, place.source, place.snippet)


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


def source_files(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the source files in which any of the findings has a place, sorted."""
    places = (place for finding in findings for place in finding.places)
    return tuple(sorted({place.source.file for place in places if place.source}))


def by_criterion(report: Report) -> dict[str, Tally]:
    """Return the counts for each success criterion, by number; "" is best practice, and the last."""
    found = ledger(report)
    faults, questions, known = (
        Counter(number for item in items for number in item.criteria or ("",))
        for items in (found.faults, found.questions, found.known)
    )
    order = {number: position for position, number in enumerate(CRITERIA)}
    numbers = sorted(
        {*faults, *questions, *known},
        key=lambda number: (not number, order.get(number, len(order)), number),
    )
    return {
        number: Tally(faults=faults[number], questions=questions[number], known=known[number])
        for number in numbers
    }


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
