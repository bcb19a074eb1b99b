"""A landmark begins with content of the page's own.

## What it checks

Each page. The rule fails if content of the page's own follows repeated content, and no landmark
that assistive technologies find begins with it. Content is repeated if a page to which it links, on
the same site, has it too. The rule judges one of the ways to satisfy `bypass-blocks`; it runs only
when selected.

## Why it matters

Screen readers jump from landmark to landmark.

## Example

```html
<div class="nav"><a href="b.html">B</a> <a href="c.html">C</a></div>
<div>What this page is about.</div>
```

## Use instead

```html
<nav><a href="b.html">B</a> <a href="c.html">C</a></nav>
<main>What this page is about.</main>
```

Put what is not repeated into `main`.

## Known limits

At most two linked pages of the same site are read, as they are sent, without running their scripts.
Content counts as repeated if these pages have the same texts in the same order. At most 12 controls
are activated, and none that sends a form.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

UNREAD = Message("unread-links", "None of the pages to which it links could be read.")
MISSING = Message("no-landmark", "No landmark begins with content that only this page has.")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a page: {pages, unread, links, own, repeated, landmark, heading, skips, collapsible, tried}."""
    if facts["links"] and not facts["pages"]:
        return Verdict.cant_tell(UNREAD)
    if not facts["repeated"]:
        return Verdict.passed()
    if facts["landmark"]:
        return Verdict.passed()
    return Verdict.failed(MISSING)


RULE = InteractionRule(
    id="landmark-of-own-content",
    title="The page's own content should have a landmark",
    impact=Impact.MODERATE,
    criteria=(),
    tags=("technique", "cat.keyboard"),
    act=("b40fd1",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/aria/ARIA11",
    documentation=__doc__ or "",
    interaction="linked",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"every_page": True},
    judge=judge,
)
