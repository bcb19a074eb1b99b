"""Links within a page lead to an element of it.

## What it checks

Each link to a fragment of its own page (`href="#install"`). The rule fails if no element has that
`id`, and no `a` that `name`. Links that a script handles are excluded: those with a role, such as
`tab`, with `onclick`, or with attributes such as `aria-controls` and `data-toggle`, and other links to
the same fragments; so are `#`, `#top`, and fragments that are routes of an application (`#/settings`,
`#tags?smoke`).

## Why it matters

Nothing happens when the link is followed: the focus stays, and a screen reader says nothing. In a
long page, a table of contents with dead entries is the only way to a section for many people.

## Example

```html
<a href="#install">Installation</a> … <h2 id="installation">Installation</h2>
```

## Use instead

```html
<a href="#installation">Installation</a> … <h2 id="installation">Installation</h2>
```

The `id` and the fragment must be equal, in upper and lower case too. In Sphinx, link with a role or
a MyST reference, whose target is checked in the build.

## Known limits

Links to fragments of other pages, elements that a script adds when the link is followed, and scripts that
listen for `hashchange`.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

NO_TARGET = MessageTemplate(
    "no-target", 'Link "{text}" leads to "#{fragment}", and no element of the page has this id.'
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {fragment, found, text}."""
    if facts["found"]:
        return Verdict.passed()
    return Verdict.failed(NO_TARGET.format(text=facts["text"], fragment=facts["fragment"]))


RULE = FactRule(
    id="in-page-link-broken",
    title="In-page links should lead to an element of the page",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.keyboard"),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
