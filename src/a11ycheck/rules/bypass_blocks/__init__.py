"""Readers can bypass content that is repeated on several pages.

## What it checks

Pages without a marked main content (`main`) that link to other pages of the site. Content is
repeated if a page to which it links, on the same site, has it too. The rule fails if content of the
page's own follows repeated content and none of these leads to it: a landmark that begins with it, a
visible heading in it or directly before it, a link or control that moves the focus to it, a control
that hides all that is repeated before it.

## Why it matters

Readers who use a keyboard or a screen reader would have to go through the same navigation on each
page before they reach what is new.

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
Content counts as repeated if these pages have the same texts in the same order, and these are at least
half of their block: not a word that two sentences share. A page needs no bypass if it begins with
content of its own, a heading and more. At most 12 controls are activated, and none that sends a
form.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

UNREAD = Message("unread-links", "None of the pages to which it links could be read.")
BLOCKED = MessageTemplate(
    "blocked",
    "Content repeated from {page} precedes the page's own, and no landmark, heading, link or control"
    " leads past it.",
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a page: {pages, unread, links, own, repeated, landmark, heading, skips, collapsible, tried}."""
    if facts["links"] and not facts["pages"]:
        return Verdict.cant_tell(UNREAD)
    if not facts["repeated"]:
        return Verdict.passed()
    ways = ("landmark", "heading", "skips", "collapsible")
    if any(facts[way] for way in ways):
        return Verdict.passed()
    return Verdict.failed(BLOCKED.format(page=facts["pages"][0]))


RULE = InteractionRule(
    id="bypass-blocks",
    title="Pages must let readers bypass repeated content",
    impact=Impact.SERIOUS,
    criteria=("2.4.1",),
    tags=("wcag2a", "wcag241", "cat.keyboard"),
    act=("cf77f2",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/bypass-blocks.html",
    documentation=__doc__ or "",
    interaction="linked",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
