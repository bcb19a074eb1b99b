"""The outline of a focused element stands out from what is around it.

## What it checks

Outlines that a stylesheet draws or colours around elements that Tab reaches, on plain colours. The rule
fails if an outline has less contrast than 3:1 both with what lies outside of it and with what lies inside,
and nothing else of the element, or near it, changes. The ring that the browser draws is judged only where a
stylesheet sets its colour, with the thin white line that Chromium draws around it, or a black one in a dark
colour scheme.

## Why it matters

People with low vision do not see a pale ring on a pale page.

## Example

```css
a:focus { outline: 2px solid #ddd }
```

## Use instead

Choose a colour that has contrast with the page, or two rings of different colours:

```css
a:focus { outline: 2px solid #00f; box-shadow: 0 0 0 4px #fff }
```

## Known limits

Indicators other than outlines, outlines on images and gradients, and more than 8 kinds of elements. The
page is walked in the first variant. In the first of each other colour scheme and viewport, one element of
each kind is looked at: in another viewport only those that the walk did not reach, unless a media query on
its size decides about a style of the focus.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict
from a11ycheck.rules._page.contrast_ratio import as_hex, contrast, layered

__all__ = ["RULE", "judge"]

LOW_CONTRAST = MessageTemplate(
    "low-contrast",
    "The outline of the focus has a contrast of {ratio}:1 with what is around it "
    "({colour} on {background}); expected 3:1.",
)
_RATIO = 3.0


def judge(facts: Facts, options: object) -> Verdict:
    """Judge an outline, {outline, outside, inside, width, differs}, or the page, {stops, outlines}.

    `outside` and `inside` are layers of colours, the uppermost first, None where one is an image;
    `differs` says that more than the outline changes. `halo` is the line around a ring of the browser.
    """
    if "outline" not in facts or facts["differs"]:
        return Verdict.passed()
    seen = []
    for side in (facts["outside"], facts["inside"]):
        around = side and layered(side)
        line = side and layered([facts["outline"], *side])
        if not around or not line:
            return Verdict.passed()
        seen.append((contrast(line, around), as_hex(line), as_hex(around)))
    best, colour, background = max(seen)
    if best >= _RATIO or _shows_halo(facts):
        return Verdict.passed()
    values = {"ratio": int(best * 100) / 100, "colour": colour, "background": background}
    # One rule of a stylesheet draws the outlines of all elements.
    cause = (f"outline={colour}", f"around={background}")
    return Verdict.failed(LOW_CONTRAST.format(**values), cause=cause)


def _shows_halo(facts: Facts) -> bool:
    halo, around = layered([facts.get("halo", "")]), layered(facts["outside"])
    return halo is not None and around is not None and contrast(halo, around) >= _RATIO


RULE = InteractionRule(
    id="focus-indicator-contrast",
    title="Focus outlines must have a contrast of 3:1",
    impact=Impact.MODERATE,
    criteria=("1.4.11",),
    tags=(
        "wcag21aa",
        "wcag1411",
        "cat.color",
    ),
    act=(),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast.html",
    documentation=__doc__ or "",
    interaction="walk",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"indicator": True},
    judge=judge,
)
