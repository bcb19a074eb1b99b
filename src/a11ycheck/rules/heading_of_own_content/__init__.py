"""A heading is among the content of the page's own.

## What it checks

Each page. The rule fails if content of the page's own follows repeated content, and contains no
visible heading that assistive technologies find. Content is repeated if a page to which it links,
on the same site, has it too. The rule judges one of the ways to satisfy `bypass-blocks`; it runs
only when selected.

## Why it matters

Screen readers jump from heading to heading.

## Example

```html
<div class="nav"><a href="b.html">B</a> <a href="c.html">C</a></div>
<div>What this page is about.</div>
```

## Use instead

```html
<div class="nav"><a href="b.html">B</a> <a href="c.html">C</a></div>
<h1>What this page is about</h1>
```

Begin what is not repeated with a heading.

## Known limits

At most two linked pages of the same site are read, as they are sent, without running their scripts.
Content counts as repeated if these pages have the same texts in the same order. At most 12 controls
are activated, and none that sends a form.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

UNREAD = Message("unread-links", "None of the pages to which it links could be read.")
MISSING = Message("no-heading", "No visible heading is in the content that only this page has.")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a page: {pages, unread, links, own, repeated, landmark, heading, skips, collapsible, tried}."""
    if facts["links"] and not facts["pages"]:
        return Verdict.cant_tell(UNREAD)
    if not facts["repeated"]:
        return Verdict.passed()
    if facts["heading"]:
        return Verdict.passed()
    return Verdict.failed(MISSING)


RULE = InteractionRule(
    id="heading-of-own-content",
    title="The page's own content should have a heading",
    impact=Impact.MODERATE,
    criteria=(),
    tags=("technique", "cat.keyboard"),
    act=("047fe0",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/html/H69",
    documentation=__doc__ or "",
    interaction="linked",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"every_page": True},
    judge=judge,
)
