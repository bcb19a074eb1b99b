"""Navigations have the same order on all pages.

## What it checks

Each navigation (`nav`, `role=navigation`) that several pages in the same language have: with the
same name, id or position. Links that two pages share, with the same name, must have the same order
on both. The rule fails if they do not, and the two lists share at least three links and more than
half of each. If they share less, a person has to judge whether it is the same navigation.

## Why it matters

Readers learn where a link is, also those who see only a part of the page at a time, and look for it
there on the next page.

## Example

```html
<nav>
  <a href="/news/">News</a>
  <a href="/shop/">Shop</a>
  <a href="/help/">Help</a>
</nav>
<!-- on another page -->
<nav>
  <a href="/shop/">Shop</a>
  <a href="/news/">News</a>
  <a href="/help/">Help</a>
</nav>
```

## Use instead

```html
<nav>
  <a href="/news/">News</a>
  <a href="/shop/">Shop</a>
  <a href="/help/">Help</a>
</nav>
```

Make the navigation from one list for all pages.

## Known limits

Navigations that are not marked as such. Lists that readers have sorted themselves. The first 80
links of each navigation are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from a11ycheck.model import Fact, Impact, MessageTemplate, Outcome, Reach, SiteRule, Verdict

__all__ = ["RULE", "judge"]

MOVED = MessageTemplate(
    "moved", 'Link "{second}" follows "{first}" in this navigation, and precedes it on {page}.'
)
LEAST_COMMON = 3
LEAST_SHARE = 0.5


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: facts of its navigations}: one verdict for each with another order than most have."""
    groups: dict[tuple[str, str], dict[str, Fact]] = defaultdict(dict)
    for page, facts in pages.items():
        for fact in facts:
            groups[fact.facts["lang"], fact.facts["key"]].setdefault(page, fact)
    return [verdict for group in groups.values() for verdict in _compare(group)]


def _compare(group: Mapping[str, Fact]) -> Sequence[Verdict]:
    """Compare the navigations of one group with the one that most pages have."""
    orders = {page: _unique(fact) for page, fact in group.items()}
    ((usual, _),) = Counter(tuple(order) for order in orders.values()).most_common(1)
    model = next(page for page, order in orders.items() if tuple(order) == usual)
    positions = {link: position for position, link in enumerate(usual)}
    found: list[Verdict] = []
    for page, order in orders.items():
        common = [link for link in order if link in positions]
        pairs = pairwise(common)
        moved = next((pair for pair in pairs if positions[pair[0]] > positions[pair[1]]), None)
        if moved is None or len(common) < LEAST_COMMON:
            continue
        is_same = len(common) > LEAST_SHARE * max(len(order), len(usual))
        (_, first), (_, second) = moved
        found.append(
            Verdict(
                outcome=Outcome.FAILED if is_same else Outcome.CANT_TELL,
                message=MOVED.format(first=first, second=second, page=model),
                page=page,
                element=group[page].element,
            )
        )
    return found


def _unique(fact: Fact) -> list[tuple[str, str]]:
    """Return the URLs and names of the links in their order, without URLs that are there twice.

    "Next" on one page leads where the title of a chapter leads on another: these are two links.
    """
    links = [(str(url), str(name)) for url, name in fact.facts["links"]]
    counts = Counter(url for url, _ in links)
    return [(url, name) for url, name in links if counts[url] == 1]


RULE = SiteRule(
    id="consistent-navigation",
    title="Navigations must have the same order on all pages",
    impact=Impact.MODERATE,
    criteria=("3.2.3",),
    tags=("wcag2aa", "wcag323", "cat.site"),
    act=(),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/consistent-navigation.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
