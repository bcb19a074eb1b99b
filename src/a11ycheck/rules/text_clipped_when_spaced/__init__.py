"""Text is not clipped when its spacing is increased.

## What it checks

The page with the spacing of WCAG 1.4.12: lines 1.5 times the font size apart, letters 0.12 times and
words 0.16 times further apart, and paragraphs 2 times. The rule fails if an ancestor with `overflow:
hidden` or `clip`, `contain: paint` or `clip-path: inset(0)` cuts text that it does not cut otherwise, or
if texts overlap that do not otherwise.

## Why it matters

People with dyslexia or low vision set wider spacing in their browser. In boxes of a fixed height they
lose the end of the text.

## Example

```css
.button { height: 20px; overflow: hidden }
```

## Use instead

Let boxes grow with their text:

```css
.button { min-height: 20px }
```

## Known limits

Text that is hidden entirely, text in frames and in shadow trees.
"""

from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

CUT = MessageTemplate(
    "cut", "With the spacing of WCAG 1.4.12, text is cut {cut} px further by `{clip}`."
)
OVERLAPS = MessageTemplate(
    "overlaps", "With the spacing of WCAG 1.4.12, this text overlaps the text of `{other}`."
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a text that is cut, {cut, clip}, or overlaps, {other}, or the page, {texts}."""
    if "cut" in facts:
        return Verdict.failed(CUT.format(cut=facts["cut"], clip=facts["clip"]))
    if "other" in facts:
        return Verdict.failed(OVERLAPS.format(other=facts["other"]))
    return Verdict.passed()


RULE = FactRule(
    id="text-clipped-when-spaced",
    title="Text must not be clipped or overlap when its spacing is increased",
    impact=Impact.SERIOUS,
    criteria=("1.4.12",),
    tags=(
        "wcag21aa",
        "wcag1412",
        "cat.layout",
    ),
    act=(),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/text-spacing.html",
    documentation=__doc__ or "",
    depends=frozenset({Dependency.VISIBILITY, Dependency.LAYOUT}),
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"limit": 20},
    judge=judge,
)
