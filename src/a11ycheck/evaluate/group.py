"""Group assertions into findings: one cause, all its locations.

Findings are grouped by fingerprint alone, so what is on other pages changes neither fingerprints nor
which assertions belong together. Only the scope, which tells a reader where to look, follows from how many
pages show a cause.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from a11ycheck.evaluate.fingerprint import Cause, cause_of, fingerprint, lasting
from a11ycheck.evaluate.fingerprint_v1 import fingerprints_v1
from a11ycheck.model import Assertion, Finding, Location, Reach, Rule, Scope

__all__ = ["group"]

_SEVERAL = 2
_MANY = 3
_SCOPE_ORDER = {Scope.THEME: 0, Scope.SITE: 1, Scope.PAGE: 2}


def group(
    assertions: Sequence[Assertion], rules: Mapping[str, Rule], pages: Sequence[str]
) -> tuple[Finding, ...]:
    """Return the findings: the theme's first, then the site's, then those of each of `pages` in order."""
    groups: dict[str, list[Assertion]] = defaultdict(list)
    causes: dict[int, Cause] = {}
    spread: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for item in assertions:
        cause = cause_of(item, rules[item.rule])
        name = fingerprint(item, cause)
        groups[name].append(item)
        causes[id(item)] = cause
        spread[_spread_key(name, item, cause)].update(item.pages)
    older = fingerprints_v1(assertions, rules, len(pages))
    findings: list[tuple[Finding, int]] = []
    position = {page: index for index, page in enumerate(pages)}
    for name, items in groups.items():
        first = items[0]
        cause = causes[id(first)]
        rule = rules[first.rule]
        seen_on = max(len(spread[_spread_key(name, item, causes[id(item)])]) for item in items)
        scope = _scope(rule, cause, seen_on, len(pages))
        worst = max(items, key=lambda item: item.impact.rank)
        finding = Finding(
            rule=rule.id,
            engine=rule.engine,
            title=rule.title,
            outcome=first.outcome,
            impact=worst.impact,
            criteria=rule.criteria,
            messages=worst.messages,
            help_url=rule.help_url,
            fingerprint=name,
            fingerprint_v1=older[id(first)],
            scope=scope,
            locations=_locations(items, causes, scope, position),
            fragment=lasting(cause.fragment),
        )
        findings.append((finding, position.get(first.page, 0)))
    return tuple(finding for finding, _ in sorted(findings, key=lambda item: _order(*item)))


def _spread_key(name: str, item: Assertion, cause: Cause) -> tuple[str, ...]:
    """Return the key under which the pages that show a cause are counted.

    An element that a theme adds to the main content has the same fragment in every source file.
    """
    is_element = cause.kind == "element"
    return (item.rule, item.outcome, cause.own) if is_element else (name,)


def _scope(rule: Rule, cause: Cause, spread: int, page_count: int) -> Scope:
    """Return the scope of a cause that shows on `spread` of `page_count` pages."""
    most = max(_MANY, page_count / 2)
    if rule.reach is Reach.SITE:
        return Scope.SITE
    match cause.kind:
        case "source":
            least: float = page_count + 1  # an author's line, on however many pages it is shown
        case "root":
            least = max(
                _SEVERAL, min(page_count, most)
            )  # the tag is the template's, its language not
        case "element":
            least = most
        case _:
            least = _SEVERAL
    return Scope.THEME if spread >= least else Scope.PAGE


def _locations(
    items: Sequence[Assertion],
    causes: Mapping[int, Cause],
    scope: Scope,
    position: Mapping[str, int],
) -> tuple[Location, ...]:
    """Return the distinct elements, each with its pages; messages and sources are the element's own."""
    alike: dict[object, list[Assertion]] = defaultdict(list)
    fragments: dict[object, str] = {}
    for item in items:
        # The root element is a template's: its line in the source of one page says nothing.
        is_shared = item.element is not None and item.element.is_root and scope is not Scope.PAGE
        own = replace(item, source=None) if is_shared else item
        element = own.element
        identity = (element.target, element.html, element.text) if element else ()
        texts = tuple(map(str, own.messages))
        key = (identity, own.variants, texts, own.source, own.snippet)
        alike[key].append(own)
        fragments.setdefault(key, lasting(causes[id(item)].own))
    return tuple(
        Location(
            pages=_pages(same, position),
            variants=same[0].variants,
            messages=same[0].messages,
            element=same[0].element,
            source=same[0].source,
            snippet=same[0].snippet,
            fragment=fragments[key],
        )
        for key, same in alike.items()
    )


def _pages(items: Sequence[Assertion], position: Mapping[str, int]) -> tuple[str, ...]:
    """Return the pages of some assertions, in the order of the run."""
    if len(items) == 1 and "" not in items[0].pages:
        return items[0].pages  # shared with other assertions
    pages = dict.fromkeys(page for item in items for page in item.pages if page)
    return tuple(sorted(pages, key=lambda page: position.get(page, len(position))))


def _order(finding: Finding, position: int) -> tuple[int, int, int, int, str]:
    """Sort by scope, a page's findings by page; then the worst, the most widespread, and the rule."""
    return (
        _SCOPE_ORDER[finding.scope],
        position if finding.scope is Scope.PAGE else 0,
        -finding.impact.rank,
        -len(finding.pages),
        finding.rule,
    )
