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
    Fact,
    Impact,
    MessageTemplate,
    Outcome,
    Reach,
    RuleId,
    SiteRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

SHARED = MessageTemplate(
    "shared",
    'The title "{title}" is shared by {count} pages.',
)


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
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
            cause=(f"lang={lang}", f"title={title}"),
        )
        for (lang, title), sharers in by_title.items()
        if len(sharers) > 1
        for page, fact in sharers
    ]


RULE = SiteRule(
    id=RuleId("duplicate-page-title"),
    title="No two pages of a site should have the same title",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.site"),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/page-titled.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
