"""Pages have unique titles.

## What it checks

The `<title>` of every audited page, with white space collapsed. The rule fails on each page that
shares its title with another page in the same language. A missing title is reported by axe's
`document-title`.

## Why it matters

The title is the first thing that a screen reader announces, and all that a tab, a bookmark or a
search result shows. Pages with the same title cannot be distinguished.

## Example

```markdown
# Introduction
```

on two pages.

## Use instead

```markdown
# Introduction to passwords
```

Sphinx makes the title from the first heading of the page and the name of the project.

## Known limits

Whether a title describes its page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from a11ycheck.model import Fact, Impact, MessageTemplate, Outcome, Reach, SiteRule, Verdict

__all__ = ["RULE", "judge"]

SHARED = MessageTemplate("shared-title", 'Page title "{title}" is shared by {count} pages.')


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: facts of its title}: one failed verdict for each page with a shared title."""
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
    id="duplicate-page-title",
    title="Pages should have unique titles",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.site"),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/page-titled.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
