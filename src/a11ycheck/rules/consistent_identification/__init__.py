"""Repeated links to the same target have the same name.

## What it checks

Each link in a navigation, header or footer. The rule fails on a page where the link has a name
without any word in common with its name on other pages, if at least three pages in the same
language use the other name in the same part. A page that links to the target by both names passes.
A section of a page is a target of its own. Names that lead to different targets, such as "Next", say what a
link does and are not compared.

## Why it matters

Readers recognise what they know by its name. If it has another one, they take it for something new.

## Example

```html
<nav><a href="/search/">Search</a></nav>
<!-- on another page -->
<nav><a href="/search/">Find it</a></nav>
```

## Use instead

```html
<nav><a href="/search/">Search</a></nav>
```

Use one name for one target, in all navigations.

## Known limits

Buttons and fields. Names in which a word remains. Links to the page itself.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from a11ycheck.model import Fact, Impact, MessageTemplate, Outcome, Reach, SiteRule, Verdict

__all__ = ["RULE", "judge"]

OTHER_NAME = MessageTemplate(
    "other-name", 'Link "{name}" has the name "{usual}" on {count} other pages, such as {page}.'
)
LEAST_PAGES = 3


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: facts of its repeated links}: one verdict for each that has another name than usual."""
    targets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in chain.from_iterable(pages.values()):
        targets[fact.facts["lang"], fact.facts["name"]].add(fact.facts["url"])
    groups: dict[tuple[str, ...], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for page, facts in pages.items():
        for fact in facts:
            measured = fact.facts
            if len(targets[measured["lang"], measured["name"]]) == 1:
                groups[measured["lang"], measured["part"], measured["url"]][page].append(fact)
    return [verdict for group in groups.values() for verdict in _compare(group)]


def _compare(group: Mapping[str, Sequence[Fact]]) -> Sequence[Verdict]:
    if len(set(map(_name, chain.from_iterable(group.values())))) == 1:
        return []
    names = Counter(name for facts in group.values() for name in {_name(fact) for fact in facts})
    ((usual, count),) = names.most_common(1)
    if count < LEAST_PAGES or count <= len(group) / 2:
        return []
    model = next(page for page, facts in group.items() if usual in map(_name, facts))
    return [
        Verdict(
            outcome=Outcome.FAILED,
            message=OTHER_NAME.format(name=_name(facts[0]), usual=usual, count=count, page=model),
            page=page,
            element=facts[0].element,
        )
        for page, facts in group.items()
        if all(_words(_name(fact)).isdisjoint(_words(usual)) for fact in facts)
    ]


def _name(fact: Fact) -> str:
    return str(fact.facts["name"])


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split())


RULE = SiteRule(
    id="consistent-identification",
    title="Repeated links must have the same name on all pages",
    impact=Impact.MODERATE,
    criteria=("3.2.4",),
    tags=("wcag2aa", "wcag324", "cat.site"),
    act=(),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/consistent-identification.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
