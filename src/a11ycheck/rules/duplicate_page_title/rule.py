"""No two pages of a site have the same title.

## What it checks

The `title` of every audited page, with white space folded. The rule names the pages that share one.
Pages in different languages are compared apart. A missing title is axe's `document-title`.

## Why it matters

The title is the first thing that a screen reader says, and all that a tab, a bookmark or a search
result shows. Pages with the same title cannot be told apart.

## How to fix

Give each page a first heading of its own: Sphinx makes the title of it. In MyST that is the line `#
…`.

## What it cannot see

Whether a title says what its page is about.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from a11ycheck.model import (
    EvidenceKind,
    Fact,
    Impact,
    Outcome,
    Reach,
    Rule,
    RuleId,
    Verdict,
)

__all__ = ["RULE", "expectation"]

SHARED = 'The title "{title}" is shared by {count} pages.'


def expectation(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: facts of its title}: one failed verdict for each page that shares its title."""
    del options
    by_title: dict[tuple[str, str], list[tuple[str, Fact]]] = defaultdict(list)
    for page, facts in pages.items():
        for fact in facts:
            by_title[fact.facts["lang"], fact.facts["title"]].append((page, fact))
    return [
        Verdict(
            outcome=Outcome.FAILED,
            message=SHARED.format(title=title, count=len(sharers)),
            page=page,
            element=fact.element,
            data={"title": title},
        )
        for (_, title), sharers in by_title.items()
        if len(sharers) > 1
        for page, fact in sharers
    ]


RULE = Rule(
    id=RuleId("duplicate-page-title"),
    title="No two pages of a site should have the same title",
    impact=Impact.MODERATE,
    evidence=EvidenceKind.SITE,
    tags=("best-practice", "cat.site"),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/page-titled.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge_site=expectation,
)
