"""Repeated content can be hidden.

## What it checks

Each page. The rule fails if content of the page's own follows repeated content, and no control
hides all of that, for the eye and for assistive technologies. Content is repeated if a page to
which it links, on the same site, has it too. The rule judges one of the ways to satisfy `bypass-
blocks`; it runs only when selected.

## Why it matters

A menu that is closed is no obstacle.

## Example

```html
<div class="nav"><a href="b.html">B</a> <a href="c.html">C</a></div>
<div>What this page is about.</div>
```

## Use instead

```html
<details><summary>Menu</summary><a href="b.html">B</a> <a href="c.html">C</a></details>
<div>What this page is about.</div>
```

Put repeated content into `details`, or give it a button that hides it.

## Known limits

At most two linked pages of the same site are read, as they are sent, without running their scripts.
Content counts as repeated if these pages have the same texts in the same order. At most 12 controls
are activated, and none that sends a form.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, Reach, Verdict

__all__ = ["RULE", "judge"]

UNREAD = Message("unread-links", "None of the pages to which it links could be read.")
MISSING = Message(
    "not-collapsible", "Not all content before the page's own that others repeat can be hidden."
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a page: {pages, unread, links, own, repeated, landmark, heading, skips, collapsible, tried}."""
    if facts["links"] and not facts["pages"]:
        return Verdict.cant_tell(UNREAD)
    if not facts["repeated"]:
        return Verdict.passed()
    if facts["collapsible"] and facts["tried"]:
        return Verdict.passed()
    return Verdict.failed(MISSING)


RULE = InteractionRule(
    id="repeated-content-collapsible",
    title="Repeated content should be collapsible",
    impact=Impact.MODERATE,
    criteria=(),
    tags=("technique", "cat.keyboard"),
    act=("3e12e1",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/client-side-script/SCR28",
    documentation=__doc__ or "",
    interaction="linked",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"every_page": True},
    judge=judge,
)
