"""Instructions do not rely on position, shape or size alone.

## What it checks

English sentences that tell readers to use a menu, a button or other content, and name it by its
position on the right or left, its shape or its size. The rule passes if a heading, label or
accessible name on the page has the same noun, or if only one element has that role. It fails if the
text is about a menu or links, and a list of links without a name or heading is on that side of the
text. Otherwise the outcome is `cantTell`: what is meant may be on another page, or in an image.

## Why it matters

"The menu on the right" means nothing to readers of a screen reader, or on a narrow screen, where the
menu is below.

## Example

```html
<p>Find the menu on the right to navigate.</p>
```

## Use instead

```html
<p>To navigate, use the menu "Services" on the right.</p> … <h2>Services</h2>
```

Name the content in the instruction as its heading or label does.

## Known limits

Other languages than English. "Above" and "below" also mean before and after, and are not checked.
"""

from pathlib import Path

from a11ycheck.model import (
    Dependency,
    FactRule,
    Facts,
    Impact,
    MessageTemplate,
    Reach,
    Verdict,
)

__all__ = ["RULE", "judge"]

ALONE = MessageTemplate(
    "position-alone", 'Text identifies a list of links only by its position ("{phrase}").'
)
REVIEW = MessageTemplate(
    "review-reference",
    'Text refers to "{phrase}"; review whether it also identifies this by a name.',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an instruction: {phrase, identified, located}.

    `identified` is true if a name or role identifies the content as well, `located` if a list of links
    without a name is in that place.
    """
    if facts["identified"]:
        return Verdict.passed()
    if facts["located"]:
        return Verdict.failed(ALONE.format(phrase=facts["phrase"]))
    return Verdict.cant_tell(REVIEW.format(phrase=facts["phrase"]))


RULE = FactRule(
    id="sensory-instruction",
    title="Instructions must not rely on position, shape or size alone",
    impact=Impact.MODERATE,
    criteria=("1.3.3",),
    tags=("wcag2a", "wcag133", "cat.sensory-and-visual-cues"),
    act=("9bd38c",),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/sensory-characteristics.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
