"""A page has one heading of level 1.

## What it checks

The visible headings of level 1 of a page: `h1`, and `role="heading"` with `aria-level="1"`. The
rule fails if there are two or more. Whether there is one at all is checked by axe-core
(`page-has-heading-one`). If only one of them is in the main content, the finding is at the first
of the others, which the template adds.

## Why it matters

People who use a screen reader jump to the heading of level 1 to learn what the page is about, and
where its content begins. With several, one of them is the name of the site, or the page is two
pages in one. Browsers and screen readers do not lower the level of an `h1` in a section.

## Example

```html
<h1>Barrels</h1> … <h1>Commands</h1>
```

## Use instead

```html
<h1>Barrels</h1> … <h2>Commands</h2>
```

In Markdown and reStructuredText, the title of a page is the only heading of its level. A title that
every page has, such as the name of the site, is a link or a paragraph.

## Known limits

Whether the heading describes the page.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

SEVERAL = MessageTemplate(
    "several", "Page has {count} headings of level 1 ({headings}); expected one."
)
_NAMED = 3


def judge(facts: Facts, options: object) -> Verdict:
    """Judge the headings of level 1 of a page: {headings}, their texts."""
    headings = facts["headings"]
    if len(headings) == 1:
        return Verdict.passed()
    named = [f'"{text}"' for text in headings[:_NAMED]]
    more = ["…"] if len(headings) > _NAMED else []
    return Verdict.failed(SEVERAL.format(count=len(headings), headings=[*named, *more]))


RULE = FactRule(
    id="more-than-one-h1",
    title="Pages should have one heading of level 1",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.semantics"),
    since="0.1.0",
    reach=Reach.PAGE,
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/tutorials/page-structure/headings/",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
