"""Focused elements are not hidden behind content that stays in place.

## What it checks

Tab and Shift+Tab are pressed through the page. The rule fails if a focused element on the screen is
entirely covered by a part of the page with `position: fixed` or `sticky`, such as a header or a cookie
banner.

## Why it matters

The focus disappears behind the bar. People who use the keyboard do not see which link they are about to
open.

## Example

```css
header { position: sticky; top: 0; height: 120px }
```

## Use instead

```css
html { scroll-padding-top: 130px }
```

`scroll-padding` and `scroll-margin` keep space for the bar when the browser scrolls to the focus.

## Known limits

Elements that are partly covered, as WCAG 2.4.12 (AAA) asks, and content that users can move. The page is
walked in the first variant; zoomed pages are covered more.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

OBSCURED = MessageTemplate(
    "obscured", "Focused element is entirely covered by `{cover}`, which stays in place."
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a covered element, {cover, cover_tag}, or the page, {stops, obscured}."""
    if "cover" not in facts:
        return Verdict.passed()
    cover = facts["cover"]
    return Verdict.failed(OBSCURED.format(cover=cover), cause=(f"cover={cover}",))


RULE = InteractionRule(
    id="focus-obscured",
    title="Focused elements must not be covered by fixed content",
    impact=Impact.SERIOUS,
    criteria=("2.4.11",),
    tags=(
        "wcag22aa",
        "wcag2411",
        "cat.keyboard",
    ),
    act=(),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/focus-not-obscured-minimum.html",
    documentation=__doc__ or "",
    interaction="walk",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"obscured": True},
    judge=judge,
)
